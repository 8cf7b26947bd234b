package discord_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// A library is an engine with articles that says what a test wants.
type library struct {
	*ask
	topics  []string
	facts   []answer.Fact
	sources []answer.Source
	compare answer.Comparison
}

func (l *library) Topics(context.Context, string, string) ([]string, error) { return l.topics, nil }
func (l *library) Timeline(from, to string) []answer.Fact {
	return slices.DeleteFunc(slices.Clone(l.facts), func(f answer.Fact) bool { return f.When < from || to != "" && f.When > to })
}
func (l *library) Sources() []answer.Source { return l.sources }
func (l *library) Compare(_ context.Context, q answer.Question) (answer.Comparison, error) {
	c := l.compare
	c.Topic, c.Lang = q.Text, q.Lang
	return c, nil
}

// with has the bot answer from an engine.
func with(e discord.Engine) func(*discord.Config) {
	return func(cfg *discord.Config) {
		cfg.Engine = func() discord.Engine { return e }
		cfg.Version, cfg.Code = "v1.2.3", "https://example.com/entente"
	}
}

func port() *library {
	long := strings.Repeat("Une phrase qui se répète sans fin, avec un_nom dedans. ", 40)
	answers := ask(parrot)
	l := &library{ask: &answers, topics: []string{"Qui est Anne Roche\u202f?", "Combien coûte le quai\u202f?", "quai de Crozon", "phare"}}
	for i, f := range []struct{ when, text string }{
		{"1850", "Le phare brille depuis {1850}."},
		{"1998-05", "Le quai de Crozon a ouvert en {mai 1998}."},
		{"1998-05-03", "Le maire l’a inauguré le {3 mai 1998}, devant *tout* le village."},
		{"2011", "Il a été agrandi en {2011}."},
		{"2012-04", long},
		{"2021-06-01", "# Le port a fermé le {1er juin 2021}.\n- @everyone"},
	} {
		l.facts = append(l.facts, answer.Fact{When: f.when, Quote: quote("port.md", i+3, "Le port", "2022-03-04", f.text)})
	}
	for i := range 12 {
		file := fmt.Sprintf("dossier/article_%02d.md", i)
		l.sources = append(l.sources, answer.Source{
			File: file, Title: fmt.Sprintf("Le quai, épisode %d", i), Publisher: "La *Gazette*", Date: "2022-03-04", Passages: i + 1,
			Beginning: quote(file, 7, "", "", "Le quai est long."), Topics: []string{"Les travaux", "Le *prix*"}, Text: "Le quai est long.\n",
		})
	}
	l.sources[0].Title, l.sources[3].Date, l.sources[4].Publisher = "", "", ""
	l.sources[1].Title, l.sources[1].Topics, l.sources[1].Text = long, slices.Repeat([]string{long[:150]}, 30), strings.Repeat("x", 11<<20)
	l.compare = answer.Comparison{Note: "Les articles ne s’accordent pas sur ce qui est en gras.", Quotes: []answer.Quote{
		quote("ancien.md", 4, "Le pont", "2020-01-01", "Le pont a coûté {12 millions} d’euros."),
		quote("neuf.md", 7, "Le pont", "2022-05", "Le pont a coûté {13,5 millions} d’euros."),
		quote("autre.md", 1, "", "", "Le pont a deux voies."),
	}}
	return l
}

// A response that is kept in a golden file.
type responded struct {
	sight
	Files   []string `json:"files,omitempty"`
	Private bool     `json:"private,omitempty"`
}

func seeResponse(r *discordtest.Response) responded {
	seen := responded{sight: see(r.Message), Private: r.Ephemeral}
	for _, a := range r.Message.Attachments {
		seen.Files = append(seen.Files, a.Filename)
	}
	return seen
}

func TestGoldenOverviews(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot, with(port()))
	for lang, locale := range map[string]string{"fr": "fr", "en": "en-US"} {
		m := s.Member("somebody", locale)
		list := response(t, m.Slash(s.Channel(), "sources", nil))
		labels := options(t, list.Message)
		for name, r := range map[string]*discordtest.Response{
			"sources":  list,
			"source":   response(t, m.Choose(list.Message, labels[2])),
			"long":     response(t, m.Choose(list.Message, labels[1])),
			"timeline": response(t, m.Slash(s.Channel(), "timeline", nil)),
			"bounded":  response(t, m.Slash(s.Channel(), "timeline", map[string]any{"from": "1998", "to": "1998-05-03"})),
			"compare":  response(t, m.Slash(s.Channel(), "compare", map[string]any{"topic": "coût du *pont*"})),
			"help":     response(t, m.Slash(s.Channel(), "help", nil)),
			"about":    response(t, m.Slash(s.Channel(), "about", nil)),
		} {
			t.Run(name+"-"+lang, func(t *testing.T) { golden(t, name+"-"+lang, seeResponse(r)) })
		}
	}
}

// options returns the labels of the menu of a message.
func options(t *testing.T, m *discordgo.Message) []string {
	t.Helper()
	var labels []string
	for _, row := range m.Components {
		for _, c := range row.(*discordgo.ActionsRow).Components {
			if menu, ok := c.(*discordgo.SelectMenu); ok {
				for _, o := range menu.Options {
					labels = append(labels, o.Label)
				}
			}
		}
	}
	if len(labels) == 0 {
		t.Fatal("the message has no menu")
	}
	return labels
}

func TestPages(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	l := port()
	login(t, s, parrot, with(l))
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	for command, want := range map[string]string{"timeline": "1er juin 2021", "sources": "épisode 11"} {
		t.Run(command, func(t *testing.T) {
			first := response(t, alice.Slash(s.Channel(), command, nil)).Message
			// Whoever turns the page, it stays in its language.
			second := response(t, bob.Click(first, "Suivants")).Message
			if second.ID != first.ID || !strings.Contains(description(t, second), want) {
				t.Errorf("the second page is %q, want it to say %q", description(t, second), want)
			}
			back := response(t, bob.Click(second, "Précédents")).Message
			if diff := cmp.Diff(first.Embeds, back.Embeds); diff != "" {
				t.Errorf("the first page is another now (-first +now):\n%s", diff)
			}
		})
	}
	t.Run("fewer than before", func(t *testing.T) {
		first := response(t, alice.SlashDM("timeline", map[string]any{"from": "1998"})).Message
		if got := options(t, response(t, alice.SlashDM("sources", nil)).Message); len(got) != 10 {
			t.Errorf("a page lists %d articles, want 10", len(got))
		}
		if len(first.Components) > 0 {
			t.Error("five facts have several pages")
		}
	})
}

func TestSourcesAreAttached(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	l := port()
	login(t, s, parrot, with(l))
	alice := s.Member("alice", "fr")
	list := response(t, alice.Slash(s.Channel(), "sources", nil)).Message
	r := response(t, alice.Choose(list, "Le quai, épisode 3"))
	if files := r.Message.Attachments; len(files) != 1 || files[0].Filename != "article_03.md" || string(s.File(files[0])) != l.sources[3].Text {
		t.Errorf("got the files %v", files)
	}
	if !r.Ephemeral {
		t.Error("others see it too")
	}
	l.sources = l.sources[:2]
	if r := response(t, alice.Choose(list, "Le quai, épisode 3")); !strings.Contains(r.Message.Content, "n’est plus là") {
		t.Errorf("an article that is gone: %q", r.Message.Content)
	}
}

func TestWhatOverviewsCannotShow(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	for _, tt := range []struct {
		name string
		in   *discordtest.Interaction
		want string
	}{
		{"no date", alice.SlashDM("timeline", map[string]any{"from": "*jadis*"}), `«` + "\u202f" + `\*jadis\*` + "\u202f»"},
		{"no date", bob.SlashDM("timeline", map[string]any{"to": "30/13/2020"}), "2023-03-14"},
		{"no facts", bob.SlashDM("timeline", nil), "no dated fact"},
		{"no topic", alice.SlashDM("compare", map[string]any{"topic": " ? "}), "`/comparer`"},
		{"too long a topic", bob.SlashDM("compare", map[string]any{"topic": strings.Repeat("a", 1001)}), "1,001 characters"},
		{"nothing to compare", alice.SlashDM("compare", map[string]any{"topic": "licorne"}), "Les articles ne répondent pas"},
		{"no articles", alice.SlashDM("sources", nil), "aucun article"},
	} {
		r := response(t, tt.in).Message
		said := r.Content
		for _, e := range r.Embeds {
			said += e.Description
		}
		if !strings.Contains(said, tt.want) {
			t.Errorf("%s: got %q, want it to say %q", tt.name, said, tt.want)
		}
	}
}

// articles is the engine of the articles of the repository.
func articles(t testing.TB) *answer.Engine {
	t.Helper()
	files := make(map[string]string)
	corpus, err := article.Read(t.Context(), "../../corpus", article.DefaultMaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range corpus.Articles {
		files[a.Name] = a.Text
	}
	return engineOf(t, files)
}

// On the articles of the repository everything that is offered works.
func TestOverviewsOfTheArticles(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	e := articles(t)
	login(t, s, parrot, with(e))
	for _, m := range []*discordtest.Member{s.Member("alice", "fr"), s.Member("bob", "en-US")} {
		for _, command := range []string{"ask", "compare"} {
			option := map[string]string{"ask": "question", "compare": "topic"}[command]
			choices := response(t, m.Autocomplete(s.Channel(), command, map[string]any{option: "open"}, option)).Choices
			if len(choices) == 0 {
				t.Errorf("/%s: nothing to choose from", command)
			}
			for _, c := range choices[:min(3, len(choices))] {
				r := response(t, m.Slash(s.Channel(), command, map[string]any{option: c.Value}))
				if !strings.Contains(description(t, r.Message), "\n-# ") {
					t.Errorf("/%s %s: %q", command, c.Name, description(t, r.Message))
				}
			}
		}
		help := response(t, m.Slash(s.Channel(), "help", nil)).Message
		if len(help.Components) != 3 {
			t.Errorf("%d examples, want 3", len(help.Components))
		}
		for _, row := range help.Components {
			label := row.(*discordgo.ActionsRow).Components[0].(*discordgo.Button).Label
			r := response(t, m.Click(help, label))
			if !strings.Contains(description(t, r.Message), "\n-# ") || r.Message.Embeds[0].Title != strings.Join(strings.Fields(label), " ") {
				t.Errorf("%s: %q", label, description(t, r.Message))
			}
		}
		list := response(t, m.Slash(s.Channel(), "sources", nil)).Message
		for i, label := range options(t, list) {
			r := response(t, m.Choose(list, label))
			if want := e.Sources()[i].Text; len(r.Message.Attachments) != 1 || string(s.File(r.Message.Attachments[0])) != want {
				t.Errorf("%s: the file is not attached", label)
			}
			if !r.Deferred {
				t.Errorf("%s: the file is uploaded while Discord waits for a first response", label)
			}
		}
		shown := response(t, m.Slash(s.Channel(), "timeline", map[string]any{"from": "mars 2019", "to": "2019"})).Message
		if !strings.Contains(description(t, shown), "2019") {
			t.Errorf("timeline: %q", description(t, shown))
		}
	}
}
