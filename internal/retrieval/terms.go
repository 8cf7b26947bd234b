package retrieval

import (
	"strconv"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// terms is the analysed field of a document, as Bleve takes it. Bleve's own
// text field would analyse a text once for each field that is made of it, and
// keep the place of each word, which nothing here reads.
type terms struct {
	name   string
	length int // in words
	counts index.TokenFrequencies
}

// newTerms counts the terms of a field; function words are left out.
func newTerms(name string, tokens []Token, term func(Token) string) *terms {
	f := &terms{name: name, counts: make(index.TokenFrequencies, len(tokens))}
	counts := make([]index.TokenFreq, 0, len(tokens)) // one allocation for all
	for _, t := range tokens {
		if t.Function {
			continue
		}
		f.length++
		count, ok := f.counts[term(t)]
		if !ok {
			counts = append(counts, index.TokenFreq{Term: []byte(term(t))})
			count = &counts[len(counts)-1]
			f.counts[term(t)] = count
		}
		count.SetFrequency(count.Frequency() + 1)
	}
	return f
}

func (f *terms) Name() string                                     { return f.name }
func (f *terms) AnalyzedLength() int                              { return f.length }
func (f *terms) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.counts }
func (f *terms) Options() index.FieldIndexingOptions              { return index.IndexField }
func (f *terms) EncodedFieldType() byte                           { return 't' }
func (f *terms) Analyze()                                         {} // it is
func (f *terms) ArrayPositions() []uint64                         { return nil }
func (f *terms) Value() []byte                                    { return nil }
func (f *terms) NumPlainTextBytes() uint64                        { return 0 }
func (f *terms) Size() int                                        { return 0 }

// document makes the Bleve document of the passage numbered i, which is its
// name. The text itself is not stored: quotes are cut from the article.
func (x *Index) document(i int) *document.Document {
	p := x.passages[i]
	lang := x.languages[p.Article.Lang]
	stem := func(t Token) string { return t.Term }
	word := func(t Token) string { return t.Word }
	text := lang.Tokens(p.indexedText())
	doc := document.NewDocument(strconv.Itoa(i))
	doc.AddField(newTerms(textField, text, stem))
	doc.AddField(newTerms(exactField, text, word))
	doc.AddField(newTerms(headingField, lang.Tokens(p.Heading), stem))
	doc.AddField(newTerms(titleField, lang.Tokens(p.Article.Title), stem))
	return doc
}
