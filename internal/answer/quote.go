package answer

import (
	"math"

	"entente/internal/article"
)

const (
	// comfortable is the length in bytes up to which a quote takes in the
	// better neighbour of its sentence.
	comfortable = 280
	// longest is the length in bytes up to which a sentence that can't stand
	// alone takes in the one before it.
	longest = 600
)

// enough is the share of the question's weight from which a sentence that holds
// what is asked for needs no neighbour.
const enough = 0.9

// extend chooses the sentences that a quote of c takes. A sentence that points
// back brings the one before it; a short one brings the neighbour that has the
// most to say. The sentences have their scores.
func (c *candidate) extend() {
	i := c.number
	c.from, c.to, c.quoteScore = i, i+1, c.score
	beside := -1
	if c.evidence[pointsBack] == 1 && c.stretch(i-1, i+1).Len() <= longest {
		beside = i - 1
	} else if !c.suffices() {
		for _, j := range []int{i + 1, i - 1} {
			if 0 <= j && j < len(c.sentences) && c.stretch(min(i, j), max(i, j)+1).Len() <= comfortable &&
				(beside < 0 || c.sentences[j].score > c.sentences[beside].score) {
				beside = j
			}
		}
	}
	if beside >= 0 {
		c.from, c.to = min(i, beside), max(i, beside)+1
		if other := &c.sentences[beside]; !other.suffices() { // else it is a better quote by itself
			c.quoteScore += math.Log1p(math.Exp(other.score - c.score))
		}
	}
}

// suffices reports whether a sentence is an answer without a neighbour.
func (c *candidate) suffices() bool { return c.holds && c.evidence[sentenceCovers] >= enough }

// alike reports whether two quotes say the same: they overlap, or most of the
// words of the shorter stand in the other.
func alike(a, b picked) bool {
	if a.found == b.found && a.from < b.to && b.from < a.to {
		return true
	}
	wa, wb := a.words(), b.words()
	both := 0
	for w := range wa {
		if wb[w] {
			both++
		}
	}
	return float64(both) > 0.75*float64(min(len(wa), len(wb)))
}

// words returns the stems of a quote.
func (p picked) words() map[string]bool {
	words := make(map[string]bool)
	for _, s := range p.sentences[p.from:p.to] {
		for _, t := range s.text.tokens {
			if !t.Function {
				words[t.Term] = true
			}
		}
	}
	return words
}

// quote cuts the quote out of its article.
func (p picked) quote(m *matcher) Quote {
	span := p.span()
	text := p.Article.Slice(span)
	var asked []article.Date
	if m.asks == date {
		asked = p.dates()
	}
	return Quote{
		File: p.Article.Name, Title: p.Article.Title, Date: p.Article.Date,
		Line: p.Article.Line(span.Start), Start: span.Start, End: span.End, Text: text,
		Highlights: m.highlights(m.read(p.lang, text), text, asked),
		Score:      math.Round(p.chance*100) / 100,
	}
}

// dates returns the dates that a quote names, in bytes of the quote.
func (p picked) dates() []article.Date {
	span := p.span()
	dates := p.Article.Dates(span)
	for i := range dates {
		dates[i].Start -= span.Start
		dates[i].End -= span.Start
	}
	return dates
}
