package retrievaltest

import (
	"fmt"
	"strconv"

	"entente/internal/article"

	"github.com/blevesearch/bleve/v2"
)

// Plain is Bleve with nothing set: its default mapping and analyzer, the text
// stored, batches of a thousand passages, a match query for the question.
type Plain struct{ index bleve.Index }

// OpenPlain indexes the passages of corpus in a folder that does not exist
// yet, or in memory if dir is empty. The caller closes it.
func OpenPlain(corpus *article.Corpus, dir string) (*Plain, error) {
	index, err := bleve.New(dir, bleve.NewIndexMapping())
	if dir == "" {
		index, err = bleve.NewUsing("", bleve.NewIndexMapping(), bleve.Config.DefaultIndexType, bleve.Config.DefaultIndexType, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("make a plain index: %w", err)
	}
	p := &Plain{index}
	if err := p.add(corpus); err != nil {
		index.Close()
		return nil, fmt.Errorf("build a plain index: %w", err)
	}
	return p, nil
}

func (p *Plain) add(corpus *article.Corpus) error {
	batch := p.index.NewBatch()
	number := 0
	for _, a := range corpus.Articles {
		for _, passage := range a.Passages {
			if err := batch.Index(strconv.Itoa(number), map[string]any{"text": a.Slice(passage.Span)}); err != nil {
				return err
			}
			if number++; number%1000 == 0 {
				if err := p.index.Batch(batch); err != nil {
					return err
				}
				batch.Reset()
			}
		}
	}
	return p.index.Batch(batch)
}

// Search finds the ten best passages for question, and returns how many hold
// a word of it.
func (p *Plain) Search(question string) (uint64, error) {
	found, err := p.index.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(question)))
	if err != nil {
		return 0, fmt.Errorf("search a plain index: %w", err)
	}
	return found.Total, nil
}

// Close frees what the index holds.
func (p *Plain) Close() error { return p.index.Close() }
