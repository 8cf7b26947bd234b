package discord_test

import (
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"
	"entente/internal/journal"
	"entente/internal/retrieval"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// engineOf answers from articles, given by the names of their files.
func engineOf(t testing.TB, files map[string]string) *answer.Engine {
	t.Helper()
	corpus := new(article.Corpus)
	for name, text := range files {
		a, problems := article.Parse(name, []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		corpus.Articles = append(corpus.Articles, a)
	}
	index, err := retrieval.Open(t.Context(), corpus, retrieval.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	engine, err := answer.New(index, answer.Options{MinScore: answer.DefaultMinScore})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

const lighthouse = `# Le phare de Penmarch

Le phare de Penmarch domine la côte depuis deux siècles et se voit à vingt milles.

La commune loue le phare de Penmarch aux mariés du canton, chaque samedi de juin.

Un orage a fendu la lanterne du phare de Penmarch, que des vitriers ont refaite.

Des peintres viennent dessiner le phare de Penmarch au printemps, quand la brume se lève.

Le gardien du phare de Penmarch élevait des chèvres, dont le fromage partait au marché.

Une école porte le nom du phare de Penmarch, et ses élèves en ont sculpté la maquette.

Le phare de Penmarch fut peint en rouge une seule fois, pour le tournage d'un film muet.
`

// A ballotBox is a journal that is kept in memory.
type ballotBox struct {
	mu      sync.Mutex
	entries []journal.Entry
}

func (b *ballotBox) Write(e journal.Entry) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entries = append(b.entries, e)
}

func (b *ballotBox) Ballot(messageID, userID string) string { return messageID + "/" + userID }

func (b *ballotBox) all() []journal.Entry {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.entries)
}

// answerFrom starts a bot that answers from an engine and writes a journal.
func answerFrom(t *testing.T, s *discordtest.Server, engine discord.Engine, j discord.Journal) *running {
	t.Helper()
	return login(t, s, nil, func(cfg *discord.Config) {
		cfg.Engine, cfg.Journal = func() discord.Engine { return engine }, j
	})
}

// labels returns what stands on the buttons of a message, the disabled ones in
// parentheses.
func labels(m *discordgo.Message) string {
	var all []string
	for _, row := range m.Components {
		for _, c := range row.(*discordgo.ActionsRow).Components {
			b := c.(*discordgo.Button)
			label := b.Label
			if b.Emoji != nil {
				label = b.Emoji.Name
			}
			if b.Disabled {
				label = "(" + label + ")"
			}
			all = append(all, label)
		}
	}
	return strings.Join(all, " ")
}

const whereIsIt = "Où est le phare de Penmarch ?"

func TestButtonsSpeakTheLanguageOfTheClient(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	answerFrom(t, s, engineOf(t, map[string]string{"phare.md": lighthouse}), new(ballotBox))
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	const french, english = "Contexte Autres extraits 👍 👎", "Context More quotes 👍 👎"
	for _, tt := range []struct {
		way  string
		m    *discordgo.Message
		want string
	}{
		{"command of a French client", response(t, alice.Slash(s.Channel(), "ask", question(whereIsIt))).Message, french},
		{"command of an English client", response(t, bob.Slash(s.Channel(), "ask", question(whereIsIt))).Message, english},
		{"message in French", reply(t, s, bob.DM(whereIsIt)), french},
		{"message in English, with one quote", reply(t, s, alice.DM("Which school bears the name of the Penmarch lighthouse?")), "Context 👍 👎"},
		{"silence", reply(t, s, alice.DM("Combien coûte une licorne ?")), ""},
	} {
		if got := labels(tt.m); got != tt.want {
			t.Errorf("%s: the buttons are %s, want %s", tt.way, got, tt.want)
		}
	}
}

func TestContextOfAnAnswer(t *testing.T) {
	t.Parallel()
	files := map[string]string{"phare.md": lighthouse, "Tour_d'eau.txt": "La tour\n\nLa *tour* de Lesconil a été bâtie en 1931. Elle tient l'eau du bourg.\n\nOn la voit de loin.\n"}
	s := discordtest.NewServer(t)
	first := answerFrom(t, s, engineOf(t, files), nil)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	three := reply(t, s, alice.Say(s.Channel(), "<@"+s.BotID()+"> "+whereIsIt))
	one := response(t, bob.Slash(s.Channel(), "ask", question("Quand la tour de Lesconil a-t-elle été bâtie ?"))).Message
	first.stop() // the buttons work after a restart

	answerFrom(t, s, engineOf(t, files), nil)
	for name, in := range map[string]*discordtest.Interaction{
		"context-three-fr": alice.Click(three, "Contexte"),
		"context-one-en":   bob.Click(one, "Context"),
	} {
		r := response(t, in)
		if !r.Ephemeral {
			t.Errorf("%s: others see it too", name)
		}
		golden(t, name, see(r.Message))
	}
}

func TestClickOnAnAnswerWhoseArticleHasChanged(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	before := answerFrom(t, s, engineOf(t, map[string]string{"phare.md": lighthouse}), nil)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	m := reply(t, s, alice.DM(whereIsIt))
	before.stop()
	answerFrom(t, s, engineOf(t, map[string]string{"phare.md": strings.Replace(lighthouse, "deux siècles", "trois siècles", 1)}), nil)
	for name, in := range map[string]*discordtest.Interaction{
		"changed-fr": alice.Click(m, "Contexte"),
		"changed-en": bob.Click(m, "Contexte"),
	} {
		golden(t, name, see(response(t, in).Message))
	}
}

func TestFurtherQuotes(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	answerFrom(t, s, engineOf(t, map[string]string{"phare.md": lighthouse}), new(ballotBox))
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	for name, tt := range map[string]struct {
		by               *discordtest.Member
		m                *discordgo.Message
		more, next, back string
	}{
		"of a message":              {alice, reply(t, s, alice.Say(s.Thread(), "<@"+s.BotID()+"> "+whereIsIt)), "Autres extraits", "Suivants", "Précédents"},
		"of a command":              {bob, response(t, bob.Slash(s.Channel(), "ask", question(whereIsIt))).Message, "More quotes", "Next", "Previous"},
		"of a command on a message": {alice, response(t, bob.UseOn(bob.Say(s.Channel(), whereIsIt), "Look it up in the articles")).Message, "More quotes", "Suivants", "Précédents"},
		"of a private answer": {alice, response(t, alice.SlashDM("ask", map[string]any{
			"question": whereIsIt, "private": true,
		})).Message, "Autres extraits", "Suivants", "Précédents"},
	} {
		t.Run(name, func(t *testing.T) {
			seen := blockQuotes(tt.m)
			page := response(t, tt.by.Click(tt.m, tt.more))
			if !page.Ephemeral || page.Message.ID == tt.m.ID {
				t.Errorf("the first page is not a message of its own that only who clicked sees: %+v", page)
			}
			if want := "(" + tt.back + ") " + tt.next; !strings.HasPrefix(labels(page.Message), want) {
				t.Errorf("the buttons are %s, want %s", labels(page.Message), want)
			}
			if name == "of a message" {
				golden(t, "further-fr", see(page.Message))
			}
			if name == "of a command" {
				golden(t, "further-en", see(page.Message))
			}
			seen = append(seen, blockQuotes(page.Message)...)
			last := response(t, tt.by.Click(page.Message, tt.next))
			if last.Message.ID != page.Message.ID || !last.Ephemeral {
				t.Errorf("the next page does not take the place of the one before: %+v", last)
			}
			if want := tt.back + " (" + tt.next + ")"; !strings.HasPrefix(labels(last.Message), want) {
				t.Errorf("the buttons are %s, want %s", labels(last.Message), want)
			}
			seen = append(seen, blockQuotes(last.Message)...)
			slices.Sort(seen)
			if all := slices.Compact(slices.Clone(seen)); len(seen) != 7 || len(all) != 7 {
				t.Errorf("saw %d quotes, %d of them once: %q", len(seen), len(all), seen)
			}
			first := response(t, tt.by.Click(last.Message, tt.back))
			if diff := cmp.Diff(see(page.Message), see(first.Message)); diff != "" {
				t.Errorf("the page before is not as it was (-was +is):\n%s", diff)
			}
			under := strings.Fields(labels(first.Message))
			r := response(t, tt.by.Click(first.Message, under[len(under)-1]))
			if r.Message.ID == first.Message.ID || len(r.Message.Embeds) != 3 {
				t.Errorf("the context of a page is %+v", r.Message)
			}
		})
	}
}

// blockQuotes returns the quotes of an answer.
func blockQuotes(m *discordgo.Message) (quotes []string) {
	for line := range strings.SplitSeq(m.Embeds[0].Description, "\n") {
		if text, ok := strings.CutPrefix(line, "> "); ok {
			quotes = append(quotes, strings.ReplaceAll(text, "**", ""))
		}
	}
	return quotes
}

func TestVotes(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	j := new(ballotBox)
	answerFrom(t, s, engineOf(t, map[string]string{"phare.md": lighthouse}), j)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	m := reply(t, s, alice.Say(s.Channel(), "<@"+s.BotID()+"> "+whereIsIt))
	reply(t, s, alice.DM("Combien coûte une licorne ?"))

	thanks := response(t, alice.Click(m, "👍"))
	if !thanks.Ephemeral || !strings.HasPrefix(thanks.Message.Content, "Merci") {
		t.Errorf("a vote gets %+v", thanks.Message)
	}
	opened := bob.Click(m, "👎")
	form := response(t, opened).Form
	golden(t, "why-en", form)
	golden(t, "why-fr", response(t, alice.Click(m, "👎")).Form)
	thanks = response(t, opened.Submit(map[string]string{"why": " too old\n"}))
	if !thanks.Ephemeral || !strings.HasPrefix(thanks.Message.Content, "Thank you") {
		t.Errorf("a reason gets %+v", thanks.Message)
	}
	response(t, bob.Click(m, "👍"))

	ours, theirs := m.ID+"/"+alice.ID, m.ID+"/"+bob.ID
	on := func(ballot, vote, why string) journal.Entry {
		return journal.Entry{Question: whereIsIt, Lang: "fr", Answered: true, Ballot: ballot, Vote: vote, Why: why}
	}
	want := []journal.Entry{
		on("", "", ""),
		{Question: "Combien coûte une licorne ?", Lang: "fr"},
		on(ours, "up", ""), on(theirs, "down", ""), on(ours, "down", ""), on(theirs, "down", "too old"), on(theirs, "up", ""),
	}
	got := j.all()
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(journal.Entry{}, "Time", "Quotes")); diff != "" {
		t.Fatalf("the journal (-want +got):\n%s", diff)
	}
	for i, e := range got {
		if time.Since(e.Time) > time.Minute {
			t.Errorf("entry %d is of %v", i, e.Time)
		}
		if i != 1 && (len(e.Quotes) != 3 || e.Quotes[0].File != "phare.md" || e.Quotes[0].Score == 0 || !cmp.Equal(e.Quotes, got[0].Quotes)) {
			t.Errorf("entry %d has the quotes %+v", i, e.Quotes)
		}
	}
}

func TestQuestionThatIsGone(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	answerFrom(t, s, engineOf(t, map[string]string{"phare.md": lighthouse}), nil)
	alice := s.Member("alice", "fr")
	asked := alice.DM(whereIsIt)
	m := reply(t, s, asked)
	s.Delete(asked)
	r := response(t, alice.Click(m, "Autres extraits"))
	if !r.Ephemeral || !strings.HasPrefix(r.Message.Content, "Je ne retrouve plus la question") {
		t.Errorf("got %+v", r.Message)
	}
}
