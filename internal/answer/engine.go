package answer

import (
	"cmp"
	"context"
	"io"
	"math"
	"slices"

	"entente/internal/article"
	"entente/internal/retrieval"
	"entente/internal/texts"
)

const (
	maxQuotes = 3
	// mostQuotes is how many quotes a question gets in all, a few at a time.
	mostQuotes = 15
	// passagesRead is how many of the passages found are read sentence by
	// sentence.
	passagesRead = 50
	// DefaultMinScore is the chance of being right below which nothing is
	// quoted.
	DefaultMinScore = 0.2
)

// An Engine answers questions from the passages of one index. It may be used
// by many goroutines.
type Engine struct {
	index    *retrieval.Index
	lang     string // the one that most passages are in
	glossary *glossary
	model    model
	minScore float64
	overview overview
}

// Options say how an engine answers.
type Options struct {
	// MinScore is the chance of being right, 0 to 1, that a first quote must
	// have to be given.
	MinScore float64
	// Glossary, if not nil, is read beside the bot's own glossary, and is
	// written like it: one concept a line, its French expressions, a tab, its
	// English ones, each list parted by " | ".
	Glossary io.Reader
}

// New returns an engine that answers from index.
func New(index *retrieval.Index, opts Options) (*Engine, error) {
	m, err := loadModel()
	if err != nil {
		return nil, err
	}
	g, err := newGlossary(opts.Glossary)
	if err != nil {
		return nil, err
	}
	return &Engine{index: index, lang: index.MainLanguage(), glossary: g, model: m, minScore: opts.MinScore}, nil
}

// Answer answers q with at most three quotes, or none if the articles do not
// say.
func (e *Engine) Answer(ctx context.Context, q Question) (Answer, error) {
	m, list, err := e.candidates(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{Question: q.Text, Lang: m.lang, Unknown: []string{}}
	chosen, differing := e.dispute(m, e.pick(m, list, e.holding(m, list), maxQuotes), list)
	until := q.Skip + maxQuotes
	var best []Quote
	for _, p := range e.pick(m, list, chosen, min(until+1, mostQuotes)) {
		best = append(best, p.quote(m))
	}
	best = Given(best, e.minScore)
	a.More = len(best) > until
	a.Quotes = best[min(q.Skip, len(best)):min(until, len(best))]
	if a.Answered = len(a.Quotes) > 0; a.Answered {
		if differing && q.Skip == 0 {
			a.Note = texts.In(m.lang).Differ
		}
		return a, nil
	}
	for _, w := range m.words {
		if !w.known && w.role == means {
			a.Unknown = append(a.Unknown, w.text)
		}
	}
	if t := texts.In(m.lang); len(a.Unknown) > 0 {
		a.Note = t.Unknown(a.Unknown)
	} else {
		a.Note = t.NoAnswer
	}
	return a, nil
}

// candidates returns the sentences of the passages found for q, best first.
func (e *Engine) candidates(ctx context.Context, q Question) (*matcher, []*candidate, error) {
	r, err := e.read(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	hits, err := e.search(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	m := newMatcher(r, e.index.Languages())
	var list []*candidate
	for _, f := range m.weigh(hits, e.index.Language) {
		for i := range f.sentences {
			c := &f.sentences[i]
			c.score = e.model.score(&c.evidence)
			list = append(list, c)
		}
		for i := range f.sentences {
			f.sentences[i].extend()
		}
	}
	if r.wantsOther {
		list = others(list, q.Before, r.asks)
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return cmp.Compare(b.quoteScore, a.quoteScore) })
	return m, list, nil
}

// search returns the passages that hold words of the question, or other
// expressions for them. Where these are few, passages that hold words of the
// same fields of meaning follow, without a score.
func (e *Engine) search(ctx context.Context, r reading) ([]retrieval.Hit, error) {
	strict, loose := e.clauses(r)
	hits, err := e.index.Search(ctx, strict, passagesRead)
	if err != nil || len(hits) == passagesRead {
		return hits, err
	}
	more, err := e.index.Search(ctx, loose, passagesRead)
	if err != nil {
		return nil, err
	}
	type place struct {
		in *article.Article
		at article.Span
	}
	found := make(map[place]bool)
	for _, h := range hits {
		found[place{h.Article, h.Span}] = true
	}
	for _, h := range more {
		if len(hits) < passagesRead && !found[place{h.Article, h.Span}] {
			h.Score = 0
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// clauses returns what to search for, and what of the same fields of meaning.
// The alternatives of a word count less, the more words they have.
func (e *Engine) clauses(r reading) (strict, loose []retrieval.Clause) {
	for _, w := range r.words {
		for _, form := range w.forms {
			c := retrieval.Clause{Word: form, Boost: w.boost}
			for _, lang := range e.index.Languages() {
				if stem := lang.Stem(form); !slices.Contains(c.Stems, stem) {
					c.Stems = append(c.Stems, stem)
				}
			}
			strict = append(strict, c)
		}
	}
	seen := make(map[string]bool)
	add := func(clauses []retrieval.Clause, a alternative) []retrieval.Clause {
		for i, stem := range a.stems {
			if !seen[a.words[i]] {
				seen[a.words[i]] = true
				clauses = append(clauses, retrieval.Clause{
					Word: a.words[i], Stems: []string{stem}, Boost: r.words[a.of[0]].boost * a.worth * 0.6 / float64(len(a.stems)),
				})
			}
		}
		return clauses
	}
	for _, a := range r.alternatives {
		if e.index.Language(a.lang) != nil && a.worth != related {
			strict = add(strict, a)
		}
	}
	for _, a := range r.alternatives {
		if e.index.Language(a.lang) != nil && a.worth == related {
			loose = add(loose, a)
		}
	}
	return strict, loose
}

// A picked is a stretch of neighbouring sentences that is given as a quote.
type picked struct {
	*candidate     // the best of its sentences
	from, to   int // the sentences [from, to) of the passage
	quoteScore float64
	chance     float64
}

func (p picked) span() article.Span { return p.stretch(p.from, p.to) }

// stretch returns the span of the sentences [from, to).
func (f *found) stretch(from, to int) article.Span {
	return article.Span{Start: f.Sentences[from].Start, End: f.Sentences[to-1].End}
}

// holding looks for a quote to put first where a figure or a date is asked for
// and the best quote has none: the best that has one, and all the words that the
// other matched. It returns one or none.
func (e *Engine) holding(m *matcher, list []*candidate) []picked {
	if len(list) == 0 || !m.asks.isExact() {
		return nil
	}
	best := e.picked(m, list[0], list)
	if slices.ContainsFunc(best.sentences[best.from:best.to], func(c candidate) bool { return c.holds }) {
		return nil
	}
	for _, c := range list {
		if c.quoteScore < best.quoteScore-widestGap {
			break
		}
		if c.holds && c.covers.hasAll(best.covers) {
			p := e.picked(m, c, list)
			p.chance = max(p.chance, best.chance) // the two speak of the same thing
			return []picked{p}
		}
	}
	return nil
}

// widestGap is how far below the best sentence's score one may be to be quoted
// beside it. The scores are logarithms of odds: with a gap of 4 it is fifty
// times less likely to be the right one.
const widestGap = 4

// pick adds to best the next best quotes of list until there are n, no two
// alike.
func (e *Engine) pick(m *matcher, list []*candidate, best []picked, n int) []picked {
	for _, c := range list {
		if len(best) >= n || c.quoteScore < list[0].quoteScore-widestGap {
			break
		}
		p := e.picked(m, c, list)
		if !slices.ContainsFunc(best, func(b picked) bool { return alike(b, p) }) {
			best = append(best, p)
		}
	}
	return best
}

// picked makes a quote of a sentence of list and its neighbour, whichever of
// them is the better. One that has only words of the same fields of meaning as
// the question's has no chance.
func (e *Engine) picked(m *matcher, c *candidate, list []*candidate) picked {
	p := picked{candidate: c, from: c.from, to: c.to, quoteScore: c.quoteScore}
	for i := p.from; i < p.to; i++ {
		if s := &c.sentences[i]; s.score > p.score {
			p.candidate = s
		}
	}
	if slices.ContainsFunc(c.sentences[p.from:p.to], func(s candidate) bool { return s.covers.any() }) {
		p.chance = e.model.probability(m.gate(p, list))
	}
	return p
}

// Given returns the quotes that are given out of the best ones: none if the
// first has not a score of at least minScore.
func Given(best []Quote, minScore float64) []Quote {
	if len(best) == 0 || best[0].Score < minScore {
		return []Quote{}
	}
	return best
}

// odds returns the logarithm of the odds of p beside all other sentences of
// list.
func (p picked) odds(list []*candidate) float64 {
	const least = 1e-2 // a quote may stand alone, and be wrong
	others := least
	for _, c := range list {
		if c.found != p.found || c.number < p.from || c.number >= p.to {
			others += math.Exp(c.score - p.quoteScore)
		}
	}
	return -math.Log(others)
}
