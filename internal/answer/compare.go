package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"entente/internal/article"
	"entente/internal/texts"
)

// maxCompared is how many articles are compared at most: those that can be
// shown side by side.
const maxCompared = 6

// A Comparison is what each article says of one topic.
type Comparison struct {
	Topic string
	Lang  string // of the topic: "fr" or "en"
	// Quotes are the best of each article that speaks of the topic, in the order
	// of the articles' dates, those without one last; at most six. Their
	// highlights are the figures and dates that differ from another quote's.
	Quotes []Quote
	// Note is for a person, in the topic's language: why there are no quotes, or
	// that some differ.
	Note string
}

// Compare returns what each article says of a topic.
func (e *Engine) Compare(ctx context.Context, topic Question) (Comparison, error) {
	m, list, err := e.candidates(ctx, topic)
	if err != nil {
		return Comparison{}, err
	}
	c := Comparison{Topic: topic.Text, Lang: m.lang}
	best := e.bestOfEach(m, list)
	if len(best) == 0 {
		a, err := e.Answer(ctx, topic)
		c.Note = cmp.Or(a.Note, texts.In(c.Lang).NoAnswer)
		return c, err
	}
	for i, differing := range differences(best) {
		q := best[i].quote(m)
		if q.Highlights = differing; len(differing) > 0 {
			c.Note = texts.In(c.Lang).Differences
		}
		c.Quotes = append(c.Quotes, q)
	}
	return c, nil
}

// bestOfEach returns the best quote of each article that speaks of the topic,
// by the dates of the articles.
func (e *Engine) bestOfEach(m *matcher, list []*candidate) []picked {
	ofArticle := make(map[*article.Article][]*candidate)
	var articles []*article.Article // that of the best candidate first
	for _, c := range list {
		if ofArticle[c.Article] == nil {
			articles = append(articles, c.Article)
		}
		ofArticle[c.Article] = append(ofArticle[c.Article], c)
	}
	var best []picked
	for _, a := range articles {
		own := ofArticle[a]
		p := e.picked(m, own[0], own)
		answers := own[0] == list[0] && p.chance >= e.minScore
		if len(best) < maxCompared && (answers || p.speaksOf(e.minScore)) {
			best = append(best, p)
		}
	}
	slices.SortStableFunc(best, func(p, q picked) int {
		return strings.Compare(cmp.Or(p.Article.Date, "~"), cmp.Or(q.Article.Date, "~")) // ISO dates sort as text
	})
	return best
}

// The shares of the topic's weight that a sentence must have to be compared:
// with a good chance to be given as an answer, and without.
const (
	speaksOfIt  = 0.5
	speaksOfAll = 0.9
)

// speaksOf reports whether a quote is about the topic. A topic that is a
// frequent word alone gives no quote a good chance to answer it, but a sentence
// that has all of a topic speaks of it.
func (p picked) speaksOf(minScore float64) bool {
	covers := p.evidence[sentenceCovers]
	return covers >= speaksOfAll || covers >= speaksOfIt && p.chance >= minScore
}

// differences returns, for each quote, the byte ranges of its figures and dates
// that differ from another quote's, in order and apart.
func differences(quotes []picked) [][][2]int {
	told := make([]telling, len(quotes))
	for i, q := range quotes {
		told[i] = q.tells()
	}
	list := make([][][2]int, len(quotes))
	for i, a := range told {
		for _, f := range a.figures {
			if slices.ContainsFunc(told, func(b telling) bool { return b.contradictsFigure(f) }) {
				list[i] = append(list[i], [2]int{f.from, f.to})
			}
		}
		for _, d := range a.dates {
			if slices.ContainsFunc(told, func(b telling) bool { return b.contradictsDate(d) }) {
				list[i] = append(list[i], [2]int{d.Start, d.End})
			}
		}
		slices.SortFunc(list[i], func(x, y [2]int) int { return x[0] - y[0] })
	}
	return list
}

// A telling is what a quote gives of figures and dates, in bytes of the quote.
type telling struct {
	figures []figure
	dates   []article.Date
}

func (p picked) tells() telling {
	quote := p.Article.Slice(p.span())
	return telling{figures: text{tokens: p.lang.Tokens(quote)}.figures(quote), dates: p.dates()}
}

// contradictsFigure reports whether t gives another figure for what may be the
// same thing as f, which it does not give.
func (t telling) contradictsFigure(f figure) bool {
	near := false
	for _, other := range t.figures {
		if other.quantity == f.quantity {
			return false
		}
		near = near || other.near(f.quantity)
	}
	return near
}

// contradictsDate reports whether t gives another day or month of the year of d,
// and not d.
func (t telling) contradictsDate(d article.Date) bool {
	near := false
	for _, other := range t.dates {
		if strings.HasPrefix(other.ISO, d.ISO) || strings.HasPrefix(d.ISO, other.ISO) {
			return false
		}
		near = near || other.ISO[:4] == d.ISO[:4]
	}
	return near
}
