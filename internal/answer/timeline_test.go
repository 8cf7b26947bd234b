package answer_test

import (
	"os"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// articles is a corpus of the given files.
func articles(t testing.TB, files map[string]string) *article.Corpus {
	t.Helper()
	c := &article.Corpus{}
	for name, text := range files {
		a, problems := article.Parse(name, []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		c.Articles = append(c.Articles, a)
	}
	return c
}

func harbour(t testing.TB) *answer.Engine {
	return engineOf(t, articles(t, map[string]string{
		"quai.md": "---\ntitle: Le quai\ndate: 2022-03-04\nsource: La Gazette\n---\n" +
			"Le quai de Crozon a ouvert le 3 mai 1998. Il a été agrandi en 2011, quand le port a changé de main.\n\n## Les travaux\n\n" +
			"En janvier, la ville avait promis des travaux. Quand finiront-ils, en 2030 ?\n",
		"port.md": "---\ntitle: Le port\ndate: 2020\ntopics: [phare, quai]\n---\n" +
			"Le quai de Crozon a ouvert en mai 1998. Le phare brille depuis 1850, mais le port a fermé en avril 2012.\n",
		"bateau.md": "Le bateau attend.\n",
	}))
}

func TestTimeline(t *testing.T) {
	e := harbour(t)
	for _, tt := range []struct{ from, to, want string }{
		{"", "", "1850 port.md, 1998-05-03 quai.md, 2011 quai.md, 2022-01 quai.md"},
		{"1998", "", "1998-05-03 quai.md, 2011 quai.md, 2022-01 quai.md"},
		{"1998-05-04", "2011-02", "2011 quai.md"},
		{"", "1998-05", "1850 port.md, 1998-05-03 quai.md"},
		{"", "1998-05-02", "1850 port.md"},
		{"2022-01-15", "2022-01-15", "2022-01 quai.md"},
		{"2023", "2020", ""},
	} {
		var got []string
		for _, f := range e.Timeline(tt.from, tt.to) {
			got = append(got, f.When+" "+f.File)
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("from %q to %q (-want +got):\n%s", tt.from, tt.to, diff)
		}
	}
	f := e.Timeline("2011", "2011")[0]
	if !strings.HasPrefix(f.Text, "Le quai de Crozon a ouvert") {
		t.Errorf("%q can't be understood alone", f.Text)
	}
	if h := f.Highlights; len(h) != 1 || f.Text[h[0][0]:h[0][1]] != "2011" {
		t.Errorf("highlights %v of %q", f.Highlights, f.Text)
	}
}

func TestSources(t *testing.T) {
	list := harbour(t).Sources()
	var got []string
	for _, s := range list {
		got = append(got, s.File)
	}
	if want := "quai.md port.md bateau.md"; strings.Join(got, " ") != want {
		t.Fatalf("got %q, want %q", got, want)
	}
	quai := list[0]
	if quai.Title != "Le quai" || quai.Publisher != "La Gazette" || quai.Date != "2022-03-04" || quai.Passages != 2 {
		t.Errorf("got %+v", quai)
	}
	if diff := cmp.Diff([]string{"Les travaux"}, quai.Topics); diff != "" {
		t.Errorf("topics (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"phare", "quai"}, list[1].Topics); diff != "" {
		t.Errorf("topics without headings (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(quai.Beginning.Text, "Le quai de Crozon") || !strings.HasSuffix(quai.Beginning.Text, "de main.") {
		t.Errorf("beginning %q", quai.Beginning.Text)
	}
}

func TestCompare(t *testing.T) {
	e := engineOf(t, articles(t, map[string]string{
		"a.md": "---\ndate: 2022-05\n---\nLe pont de Crozon a coûté 13,5 millions d'euros. Il a ouvert le 3 mai 2021, et le maire était là, avec sa femme, leurs trois enfants, deux voisins et un notaire.\n",
		"b.md": "---\ndate: 2020-01-01\n---\nLe pont de Crozon a coûté 12 millions d'euros, et il a ouvert le 4 mai 2021, devant une foule que personne n'attendait à cette heure, en cette saison, et par ce temps.\n",
		"c.md": "Le pont de Crozon a deux voies.\n",
		"d.md": "---\ndate: 2021\n---\nLe quai de Brest est fermé.\n",
	}))
	c, err := e.Compare(t.Context(), answer.Question{Text: "coût du pont de Crozon"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range c.Quotes {
		var differing []string
		for _, h := range q.Highlights {
			differing = append(differing, q.Text[h[0]:h[1]])
		}
		got = append(got, q.File+": "+strings.Join(differing, ", "))
	}
	want := []string{"b.md: 12 millions, 4 mai 2021", "a.md: 13,5 millions, 3 mai 2021", "c.md: "}
	if diff := cmp.Diff(want, got); diff != "" || c.Note == "" {
		t.Errorf("note %q (-want +got):\n%s", c.Note, diff)
	}
	for _, topic := range []string{"licorne", ""} {
		c, err := e.Compare(t.Context(), answer.Question{Text: topic, Lang: "fr"})
		if err != nil || len(c.Quotes) > 0 || c.Note == "" || c.Lang != "fr" {
			t.Errorf("%q: got %+v (%v)", topic, c, err)
		}
	}
}

// Whatever is quoted of articles as a whole is a span of its file.
func TestOverviewsAreGrounded(t *testing.T) {
	for _, dir := range []string{"../../corpus", "../../../shared/articles"} {
		t.Run(dir, func(t *testing.T) {
			e := sharedEngine(t, dir)
			var quotes []answer.Quote
			for _, s := range e.Sources() {
				quotes = append(quotes, s.Beginning)
			}
			for _, f := range e.Timeline("", "") {
				quotes = append(quotes, f.Quote)
			}
			for _, topic := range topics(t, e, "", "fr") {
				c, err := e.Compare(t.Context(), answer.Question{Text: topic})
				if err != nil {
					t.Fatal(err)
				}
				for i, q := range c.Quotes {
					quotes = append(quotes, q)
					for _, other := range c.Quotes[:i] {
						if other.File == q.File {
							t.Errorf("%q: two quotes of %s", topic, q.File)
						}
					}
				}
			}
			if len(quotes) < 20 {
				t.Errorf("only %d quotes", len(quotes))
			}
			for _, q := range quotes {
				checkGrounded(t, dir, answer.Answer{Answered: true, Quotes: []answer.Quote{q}})
			}
		})
	}
}

func sharedEngine(t *testing.T, dir string) *answer.Engine {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared test data is missing: %v", err)
	}
	return engine(t, dir)
}
