package retrieval

import (
	"context"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// A Clause is one word to look for.
type Clause struct {
	Word  string   // folded, for the unstemmed field
	Stems []string // in each language of the corpus, for the other fields
	Boost float64  // 1 for a plain word
}

// A Hit is a passage that was found.
type Hit struct {
	Passage
	Score float64 // comparable within one search only
}

// The weight of each field beside the text's own.
const (
	exactBoost   = 0.5
	headingBoost = 0.2
	titleBoost   = 0.2
)

// Search returns at most n passages that hold any of the clauses, best first.
func (x *Index) Search(ctx context.Context, clauses []Clause, n int) ([]Hit, error) {
	// One flat disjunction over words and fields: nested ones rank worse.
	var terms []query.Query
	add := func(field, term string, boost float64) {
		q := bleve.NewTermQuery(term)
		q.SetField(field)
		q.SetBoost(boost)
		terms = append(terms, q)
	}
	for _, c := range clauses {
		add(exactField, c.Word, c.Boost*exactBoost)
		for _, stem := range c.Stems {
			add(textField, stem, c.Boost)
			add(headingField, stem, c.Boost*headingBoost)
			add(titleField, stem, c.Boost*titleBoost)
		}
	}
	if len(terms) == 0 {
		return nil, nil
	}
	request := bleve.NewSearchRequestOptions(query.NewDisjunctionQuery(terms), n, 0, false)
	found, err := x.bleve.SearchInContext(context.WithValue(ctx, search.BM25StatsKey, &x.stats), request)
	if err != nil {
		return nil, fmt.Errorf("search the index: %w", err)
	}
	hits := make([]Hit, len(found.Hits))
	for i, match := range found.Hits {
		number, err := strconv.Atoi(match.ID)
		if err != nil || number >= len(x.passages) {
			return nil, fmt.Errorf("search the index: it names a passage %q that the corpus does not have", match.ID)
		}
		hits[i] = Hit{x.passages[number], match.Score}
	}
	return hits, nil
}

// Frequency returns the number of passages whose text, heading or title holds
// the stem: the largest of the three counts.
func (x *Index) Frequency(ctx context.Context, stem string) (int, error) {
	most := 0
	for _, field := range []string{textField, headingField, titleField} {
		postings, err := x.reader.TermFieldReader(ctx, []byte(stem), field, false, false, false)
		if err != nil {
			return 0, fmt.Errorf("count passages with %q: %w", stem, err)
		}
		most = max(most, int(postings.Count()))
		postings.Close()
	}
	return most, nil
}
