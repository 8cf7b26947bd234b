package answer_test

import (
	"bufio"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/retrieval"
)

// engine answers from the articles in dir.
func engine(t testing.TB, dir string) *answer.Engine {
	t.Helper()
	corpus, err := article.Read(t.Context(), dir, article.DefaultMaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	return engineOf(t, corpus)
}

func engineOf(t testing.TB, corpus *article.Corpus) *answer.Engine {
	t.Helper()
	return engineWith(t, corpus, answer.DefaultMinScore)
}

func engineWith(t testing.TB, corpus *article.Corpus, minScore float64) *answer.Engine {
	t.Helper()
	index, err := retrieval.Open(t.Context(), corpus, retrieval.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	e, err := answer.New(index, answer.Options{MinScore: minScore})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// village is a small corpus of two articles, in French and in English.
func village(t testing.TB) *answer.Engine {
	t.Helper()
	corpus := &article.Corpus{}
	for name, text := range map[string]string{
		"moulin.md": `# Le moulin de Kerlouan

Le moulin de Kerlouan a été bâti en 1642 par le meunier Yves Tanguy. Il a brûlé pendant l'hiver 1709, et le village l'a relevé en deux ans.

La commune a vendu le moulin pour 45 000 euros à une association. Celle-ci le fait tourner chaque dimanche, parce que les meules doivent servir.

La farine du moulin, dite « farine de pierre », est une mouture complète du blé noir.
`,
		"ferry.md": `# The ferry of Kerlouan

The ferry crosses the bay twice a day. Its captain, Mary Quinn, has held the helm since March 2011.

A ticket costs four euros, and children travel free.
`,
	} {
		a, problems := article.Parse(name, []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		corpus.Articles = append(corpus.Articles, a)
	}
	return engineOf(t, corpus)
}

func ask(t testing.TB, e *answer.Engine, question string) answer.Answer {
	t.Helper()
	a, err := e.Answer(t.Context(), answer.Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestFirstQuote(t *testing.T) {
	e := village(t)
	for _, tt := range []struct{ name, question, want string }{
		{"a date", "Quand le moulin de Kerlouan a-t-il été bâti ?", "en 1642"},
		{"a person", "Qui a bâti le moulin ?", "Yves Tanguy"},
		{"a sum", "Combien la commune a-t-elle vendu le moulin ?", "45 000 euros"},
		{"a reason", "Pourquoi le moulin tourne-t-il chaque dimanche ?", "parce que les meules"},
		{"a definition", "Qu'est-ce que la farine de pierre ?", "mouture complète"},
		{"without accents or punctuation", "quand moulin bruler", "1709"},
		{"a word misspelt", "Qui a bâti le moullin de Kerlouan ?", "Yves Tanguy"},
		{"in capitals", "QUI A BÂTI LE MOULIN ?", "Yves Tanguy"},
		{"in English", "Who is the captain of the ferry?", "Mary Quinn"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, e, tt.question)
			if !a.Answered || !strings.Contains(a.Quotes[0].Text, tt.want) {
				t.Errorf("%q is answered with %+v, want a first quote with %q", tt.question, a, tt.want)
			}
		})
	}
}

func TestSilence(t *testing.T) {
	e := village(t)
	for _, tt := range []struct{ name, question, lang, unknown string }{
		{"a name that no article uses", "Combien coûte le dirigeable de Zanzibar ?", "fr", "Zanzibar"},
		{"likewise in English", "Who painted the ceiling of the Sistine chapel?", "en", "Sistine"},
		{"nothing but function words", "est-ce que c'est de la ?", "fr", ""},
		{"no word at all", "?!…", "fr", ""},
		{"nothing", "", "fr", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, e, tt.question)
			if a.Answered || len(a.Quotes) > 0 || a.Note == "" || a.Lang != tt.lang {
				t.Fatalf("%q is answered with %+v", tt.question, a)
			}
			if unknown := strings.Join(a.Unknown, " "); !strings.Contains(unknown, tt.unknown) || !strings.Contains(a.Note, tt.unknown) {
				t.Errorf("unknown words %q, note %q; want %q in both", unknown, a.Note, tt.unknown)
			}
		})
	}
}

func TestTheLanguageAssumedIsTheAskers(t *testing.T) {
	e := village(t)
	for _, lang := range []string{"fr", "en"} {
		a, err := e.Answer(t.Context(), answer.Question{Text: "Zanzibar", Lang: lang})
		if err != nil || a.Lang != lang {
			t.Errorf("a question of a name alone, asked in %q, is taken to be in %q (%v)", lang, a.Lang, err)
		}
	}
}

func TestASentenceThatPointsBackBringsTheOneBefore(t *testing.T) {
	a := ask(t, village(t), "Quand le moulin de Kerlouan a-t-il brûlé ?")
	if !a.Answered || !strings.HasPrefix(a.Quotes[0].Text, "Le moulin de Kerlouan a été bâti") {
		t.Errorf("got %+v", a)
	}
}

func TestHighlights(t *testing.T) {
	e := village(t)
	for _, tt := range []struct{ name, question, want string }{
		{"words of the question", "How much does a ticket cost?", "ticket costs"},
		{"a sum that is asked for", "Combien la commune a-t-elle vendu le moulin ?", "commune,vendu,moulin,45 000"},
		{"a year that is asked for", "Quand le moulin de Kerlouan a-t-il été bâti ?", "moulin,Kerlouan,été bâti,1642"},
		{"a month that is asked for", "When did Mary Quinn take the helm?", "Mary Quinn,helm,March 2011"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := ask(t, e, tt.question)
			if !a.Answered {
				t.Fatal("no answer")
			}
			var words []string
			for _, h := range a.Quotes[0].Highlights {
				words = append(words, a.Quotes[0].Text[h[0]:h[1]])
			}
			if got := strings.Join(words, ","); got != tt.want {
				t.Errorf("highlights %q of %q, want %q", got, a.Quotes[0].Text, tt.want)
			}
		})
	}
}

func TestQuotesAreGrounded(t *testing.T) {
	shared := filepath.Join("..", "..", "..", "shared")
	for _, tt := range []struct{ corpus, questions string }{
		{"../../corpus", ""},
		{filepath.Join(shared, "articles"), filepath.Join(shared, "eval", "questions.jsonl")},
		{filepath.Join(shared, "eval", "piaf", "articles"), filepath.Join(shared, "eval", "piaf", "questions.jsonl")},
	} {
		t.Run(filepath.Base(tt.corpus), func(t *testing.T) {
			if _, err := os.Stat(tt.corpus); err != nil {
				t.Skipf("the shared test data is missing: %v", err)
			}
			questions := questions(t, tt.questions)
			if testing.Short() {
				questions = questions[:min(len(questions), 100)]
			}
			e := engine(t, tt.corpus)
			for _, question := range questions {
				checkGrounded(t, tt.corpus, ask(t, e, question))
			}
		})
	}
}

func checkGrounded(t *testing.T, dir string, a answer.Answer) {
	t.Helper()
	if a.Answered != (len(a.Quotes) > 0) || len(a.Quotes) > 3 || a.Note == "" && !a.Answered {
		t.Errorf("%q: answered %v, with %d quotes and the note %q", a.Question, a.Answered, len(a.Quotes), a.Note)
	}
	for i, q := range a.Quotes {
		data, err := os.ReadFile(filepath.Join(dir, q.File))
		if err != nil {
			t.Fatal(err)
		}
		if q.Start >= q.End || q.End > len(data) || string(data[q.Start:q.End]) != q.Text {
			t.Errorf("%q: %s:%d-%d is not %q", a.Question, q.File, q.Start, q.End, q.Text)
			continue
		}
		if line := 1 + strings.Count(string(data[:q.Start]), "\n"); q.Line != line {
			t.Errorf("%q: line %d, want %d", a.Question, q.Line, line)
		}
		if q.Score < 0 || q.Score > 1 {
			t.Errorf("%q: score %v", a.Question, q.Score)
		}
		at := 0
		for _, h := range q.Highlights {
			if h[0] < at || h[1] <= h[0] || h[1] > len(q.Text) {
				t.Errorf("%q: highlights %v of a quote of %d bytes", a.Question, q.Highlights, len(q.Text))
			}
			at = h[1]
		}
		for _, other := range a.Quotes[:i] {
			if other.File == q.File && other.Start < q.End && q.Start < other.End {
				t.Errorf("%q: two quotes overlap", a.Question)
			}
		}
	}
}

// questions reads those of a file of questions, or gives some that are about
// anything.
func questions(t testing.TB, file string) []string {
	t.Helper()
	if file == "" {
		return []string{"Combien Microsoft a-t-il investi ?", "Qu'est-ce que l'AGI ?", "Why is the board divided?", "13,75 milliards", "Qui ?"}
	}
	f, err := os.Open(file)
	if err != nil {
		t.Skipf("the shared test data is missing: %v", err)
	}
	defer f.Close()
	var list []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		list = append(list, q.Question)
	}
	return list
}

func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		"Combien Microsoft a-t-il investi ?", "What is AGI?", "", "?", "l'", "\x00\xff", "𝕬 \u202eabc", "@everyone <@1>",
		"+text:foo^3 -bar~2 /x/", strings.Repeat("Microsoft ", 600), strings.Repeat("é", 5000), "13,75 13.75 13 750",
	} {
		f.Add(seed)
	}
	e := engine(f, "../../corpus")
	f.Fuzz(func(t *testing.T, question string) {
		checkGrounded(t, "../../corpus", ask(t, e, question))
	})
}

func TestWhatIsAskedForComesFirst(t *testing.T) {
	e := engineOf(t, articles(t, map[string]string{
		"port.md": `# Le port de Kermor

La ville a investi largement dans le port de Kermor. Ce choix a divisé les habitants.

Les pêcheurs y vendent leurs prises. Le phare guide les bateaux.
`,
		"conseil.md": `# Au conseil

Avec un investissement de 12 millions d'euros de la ville dans le port, depuis mai 2014, les quais ont changé d'allure.
`,
	}))
	for question, want := range map[string]string{
		"Combien la ville a-t-elle investi dans le port ?":      "12 millions",
		"Depuis quand la ville a-t-elle investi dans le port ?": "mai 2014",
		"La ville a-t-elle investi dans le port ?":              "largement",
	} {
		if a := ask(t, e, question); !a.Answered || !strings.Contains(a.Quotes[0].Text, want) {
			t.Errorf("%s: got %+v, want %q first", question, a, want)
		}
	}
}

func TestSourcesThatDifferAreBothQuotedNewestFirst(t *testing.T) {
	corpus := &article.Corpus{}
	for name, text := range map[string]string{
		"ancien.md": "---\ntitle: Le pont\ndate: 2020-01-01\n---\nLe pont de Crozon a coûté 12 millions d'euros à la région. Il a deux voies.\n",
		"neuf.md":   "---\ntitle: Le pont\ndate: 2022-05\n---\nLe pont de Crozon a coûté 13,5 millions d'euros, selon la préfecture. Il est blanc.\n",
		"autre.md":  "---\ntitle: Le quai\ndate: 2023-05\n---\nLe quai de Crozon a coûté 90 millions d'euros. Il est long.\n",
	} {
		a, problems := article.Parse(name, []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		corpus.Articles = append(corpus.Articles, a)
	}
	e := engineOf(t, corpus)
	a := ask(t, e, "Combien a coûté le pont de Crozon ?")
	if len(a.Quotes) < 2 || a.Quotes[0].File != "neuf.md" || a.Quotes[1].File != "ancien.md" || a.Note == "" {
		t.Errorf("got %+v", a)
	}
	if a := ask(t, e, "Combien a coûté le quai de Crozon ?"); len(a.Quotes) == 0 || a.Quotes[0].File != "autre.md" || a.Note != "" {
		t.Errorf("got %+v", a)
	}
}
