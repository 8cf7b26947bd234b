package retrieval

import (
	"context"
	"math"

	index "github.com/blevesearch/bleve_index_api"
)

// The usual constants of BM25.
const (
	k1 = 1.2  // how soon further occurrences of a term add little
	b  = 0.75 // how much of a field's length counts
)

// postings is a walk over the documents that hold a term in a field.
type postings struct {
	reader index.TermFieldReader
	doc    uint64 // the document that the walk is at; end after the last
	weight float64
	flat   float64 // the part of the length norm that is the same for all
	slope  float64 // the part for each word of the field
	most   float64 // upper bound of the score of any document
	at     index.TermFieldDoc
	seekTo index.IndexInternalID
}

// postings returns the walk over the documents that hold a term, at the first,
// or nil if there are none. The caller closes it.
func (x *Index) postings(ctx context.Context, field, term string, boost float64) (*postings, error) {
	reader, err := x.reader.TermFieldReader(ctx, []byte(term), field, true, true, false)
	if err != nil {
		return nil, err
	}
	rare := x.Rarity(int(reader.Count()))
	average := math.Ceil(float64(x.words[field]) / float64(len(x.passages))) // whole, as Bleve has it
	p := &postings{reader: reader, weight: boost * rare * rare, flat: k1 * (1 - b), slope: k1 * b / average}
	// The most that score gives, as a field is no shorter than a term is
	// frequent: its largest value is where times² is flat ÷ slope.
	p.most = p.weight / (1 + 2*math.Sqrt(p.flat*p.slope))
	if err := p.next(); err != nil || p.doc == end {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *postings) close() { p.reader.Close() }

// score returns what the term adds to the score of the document that the walk
// is at: BM25 as Bleve has it, with the square root of the number of times,
// and with the rarity squared.
func (p *postings) score() float64 {
	times := math.Sqrt(float64(p.at.Freq))
	length := 1 / (p.at.Norm * p.at.Norm)
	return p.weight * times / (times + p.flat + p.slope*length)
}

// next moves to the next document.
func (p *postings) next() error {
	at, err := p.reader.Next(&p.at)
	p.moved(at)
	return err
}

// seek moves to the document numbered doc, or if the term is not in it, to the
// next.
func (p *postings) seek(doc uint64) error {
	if p.doc >= doc {
		return nil
	}
	p.seekTo = index.NewIndexInternalID(p.seekTo, doc)
	at, err := p.reader.Advance(p.seekTo, &p.at)
	p.moved(at)
	return err
}

func (p *postings) moved(at *index.TermFieldDoc) {
	if p.doc = end; at != nil {
		p.doc = at.ID.Value()
	}
}

// Rarity is the inverse document frequency in BM25 (Robertson and Spärck Jones)
// of a word that so many passages have, in the form that stays above 0 for words
// that all have.
func (x *Index) Rarity(passages int) float64 {
	n, all := float64(passages), float64(len(x.passages))
	return math.Log(1 + (all-n+0.5)/(n+0.5))
}
