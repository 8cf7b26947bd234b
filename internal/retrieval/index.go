// Package retrieval finds the passages of a corpus that share words with a
// query, best first. It owns the Bleve index, the walk through its posting
// lists, and the analysis of text into terms. What a question means, and which
// sentence answers it, is left to package answer.
package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"entente/internal/article"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"
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
	source
	passages  []Passage
	numbers   []uint32       // of the passage that is each document of reader
	words     map[string]int // of each field, in all passages together
	languages map[string]*Language
	unused    runtime.Cleanup // closes source
}

// A source is what has to be closed of an index.
type source struct {
	scorch index.Index
	reader index.IndexReader
}

func (s source) close() error { return errors.Join(s.reader.Close(), s.scorch.Close()) }

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
//
// The caller closes the index, or just lets go of it: one that is replaced
// while answers are made from it closes itself when the last of them is made
// and it is garbage.
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
	if opts.Dir == "" || len(x.passages) == 0 {
		err = x.buildInMemory(ctx, opts)
	} else {
		err = x.openKept(ctx, opts)
	}
	if err != nil {
		return nil, err
	}
	if err := x.openReader(); err != nil {
		x.scorch.Close()
		return nil, err
	}
	x.unused = runtime.AddCleanup(x, func(s source) { s.close() }, x.source)
	return x, nil
}

// Close frees what the index holds. Nothing may use it any more.
func (x *Index) Close() error {
	x.unused.Stop()
	return x.close()
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

// Articles returns the articles that have passages, in the order of the corpus.
func (x *Index) Articles() []*article.Article {
	var list []*article.Article
	for _, p := range x.passages {
		if n := len(list); n == 0 || list[n-1] != p.Article {
			list = append(list, p.Article)
		}
	}
	return list
}

// Passages returns the passages in the order of the corpus. They are not to be
// changed.
func (x *Index) Passages() []Passage { return x.passages }

// Len returns the number of passages.
func (x *Index) Len() int { return len(x.passages) }

// openScorch opens an index of Bleve's kind "scorch". Of the rest of Bleve
// nothing is needed: documents and queries are made here.
func openScorch(config map[string]any, queue *index.AnalysisQueue) (index.Index, error) {
	s, err := scorch.NewScorch(scorch.Name, config, queue)
	if err != nil {
		return nil, err
	}
	if err := s.Open(); err != nil {
		return nil, err
	}
	return s, nil
}

func (x *Index) buildInMemory(ctx context.Context, opts Options) error {
	queue := index.NewAnalysisQueue(1) // documents come analysed
	defer queue.Close()
	s, err := openScorch(map[string]any{"path": ""}, queue)
	if err != nil {
		return fmt.Errorf("make an index in memory: %w", err)
	}
	err = x.build(ctx, opts.Progress, func(docs []index.Document) error {
		batch := index.NewBatch()
		for _, doc := range docs {
			batch.Update(doc)
		}
		return s.Batch(batch)
	})
	if err != nil {
		s.Close()
		return err
	}
	x.scorch = s
	return nil
}

// build calls add with the documents of all passages, a batch at a time, on
// each processor at once. It counts the words of each field.
func (x *Index) build(ctx context.Context, progress func(done, total int), add func([]index.Document) error) error {
	x.words = make(map[string]int)
	total, size := len(x.passages), batchSize(len(x.passages))
	var mu sync.Mutex // of x.words, done and progress
	done := 0
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for start := 0; start < total; start += size {
		workers.Go(func() error {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("build the index: %w", err)
			}
			end := min(start+size, total)
			words := make(map[string]int)
			docs := make([]index.Document, 0, end-start)
			for i := start; i < end; i++ {
				doc := x.document(i)
				for _, field := range doc.Fields {
					words[field.Name()] += field.AnalyzedLength()
				}
				docs = append(docs, doc)
			}
			if err := add(docs); err != nil {
				return fmt.Errorf("index passages %d to %d: %w", start, end, err)
			}
			mu.Lock()
			defer mu.Unlock()
			for field, n := range words {
				x.words[field] += n
			}
			done += end - start
			if progress != nil {
				progress(done, total)
			}
			return nil
		})
	}
	return workers.Wait()
}

// batchSize returns how many passages of total Bleve takes at a time. In memory
// each batch becomes a segment; a search looks up its words in every one, so
// there are to be few. A batch is held in memory, so it is not to be large.
func batchSize(total int) int { return min(max(1000, total/20), 10_000) }

// openReader opens the snapshot that is searched.
func (x *Index) openReader() (err error) {
	x.reader, err = x.scorch.Reader()
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	if err := x.number(); err != nil {
		x.reader.Close()
		return fmt.Errorf("read the index: %w", err)
	}
	return nil
}

// number finds out which passage each document is: Bleve numbers the documents
// of a batch as they come out of its workers.
func (x *Index) number() error {
	all, err := x.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	x.numbers = make([]uint32, len(x.passages))
	for count := 0; ; count++ {
		id, err := all.Next()
		if err != nil {
			return err
		}
		if id == nil && count == len(x.passages) {
			return nil
		}
		if id == nil || id.Value() >= uint64(len(x.passages)) {
			return fmt.Errorf("it has other documents than the %d passages", len(x.passages))
		}
		name, err := x.reader.ExternalID(id)
		if err != nil {
			return err
		}
		passage, err := strconv.ParseUint(name, 10, 32)
		if err != nil || passage >= uint64(len(x.passages)) {
			return fmt.Errorf("it names a passage %q that the corpus does not have", name)
		}
		x.numbers[id.Value()] = uint32(passage)
	}
}
