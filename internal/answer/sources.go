package answer

import (
	"cmp"
	"slices"
	"strings"

	"entente/internal/article"
)

// A Source is an article as a whole.
type Source struct {
	File      string // relative to the corpus folder
	Title     string // may be empty
	Publisher string // and what else its front matter says of where it is from; may be empty
	Date      string // ISO 8601, perhaps only year and month; may be empty
	Passages  int
	Beginning Quote    // its first paragraph
	Topics    []string // its headings in order, or else what its front matter lists
	Text      string   // the file, byte for byte
}

// Sources returns the articles, the newest first, those without a date last.
func (e *Engine) Sources() []Source {
	var list []Source
	for _, a := range e.index.Articles() {
		list = append(list, sourceOf(a))
	}
	slices.SortStableFunc(list, func(a, b Source) int {
		return cmp.Or(strings.Compare(b.Date, a.Date), strings.Compare(a.File, b.File)) // ISO dates sort as text
	})
	return list
}

func sourceOf(a *article.Article) Source {
	s := Source{
		File: a.Name, Title: a.Title, Publisher: a.Source, Date: a.Date,
		Passages: len(a.Passages), Text: a.Text,
	}
	first := slices.IndexFunc(a.Passages, func(p article.Passage) bool { return p.Kind == article.Paragraph })
	s.Beginning = quoteOf(a, a.Passages[max(0, first)].Span)
	for _, span := range a.Headings {
		if h := a.Slice(span); h != a.Title {
			s.Topics = append(s.Topics, h)
		}
	}
	if s.Topics == nil {
		s.Topics = a.Topics
	}
	return s
}

// quoteOf quotes a span of an article for its own sake: nothing is asked.
func quoteOf(a *article.Article, span article.Span) Quote {
	return Quote{
		File: a.Name, Title: a.Title, Date: a.Date,
		Line: a.Line(span.Start), Start: span.Start, End: span.End, Text: a.Slice(span),
	}
}
