package eval

import (
	"bytes"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/retrieval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func question(t *testing.T, line string) Question {
	t.Helper()
	return turns(t, line)[0]
}

// turns are those of the conversation on a line.
func turns(t *testing.T, line string) []Question {
	t.Helper()
	questions, err := parseLine(line)
	if err != nil {
		t.Fatal(err)
	}
	return questions
}

func TestTheTurnsOfAConversationAreQuestions(t *testing.T) {
	got := turns(t, `{"id": "c1", "lang": "fr", "kind": "talk", "turns": [
		{"question": "Quelle île ?", "gold": ["Sein"]},
		{"id": "own", "question": "Why?", "lang": "en", "kind": "why", "gold": []},
		{"question": "et là ?", "gold": ["Molène"], "answerable": false}]}`)
	want := []Question{
		{ID: "c1.1", Text: "Quelle île ?", Lang: "fr", Kind: "talk", Gold: []string{"Sein"}, Answerable: true, Turn: 1},
		{ID: "own", Text: "Why?", Lang: "en", Kind: "why", Gold: []string{}, Turn: 2},
		{ID: "c1.3", Text: "et là ?", Lang: "fr", Kind: "talk", Gold: []string{"Molène"}, Turn: 3},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Question{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestATurnIsAskedInTheLightOfThoseBefore(t *testing.T) {
	a, problems := article.Parse("moulin.md", []byte("# Le moulin\n\nLe moulin a été bâti par Yves Tanguy. Il a brûlé en 1709.\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	corpus := &article.Corpus{Articles: []*article.Article{a}}
	index, err := retrieval.Open(t.Context(), corpus, retrieval.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	engine, err := answer.New(index, answer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	questions := slices.Concat(
		turns(t, `{"turns": [{"question": "Qui a bâti le moulin ?"}, {"question": "Quand a-t-il brûlé ?"}]}`),
		turns(t, `{"turns": [{"question": "Qui a bâti le moulin ?"}]}`),
		turns(t, `{"question": "Quand le moulin a-t-il brûlé ?"}`),
	)
	for minScore, quoted := range map[float64]bool{0: true, 1: false} {
		results, err := Run(t.Context(), questions, corpus, engine, minScore)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{0, 1, 0, 0} {
			if got := results[i].Before; len(got) != want {
				t.Errorf("%q comes after %+v, want %d turns", questions[i].Text, got, want)
			}
		}
		before := results[1].Before[0]
		if before.Question != questions[0].Text || len(before.Quotes) > 0 != quoted {
			t.Errorf("with a least score of %v the turn before is %+v, want quotes in it: %v", minScore, before, quoted)
		}
	}
}

func TestRight(t *testing.T) {
	const line = `{"gold": ["l’île (de )?Sein", "(?<!\\w)12 km(?!\\w)"], "files": ["iles.md"], "answerable": true}`
	q := question(t, line)
	for _, tt := range []struct {
		name  string
		quote answer.Quote
		want  bool
	}{
		{"all expressions match", answer.Quote{File: "iles.md", Text: "L'île de Sein est à 12 km."}, true},
		{"whatever the apostrophe, the case and the spaces", answer.Quote{File: "iles.md", Text: "L’ÎLE \u202f de\nSein est à 12\u00a0km."}, true},
		{"in a folder too", answer.Quote{File: "mer/iles.md", Text: "L'île Sein est à 12 km."}, true},
		{"one does not match", answer.Quote{File: "iles.md", Text: "L'île de Sein est loin."}, false},
		{"a word only begins like it", answer.Quote{File: "iles.md", Text: "L'île de Sein est à 12 kms."}, false},
		{"another file", answer.Quote{File: "mer.md", Text: "L'île de Sein est à 12 km."}, false},
		{"a page is no quote", answer.Quote{File: "iles.md", Text: "L'île de Sein est à 12 km." + strings.Repeat("é", 700)}, false},
	} {
		if got := q.Right(tt.quote); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// results are of three questions that the articles answer, with the second and
// the third, which are a conversation, answered wrongly, and two that they
// don't, one of them answered.
func results(t *testing.T) []Result {
	good, bad := answer.Quote{File: "a.md", Text: "Sein", End: 4, Score: 0.9}, answer.Quote{File: "a.md", Text: "Ouessant", End: 8, Score: 0.3}
	answerable := question(t, `{"id": "q1", "question": "Quelle île ?", "lang": "fr", "kind": "plain", "gold": ["Sein"], "files": ["a.md"], "answerable": true}`)
	talk := turns(t, `{"id": "c1", "lang": "fr", "kind": "talk", "turns": [{"question": "Quelle île ?", "gold": ["Sein"]}, {"question": "Et <là> ?", "gold": ["Sein"]}]}`)
	not := question(t, `{"id": "q2", "question": "Which <island>?", "lang": "en", "kind": "none", "gold": [], "answerable": false}`)
	said := func(quotes ...answer.Quote) answer.Answer {
		return answer.Answer{Answered: len(quotes) > 0, Quotes: quotes}
	}
	texts := map[string]string{"a.md": "Sein, Molène"}
	return []Result{
		{answerable, nil, said(good), time.Millisecond, texts},
		{talk[0], nil, said(bad, good), 2 * time.Millisecond, texts},
		{talk[1], []answer.Turn{{Question: talk[0].Text}}, said(), 3 * time.Millisecond, texts},
		{not, nil, said(), 4 * time.Millisecond, texts},
		{not, nil, said(bad), 5 * time.Millisecond, texts},
	}
}

func TestFigures(t *testing.T) {
	var b bytes.Buffer
	WriteTable(&b, results(t))
	want := `none             n 2  answerable 0  abstain P 1.000  abstain R 0.500  abstain F1 0.667  chars 8
plain            n 1  answerable 1  quote@1 1.000  quote@3 1.000  chars 4
talk             n 2  answerable 2  quote@1 0.000  quote@3 0.500  chars 8

en               n 2  answerable 0  abstain P 1.000  abstain R 0.500  abstain F1 0.667  chars 8
fr               n 3  answerable 3  quote@1 0.333  quote@3 0.667  chars 6

(others)         n 3  answerable 1  quote@1 1.000  quote@3 1.000  abstain P 1.000  abstain R 0.500  abstain F1 0.667  chars 6
first turn       n 1  answerable 1  quote@1 0.000  quote@3 1.000  chars 8
follow-up        n 1  answerable 1  quote@1 0.000  quote@3 0.000

ALL              n 5  answerable 3  quote@1 0.333  quote@3 0.667  abstain P 0.500  abstain R 0.500  abstain F1 0.500  chars 8  verbatim 0.500
time to answer   p50 3ms  p99 5ms
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
}

func TestAHigherLeastScoreSilencesMore(t *testing.T) {
	all := results(t)
	for minScore, want := range map[float64]int{0: 3, 0.3: 3, 0.5: 1, 1: 0} {
		answered := 0
		for _, r := range AtLeast(all, minScore) {
			if r.Answer.Answered {
				answered++
			}
		}
		if answered != want {
			t.Errorf("with %v, %d questions are answered, want %d", minScore, answered, want)
		}
	}
	if !all[1].Answer.Answered {
		t.Error("the results themselves have changed")
	}
}

func TestCalibration(t *testing.T) {
	var b bytes.Buffer
	WriteCalibration(&b, results(t))
	want := `score        quotes  mean score  right
0.3 to 0.4         2       0.300  0.000
0.9 to 1.0         1       0.900  1.000
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
}

var update = flag.Bool("update", false, "rewrite the golden files")

func TestPage(t *testing.T) {
	const golden = "testdata/page.golden.html"
	var got bytes.Buffer
	err := Report{
		Questions: "questions.jsonl", Corpus: "corpus", Articles: 1, MinScore: 0.5,
		Made: time.Date(2026, 2, 3, 4, 5, 0, 0, time.UTC), Results: results(t),
	}.WriteHTML(&got)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.String(), "Et <là>") {
		t.Error("a question is not escaped")
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the page has changed, rewritten by -update (-want +got):\n%s", diff)
	}
}

func TestMisses(t *testing.T) {
	var b bytes.Buffer
	WriteMisses(&b, results(t))
	want := `MISS  c1.1 Quelle île ?
      -> a.md:0 (0.30) Ouessant
MISS  c1.2 Et <là> ?
      after Quelle île ?
      -> nothing
FALSE q2 Which <island>?
      -> a.md:0 (0.30) Ouessant
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
}

func TestQuestionsThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct{ file, want string }{
		"a line is no object": {"{}\n[\n", ":2: "},
		"a bad expression":    {`{"id": "q7", "gold": ["("]}`, "gold of q7"},
		"a bad turn":          {`{"id": "c7", "turns": [{}, {"gold": ["("]}]}`, "gold of c7.2"},
		"nothing":             {"\n\n", "holds no question"},
	} {
		file := filepath.Join(t.TempDir(), "questions.jsonl")
		if err := os.WriteFile(file, []byte(tt.file), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadQuestions(file); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, tt.want)
		}
	}
	if _, err := ReadQuestions(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there was read")
	}
}
