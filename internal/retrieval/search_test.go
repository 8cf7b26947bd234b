package retrieval_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"entente/internal/article"
	"entente/internal/retrieval"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// A search for a few passages passes over most of the others. It is to find
// the same ones as a search for all of them, which reckons every score.
func TestFewAreTheFirstOfAll(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	frequency := rand.NewZipf(random, 1.1, 5, 2000)
	letters := strings.NewReplacer("0", "b", "1", "c", "2", "d", "3", "f", "4", "g", "5", "k", "6", "m", "7", "p", "8", "t", "9", "v")
	some := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = letters.Replace(fmt.Sprint("1", frequency.Uint64()))
		}
		return strings.Join(words, " ")
	}
	corpus := &article.Corpus{}
	for i := range 100 {
		paragraphs := make([]string, 50)
		for j := range paragraphs {
			paragraphs[j] = some(3 + random.IntN(60))
		}
		corpus.Articles = append(corpus.Articles, newArticle(fmt.Sprintf("%d.md", i), "fr", some(3), paragraphs...))
	}
	index := open(t, corpus, retrieval.Options{})
	type hit struct {
		Start   int
		Article string
		Score   float64
	}
	for range 200 {
		var clauses []retrieval.Clause
		for _, word := range strings.Fields(some(2 + random.IntN(10))) {
			stem := retrieval.NewLanguage("fr").Stem(word)
			clauses = append(clauses, retrieval.Clause{Word: word, Stems: []string{stem}, Boost: random.Float64()})
		}
		var found [2][]hit
		for i, n := range []int{20, index.Len()} {
			hits, err := index.Search(t.Context(), clauses, n)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits[:min(20, len(hits))] {
				found[i] = append(found[i], hit{h.Start, h.Article.Name, h.Score})
			}
		}
		if len(found[0]) == 0 {
			t.Fatalf("a search for %v found nothing", clauses)
		}
		if diff := cmp.Diff(found[1], found[0], cmpopts.EquateApprox(1e-9, 0)); diff != "" {
			t.Fatalf("a search for %v (-all +few):\n%s", clauses, diff)
		}
	}
}
