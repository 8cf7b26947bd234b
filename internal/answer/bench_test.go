package answer_test

import (
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/retrieval"
	"entente/internal/retrieval/retrievaltest"
)

const piaf = "../../../shared/eval/piaf"

var most = flag.Int("passages", 10_000, "size up to which grown corpora are measured, in passages")

// BenchmarkAnswer measures whole answers beside plain Bleve's search for the
// same questions.
func BenchmarkAnswer(b *testing.B) {
	for _, tt := range []struct{ name, corpus, questions string }{
		{"five articles", "../../corpus", "testdata/questions.jsonl"},
		{"PIAF", piaf + "/articles", piaf + "/questions.jsonl"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			beside(b, corpus(b, tt.corpus), questions(b, tt.questions), "", "")
		})
	}
}

// BenchmarkGrowth does so on ever larger corpora, with both indexes in folders.
func BenchmarkGrowth(b *testing.B) {
	seed, asked := piaf+"/articles", piaf+"/questions.jsonl"
	if _, err := os.Stat(seed); err != nil {
		seed, asked = "../../corpus", "testdata/questions.jsonl"
	}
	for n := 1000; n <= *most; n *= 10 {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			ours, plain := filepath.Join(dir, "ours"), filepath.Join(dir, "plain")
			beside(b, retrievaltest.Grow(corpus(b, seed), n), questions(b, asked), ours, plain)
			b.ReportMetric(megabytes(b, ours), "MB")
			b.ReportMetric(megabytes(b, plain), "plain-MB")
		})
	}
}

func corpus(b *testing.B, dir string) *article.Corpus {
	b.Helper()
	if _, err := os.Stat(dir); err != nil {
		b.Skipf("the shared test data is missing: %v", err)
	}
	corpus, err := article.Read(b.Context(), dir, article.DefaultMaxBytes)
	if err != nil {
		b.Fatal(err)
	}
	return corpus
}

// megabytes returns the size of the files in a folder, in MB.
func megabytes(b *testing.B, dir string) float64 {
	b.Helper()
	total := 0.0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += float64(info.Size()) / 1e6
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return total
}

// beside measures the answers to questions from corpus beside plain Bleve's
// search. The indexes are kept in the folders, in memory where these are empty.
func beside(b *testing.B, corpus *article.Corpus, questions []string, ourDir, plainDir string) {
	b.Helper()
	index, err := retrieval.Open(b.Context(), corpus, retrieval.Options{Dir: ourDir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	e, err := answer.New(index, answer.Options{MinScore: answer.DefaultMinScore})
	if err != nil {
		b.Fatal(err)
	}
	plain, err := retrievaltest.OpenPlain(corpus, plainDir)
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	retrievaltest.Beside(b, len(questions), func(i int) {
		if _, err := e.Answer(b.Context(), answer.Question{Text: questions[i]}); err != nil {
			b.Fatal(err)
		}
	}, func(i int) {
		if _, err := plain.Search(questions[i]); err != nil {
			b.Fatal(err)
		}
	})
}
