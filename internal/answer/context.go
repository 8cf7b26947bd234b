package answer

import (
	"crypto/sha256"
	"errors"

	"entente/internal/article"
)

// A Ref tells which quote was given, in little room. That the article still
// says the same can be seen from it.
type Ref struct {
	File       Digest // of the file's name
	Start, End int    // in bytes
	Text       Digest // of the quote
}

// A Digest is the beginning of the SHA-256 of a text.
type Digest [4]byte

func digest(text string) Digest {
	sum := sha256.Sum256([]byte(text))
	return Digest(sum[:len(Digest{})])
}

// Ref returns the reference to the quote.
func (q Quote) Ref() Ref { return Ref{digest(q.File), q.Start, q.End, digest(q.Text)} }

// A Context is a quote in the text around it.
type Context struct {
	Quote // without highlights and score
	// Paragraphs are the one that the quote stands in and its neighbours, in
	// order.
	Paragraphs []Paragraph
}

// A Paragraph is a span of the same file. The file's bytes from Start to End
// are Text.
type Paragraph struct {
	Start, End int // in bytes
	Text       string
}

// ErrChanged says that an article does not hold a quote any more where it was.
var ErrChanged = errors.New("the article has changed or is gone")

// Context returns a quote that was given in the text around it, as it is now.
// The error is ErrChanged where the quote is not there any more.
func (e *Engine) Context(ref Ref) (Context, error) {
	for _, a := range e.index.Articles() {
		if digest(a.Name) == ref.File {
			if c, ok := contextIn(a, ref); ok {
				return c, nil
			}
		}
	}
	return Context{}, ErrChanged
}

func contextIn(a *article.Article, ref Ref) (c Context, ok bool) {
	if ref.Start < 0 || ref.Start >= ref.End || ref.End > len(a.Text) || digest(a.Text[ref.Start:ref.End]) != ref.Text {
		return c, false
	}
	span := article.Span{Start: ref.Start, End: ref.End}
	for i, p := range a.Passages {
		if !p.Contains(span) {
			continue
		}
		c.Quote = quoteOf(a, span)
		for _, near := range a.Passages[max(0, i-1):min(i+2, len(a.Passages))] {
			c.Paragraphs = append(c.Paragraphs, Paragraph{near.Start, near.End, a.Slice(near.Span)})
		}
		return c, true
	}
	return c, false
}
