// Package retrieval finds the passages of a corpus that share words with a
// query, best first. It owns the Bleve index and the analysis of text into
// terms. What a question means, and which sentence answers it, is left to
// package answer.
package retrieval

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"

	"entente/internal/article"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"
)

// The fields of a document. A document is a passage.
const (
	textField    = "text"    // stems of the passage and of the sentence that introduces it
	exactField   = "exact"   // the same text's words, not stemmed
	headingField = "heading" // stems of the heading above
	titleField   = "title"   // stems of the article's title
)

// An Index finds passages of one corpus. It may be used by many goroutines.
type Index struct {
	bleve     bleve.Index
	reader    index.IndexReader
	passages  []Passage
	stats     search.BM25Stats
	languages map[string]*Language
}

// A Passage is a passage together with the article it stands in.
type Passage struct {
	Article *article.Article
	*article.Passage
}

// indexedText returns what of p the text fields hold.
func (p Passage) indexedText() string {
	text := p.Article.Slice(p.Span)
	if p.Lead.Len() > 0 {
		text = p.Article.Slice(p.Lead) + "\n" + text
	}
	return text
}

// Options say how an index is kept.
type Options struct {
	// Dir is the folder that keeps the index between starts. When empty, the
	// index lives in memory.
	Dir string
	// Log hears whether a kept index was used, and if not, why.
	Log *slog.Logger
	// Progress, if not nil, is called while passages are indexed.
	Progress func(done, total int)
}

// Open returns an index of the passages of corpus. With opts.Dir it reuses the
// index kept there if that is whole and of this very corpus, and otherwise
// builds it anew; if it can't be kept, it lives in memory.
// The caller closes the index.
func Open(ctx context.Context, corpus *article.Corpus, opts Options) (*Index, error) {
	x := &Index{languages: make(map[string]*Language)}
	for _, a := range corpus.Articles {
		if x.languages[a.Lang] == nil {
			x.languages[a.Lang] = NewLanguage(a.Lang)
		}
		for i := range a.Passages {
			x.passages = append(x.passages, Passage{a, &a.Passages[i]})
		}
	}
	var err error
	if opts.Dir == "" {
		err = x.buildInMemory(ctx, opts)
	} else {
		err = x.openKept(ctx, opts)
	}
	if err != nil {
		return nil, err
	}
	if err := x.openReader(); err != nil {
		x.bleve.Close()
		return nil, err
	}
	return x, nil
}

// Close frees what the index holds.
func (x *Index) Close() error {
	x.reader.Close()
	return x.bleve.Close()
}

// Languages returns the languages that articles are in, by name.
func (x *Index) Languages() []*Language {
	byName := func(a, b *Language) int { return strings.Compare(a.name, b.name) }
	return slices.SortedFunc(maps.Values(x.languages), byName)
}

// Language returns the language of a name, or nil if no article is in it.
func (x *Index) Language(name string) *Language { return x.languages[name] }

// MainLanguage returns the language that most passages are in.
func (x *Index) MainLanguage() string {
	count := make(map[string]int)
	most := ""
	for _, p := range x.passages {
		if count[p.Article.Lang]++; count[p.Article.Lang] > count[most] {
			most = p.Article.Lang
		}
	}
	return most
}

// Len returns the number of passages.
func (x *Index) Len() int { return len(x.passages) }

// newBleve makes an empty Bleve index at path, or in memory if path is empty.
func newBleve(path string) (bleve.Index, error) {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = mapping.NewDocumentDisabledMapping() // documents are made whole by add
	m.ScoringModel = index.BM25Scoring
	// Scorch even in memory: Bleve's other memory index has no BM25.
	return bleve.NewUsing(path, m, scorch.Name, scorch.Name, nil)
}

func (x *Index) buildInMemory(ctx context.Context, opts Options) error {
	b, err := newBleve("")
	if err != nil {
		return fmt.Errorf("make an index in memory: %w", err)
	}
	if err := x.build(ctx, b, opts.Progress); err != nil {
		b.Close()
		return err
	}
	x.bleve = b
	return nil
}

// batchSize is the number of passages that Bleve takes at a time; about a
// thousand indexes fastest.
const batchSize = 1000

// build adds every passage to b and counts the words of each field.
//
// The counts are for BM25: the average field length that Bleve works out by
// itself counts the distinct words of each segment, so that scores depend on
// how many segments there are.
func (x *Index) build(ctx context.Context, b bleve.Index, progress func(done, total int)) error {
	x.stats = search.BM25Stats{
		DocCount:         float64(len(x.passages)),
		FieldCardinality: map[string]int{textField: 0, exactField: 0, headingField: 0, titleField: 0},
	}
	for start := 0; start < len(x.passages); start += batchSize {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("build the index: %w", err)
		}
		end := min(start+batchSize, len(x.passages))
		batch := b.NewBatch()
		var docs []*document.Document
		for i := start; i < end; i++ {
			doc := x.document(i)
			if err := batch.IndexAdvanced(doc); err != nil {
				return fmt.Errorf("index %s: %w", x.passages[i].Article.Name, err)
			}
			docs = append(docs, doc)
		}
		if err := b.Batch(batch); err != nil {
			return fmt.Errorf("index passages %d to %d: %w", start, end, err)
		}
		for _, doc := range docs {
			for _, field := range doc.Fields {
				if _, counted := x.stats.FieldCardinality[field.Name()]; counted {
					x.stats.FieldCardinality[field.Name()] += field.AnalyzedLength()
				}
			}
		}
		if progress != nil {
			progress(end, len(x.passages))
		}
	}
	return nil
}

// document makes the Bleve document of the passage numbered i, which is its
// name. The text itself is not stored: quotes are cut from the article.
func (x *Index) document(i int) *document.Document {
	p := x.passages[i]
	lang := x.languages[p.Article.Lang]
	stems := analyzer{lang, func(t Token) string { return t.Term }}
	words := analyzer{lang, func(t Token) string { return t.Word }}
	doc := document.NewDocument(strconv.Itoa(i))
	add := func(name, text string, a analyzer) {
		doc.AddField(document.NewTextFieldCustom(name, nil, []byte(text), index.IndexField, a))
	}
	text := p.indexedText()
	add(textField, text, stems)
	add(exactField, text, words)
	add(headingField, p.Heading, stems)
	add(titleField, p.Article.Title, stems)
	return doc
}

// openReader opens the snapshot that document frequencies are read from.
func (x *Index) openReader() error {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("open the index: %w", err)
	}
	x.reader, err = advanced.Reader()
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	return nil
}
