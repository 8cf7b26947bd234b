package answer

import "slices"

// disputeGap is how far below the best sentence's score the sentence of another
// source may be; that it gives a figure close to the first speaks for it.
const disputeGap = 2 * widestGap

// dispute looks for a source that gives another figure than the first of the
// best quotes for what is asked. If there is one, its quote comes second, or
// first if its article is the newer.
func (e *Engine) dispute(m *matcher, best []picked, list []*candidate) (quotes []picked, differing bool) {
	if len(best) == 0 || m.asks != amount && m.asks != share {
		return best, false
	}
	first := best[0]
	figures := first.quantities()
	at := slices.IndexFunc(list, func(c *candidate) bool {
		return c.Article != first.Article && c.score >= first.score-disputeGap &&
			c.covers.hasAll(first.covers) && differ(figures, c.quantities())
	})
	if at < 0 {
		return best, false
	}
	other := e.picked(m, list[at], list)
	other.chance = first.chance // the two speak of the same thing
	if other.evidence[pointsBack] == 0 {
		other.from, other.to = other.number, other.number+1 // its figure is what is wanted of it
	}
	pair := []picked{first, other}
	if before, after := first.Article.Date, other.Article.Date; before != "" && after > before { // ISO dates sort as text
		slices.Reverse(pair)
	}
	for _, p := range best[1:] {
		if len(pair) < maxQuotes && !alike(p, other) {
			pair = append(pair, p)
		}
	}
	return pair, true
}

func (c *candidate) quantities() []quantity {
	return c.text.quantities(c.Article.Slice(c.Sentences[c.number]))
}
