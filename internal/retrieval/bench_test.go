package retrieval_test

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"entente/internal/article"
	"entente/internal/retrieval"
	"entente/internal/retrieval/retrievaltest"
)

var most = flag.Int("passages", 10_000, "size up to which grown corpora are measured, in passages")

// seed reads the articles that larger corpora are grown from: those of PIAF,
// or the repository's own where they are missing.
func seed(b *testing.B) *article.Corpus {
	b.Helper()
	dir := "../../../shared/eval/piaf/articles"
	if _, err := os.Stat(dir); err != nil {
		dir = "../../corpus"
	}
	corpus, err := article.Read(b.Context(), dir, article.DefaultMaxBytes)
	if err != nil {
		b.Fatal(err)
	}
	return corpus
}

// BenchmarkBuild measures building an index beside plain Bleve's, of the same
// passages, by turns.
func BenchmarkBuild(b *testing.B) {
	grown := seed(b)
	for n := 1000; n <= *most; n *= 10 {
		corpus := retrievaltest.Grow(grown, n)
		for _, kept := range []bool{false, true} {
			where := "memory"
			if kept {
				where = "folder"
			}
			b.Run(fmt.Sprintf("%d in %s", n, where), func(b *testing.B) {
				var ours, plain time.Duration
				count := 0
				for b.Loop() {
					var dirs [2]string
					if kept {
						dirs = [2]string{filepath.Join(b.TempDir(), "ours"), filepath.Join(b.TempDir(), "plain")}
					}
					start := time.Now()
					index, err := retrieval.Open(b.Context(), corpus, retrieval.Options{Dir: dirs[0], Log: slog.New(slog.DiscardHandler)})
					if err != nil {
						b.Fatal(err)
					}
					ours += time.Since(start)
					index.Close()
					start = time.Now()
					p, err := retrievaltest.OpenPlain(corpus, dirs[1])
					if err != nil {
						b.Fatal(err)
					}
					plain += time.Since(start)
					p.Close()
					count += n
				}
				b.ReportMetric(0, "ns/op") // of both together, which says nothing
				b.ReportMetric(float64(count)/ours.Seconds(), "passages/s")
				b.ReportMetric(float64(count)/plain.Seconds(), "plain-passages/s")
				b.ReportMetric(plain.Seconds()/ours.Seconds(), "×plain")
			})
		}
	}
}
