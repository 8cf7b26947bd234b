package eval

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entente/internal/answer"

	"github.com/google/go-cmp/cmp"
)

func question(t *testing.T, line string) Question {
	t.Helper()
	q, err := parseQuestion(line)
	if err != nil {
		t.Fatal(err)
	}
	return q
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
// the third answered wrongly, and two that they don't, one of them answered.
func results(t *testing.T) []Result {
	good, bad := answer.Quote{File: "a.md", Text: "Sein", End: 4, Score: 0.9}, answer.Quote{File: "a.md", Text: "Ouessant", End: 8, Score: 0.3}
	answerable := question(t, `{"id": "q1", "question": "Quelle île ?", "lang": "fr", "kind": "plain", "gold": ["Sein"], "files": ["a.md"], "answerable": true}`)
	not := question(t, `{"id": "q2", "question": "Which <island>?", "lang": "en", "kind": "none", "gold": [], "answerable": false}`)
	said := func(quotes ...answer.Quote) answer.Answer {
		return answer.Answer{Answered: len(quotes) > 0, Quotes: quotes}
	}
	texts := map[string]string{"a.md": "Sein, Molène"}
	return []Result{
		{answerable, said(good), time.Millisecond, texts},
		{answerable, said(bad, good), 2 * time.Millisecond, texts},
		{answerable, said(), 3 * time.Millisecond, texts},
		{not, said(), 4 * time.Millisecond, texts},
		{not, said(bad), 5 * time.Millisecond, texts},
	}
}

func TestFigures(t *testing.T) {
	var b bytes.Buffer
	WriteTable(&b, results(t))
	want := `none             n 2  answerable 0  abstain P 1.000  abstain R 0.500  abstain F1 0.667  chars 8
plain            n 3  answerable 3  quote@1 0.333  quote@3 0.667  chars 6

en               n 2  answerable 0  abstain P 1.000  abstain R 0.500  abstain F1 0.667  chars 8
fr               n 3  answerable 3  quote@1 0.333  quote@3 0.667  chars 6

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
	if strings.Contains(got.String(), "Which <island>?") {
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
	if got := b.String(); strings.Count(got, "MISS") != 2 || strings.Count(got, "FALSE") != 1 || !strings.Contains(got, "-> nothing") {
		t.Errorf("got\n%s", got)
	}
}

func TestQuestionsThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct{ file, want string }{
		"a line is no object": {"{}\n[\n", ":2: "},
		"a bad expression":    {`{"id": "q7", "gold": ["("]}`, "gold of q7"},
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
