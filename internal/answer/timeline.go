package answer

import (
	"cmp"
	"slices"
	"strings"

	"entente/internal/retrieval"
)

// A Fact is a sentence that says when something was, or is to be. The
// highlights of its quote are the dates in it; it has no score.
type Fact struct {
	When string // ISO 8601, perhaps only year and month, or the year: the first date of the sentence
	Quote

	stems map[string]bool
}

// Timeline returns the dated facts of the articles in order. From and to, ISO
// 8601 as well, bound them, both included; empty stands for no bound. A fact
// of which only the month or the year is known is within a bound if some day
// of it is.
func (e *Engine) Timeline(from, to string) []Fact {
	e.overview.readFacts.Do(func() { e.overview.facts = e.readFacts() })
	const rest = "~" // sorts after all that may follow in a date
	var list []Fact
	for _, f := range e.overview.facts {
		if f.When+rest >= from && (to == "" || f.When <= to+rest) {
			list = append(list, f)
		}
	}
	return list
}

// readFacts reads the facts of all articles. One that several articles tell is
// kept once, where its date is given most exactly.
func (e *Engine) readFacts() []Fact {
	var all []Fact
	for _, p := range e.index.Passages() {
		all = append(all, factsOf(p, e.index.Language(p.Article.Lang))...)
	}
	slices.SortStableFunc(all, func(a, b Fact) int {
		return cmp.Or(strings.Compare(a.When[:4], b.When[:4]), len(b.When)-len(a.When))
	})
	var facts []Fact
	for _, f := range all {
		if !f.isIn(facts) {
			facts = append(facts, f)
		}
	}
	slices.SortStableFunc(facts, func(a, b Fact) int { return strings.Compare(a.When, b.When) })
	return facts
}

// factsOf returns the sentences of a passage that have a date, each with the
// one before it where it can't be understood alone. Questions tell nothing.
func factsOf(p retrieval.Passage, lang *retrieval.Language) []Fact {
	var facts []Fact
	for i, sentence := range p.Sentences {
		text := p.Article.Slice(sentence)
		dates := p.Article.Dates(sentence)
		if len(dates) == 0 || strings.HasSuffix(text, "?") {
			continue
		}
		tokens := lang.Tokens(text)
		span := sentence
		if i > 0 && pointing(tokens) && sentence.End-p.Sentences[i-1].Start <= longest {
			span.Start = p.Sentences[i-1].Start
		}
		f := Fact{When: dates[0].ISO, Quote: quoteOf(p.Article, span), stems: stemsOf(tokens)}
		for _, d := range dates {
			f.Highlights = append(f.Highlights, [2]int{d.Start - span.Start, d.End - span.Start})
		}
		facts = append(facts, f)
	}
	return facts
}

// stemsOf returns the stems of the words that carry meaning.
func stemsOf(tokens []retrieval.Token) map[string]bool {
	stems := make(map[string]bool)
	for _, t := range tokens {
		if !t.Function {
			stems[t.Term] = true
		}
	}
	return stems
}

const (
	// factsCompared is how many facts before it in its year one is compared
	// with. It bounds the time that a large corpus takes.
	factsCompared = 50
	// sameShare is the share of its words, beside the fact with fewer, that two
	// sentences have in common which tell the same of the same time.
	sameShare = 0.6
)

// isIn reports whether one of the last facts, which are sorted by year, tells
// the same.
func (f Fact) isIn(facts []Fact) bool {
	for _, other := range slices.Backward(facts[max(0, len(facts)-factsCompared):]) {
		if !strings.HasPrefix(other.When, f.When) {
			continue
		}
		both := 0
		for s := range f.stems {
			if other.stems[s] {
				both++
			}
		}
		if float64(both) >= sameShare*float64(min(len(f.stems), len(other.stems))) {
			return true
		}
	}
	return false
}
