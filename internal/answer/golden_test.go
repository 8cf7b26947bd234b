package answer_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The ranking of a fixed set of questions over the articles of the repository
// is kept in a file, so that what a change does to it is seen in review.
func TestRanking(t *testing.T) {
	const golden = "testdata/ranking.golden"
	e := engine(t, "../../corpus")
	var got strings.Builder
	for _, question := range questions(t, "testdata/questions.jsonl") {
		a := ask(t, e, question)
		fmt.Fprintln(&got, question)
		if !a.Answered {
			fmt.Fprintf(&got, "\t%s\n", a.Note)
		}
		for _, q := range a.Quotes {
			start := []rune(q.Text)
			fmt.Fprintf(&got, "\t%.2f %s:%d-%d %s\n", q.Score, q.File, q.Start, q.End, string(start[:min(len(start), 60)]))
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("the ranking has changed; if it is for the better, rewrite it with -update (-want +got):\n%s", diff)
	}
}
