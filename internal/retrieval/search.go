package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
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
	defer runtime.KeepAlive(x) // or else it might close its reader
	if len(clauses) == 0 {
		return nil, nil
	}
	s := &search{best: make([]scored, 0, n+1), n: n, numbers: x.numbers}
	defer s.close()
	// All words and fields are on one level: nested ones rank worse.
	add := func(field, term string, boost float64) error {
		p, err := x.postings(ctx, field, term, boost)
		if err != nil {
			return fmt.Errorf("look up %q: %w", term, err)
		}
		if p != nil {
			s.lists = append(s.lists, p)
		}
		return nil
	}
	for _, c := range clauses {
		if err := add(exactField, c.Word, c.Boost*exactBoost); err != nil {
			return nil, err
		}
		for _, stem := range c.Stems {
			if err := cmp.Or(
				add(textField, stem, c.Boost),
				add(headingField, stem, c.Boost*headingBoost),
				add(titleField, stem, c.Boost*titleBoost),
			); err != nil {
				return nil, err
			}
		}
	}
	if err := s.run(ctx); err != nil {
		return nil, fmt.Errorf("search the index: %w", err)
	}
	hits := make([]Hit, len(s.best))
	for i, b := range s.best {
		hits[i] = Hit{x.passages[b.passage], b.score}
	}
	return hits, nil
}

// A search finds the documents with the highest scores in a set of posting
// lists. The score of a document is what its lists add up to, times their
// number.
//
// The lists are kept in the order of the most that each may add. As soon as n
// documents are found, the first lists can't lift a document among them by
// themselves; these are then not walked but only looked up, for documents that
// other lists have, and only as long as they can make a difference. So the
// common words of a question, whose lists are long and add little, cost little
// (Turtle and Flood, 1995, who called it MaxScore).
type search struct {
	n       int
	numbers []uint32 // of the passage that is each document
	lists   []*postings
	most    []float64 // most[i] is the most that lists[:i] may add
	idle    int       // lists[:idle] are only looked up
	best    []scored  // at most n, best first
}

// A scored document is a candidate for the result.
type scored struct {
	passage uint32
	score   float64
}

// compare orders by falling score, and for repeatable results by passage.
func (a scored) compare(b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.passage, b.passage))
}

func (s *search) close() {
	for _, p := range s.lists {
		p.close()
	}
}

// checkEvery is the number of documents after which a search looks whether it
// is still wanted.
const checkEvery = 1 << 12

func (s *search) run(ctx context.Context) error {
	slices.SortStableFunc(s.lists, func(a, b *postings) int { return cmp.Compare(a.most, b.most) })
	s.most = make([]float64, 1, len(s.lists)+1)
	for i, p := range s.lists {
		s.most = append(s.most, s.most[i]+p.most)
	}
	for count := 0; ; count++ {
		if count%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		doc := uint64(end)
		for _, p := range s.lists[s.idle:] {
			doc = min(doc, p.doc)
		}
		if doc == end {
			return nil
		}
		score, err := s.score(doc)
		if err != nil {
			return err
		}
		s.keep(scored{s.numbers[doc], score})
	}
}

// score returns the score of a document, or less if it is too low to keep, and
// moves the walked lists beyond it.
func (s *search) score(doc uint64) (float64, error) {
	sum, held := 0.0, 0
	for _, p := range slices.Backward(s.lists[s.idle:]) { // so that sums are of one order, whatever is idle
		if p.doc == doc {
			sum += p.score()
			held++
			if err := p.next(); err != nil {
				return 0, err
			}
		}
	}
	least := s.least()
	for i := s.idle - 1; i >= 0; i-- {
		if tooLow(sum+s.most[i+1], held+i+1, least) {
			break
		}
		p := s.lists[i]
		if err := p.seek(doc); err != nil {
			return 0, err
		}
		if p.doc == doc {
			sum += p.score()
			held++
		}
	}
	return sum * float64(held), nil
}

// least returns the score below which a document is not kept.
func (s *search) least() float64 {
	if len(s.best) < s.n {
		return 0
	}
	return s.best[len(s.best)-1].score
}

// keep puts d among the best if it belongs there.
func (s *search) keep(d scored) {
	if d.score < s.least() {
		return
	}
	at, _ := slices.BinarySearchFunc(s.best, d, scored.compare)
	s.best = slices.Insert(s.best, at, d)
	if len(s.best) > s.n {
		s.best = s.best[:s.n]
	}
	for s.idle < len(s.lists) && tooLow(s.most[s.idle+1], s.idle+1, s.least()) {
		s.idle++
	}
}

// tooLow reports whether no document gets a score of least from at most held
// lists that add at most sum together.
func tooLow(sum float64, held int, least float64) bool { return sum*float64(held) < least }

// Frequency returns the number of passages whose text, heading or title holds
// the stem: the largest of the three counts.
func (x *Index) Frequency(ctx context.Context, stem string) (int, error) {
	defer runtime.KeepAlive(x)
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

// end is after the last document.
const end = math.MaxUint64
