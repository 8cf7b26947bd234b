package answer

import (
	"slices"
	"strings"
)

// A Turn is a question that was asked before, and what was answered.
type Turn struct {
	Question string
	Quotes   []string // the texts of the quotes given
}

// A leaning is how a question leans on those before it.
type leaning uint8

const (
	alone      leaning = iota // it stands on its own
	pronominal                // it points back: "qui la dirige ?", "why did they do it?"
	elliptic                  // it changes a part only: "et au total ?", "and in 2019?"
)

var (
	ellipses = wordSet(`et mais alors and but so`)
	// personal are the pronouns that take the place of a name, and possessives.
	personal = wordSet(`il elle ils elles lui leur leurs son sa ses celui celle ceux celles cela ca
		he she it they him her them his hers its their theirs`)
	determiners = map[string]map[string]bool{
		"fr": wordSet(`le la les un une des du ce cet cette ces mon ton son sa ses notre votre leur leurs quel quelle quels quelles`),
		"en": wordSet(`the a an this that these those my your his her its our their which what`),
	}
)

// recalledShare is the share of its weight that a word keeps which is taken
// over from an earlier question.
const recalledShare = 0.5

// recall adds to r, which was read from p, what p takes over from the
// questions before it: their nouns, what they ask for if p does not say, and
// their other words if p has none. A question that is elliptic puts other
// numbers and dates in the place of theirs.
func (e *Engine) recall(r *reading, p parsed, before []Turn) {
	if len(before) == 0 {
		return
	}
	own, whole := p.leaning(), p.hasWord()
	for lean, i := own, len(before)-1; lean != alone && i >= 0; i-- {
		q := parse(before[i].Question, p.lang)
		if lean == elliptic && r.asks == anything {
			r.asks = q.asks
		}
		// "et au total ?" asks for another of the same; "et par qui ?" may be
		// answered by the very sentence that was quoted.
		r.wantsOther = r.wantsOther || own == elliptic && r.asks == q.asks
		r.take(e.glossary, q, recalledShare, func(i int) bool {
			return q.counts(i) && q.roles[i] == means && (!whole || q.isNoun(i)) && !(own == elliptic && q.isNumber(i))
		})
		lean = q.leaning()
	}
}

// hasWord reports whether p has a word of its own that says what is asked,
// other than a number or a date.
func (p *parsed) hasWord() bool {
	for i := range p.tokens {
		if p.counts(i) && p.roles[i] == means && !p.isNumber(i) {
			return true
		}
	}
	return false
}

// isNumber reports whether the token numbered i is a number or part of a date.
func (p *parsed) isNumber(i int) bool {
	return isNumeral(p.tokens[i].Word) || dateWords[p.tokens[i].Word]
}

// isNoun reports whether the token numbered i looks like a name or a noun: it
// has a capital, or stands behind a determiner or an elision.
func (p *parsed) isNoun(i int) bool {
	before := p.text[:p.tokens[i].Start]
	return p.isName(i) || i > 0 && determiners[p.lang][p.tokens[i-1].Word] ||
		strings.HasSuffix(before, "'") || strings.HasSuffix(before, "’")
}

// leaning tells how p leans on the questions before it, if there are any.
func (p *parsed) leaning() leaning {
	count, named := 0, false
	for i := range p.tokens {
		if p.counts(i) {
			count++
			named = named || p.isName(i) && !p.isNumber(i)
		}
	}
	switch pronoun := p.anyPronoun(); {
	case len(p.tokens) > 0 && ellipses[p.tokens[0].Word], count <= 1 && !named && !pronoun:
		return elliptic
	case pronoun:
		return pronominal
	}
	return alone
}

// anyPronoun reports whether a pronoun stands for something outside p. One
// that follows its verb by a hyphen only repeats the subject where there is
// one: "le moulin tourne-t-il ?".
func (p *parsed) anyPronoun() bool {
	subject := false
	for i, t := range p.tokens {
		before := p.text[:t.Start]
		if personal[t.Word] && !(subject && strings.HasSuffix(before, "-")) {
			return true
		}
		subject = subject || p.counts(i) && p.isNoun(i)
	}
	return false
}

// others returns list without the sentences that were quoted before. Where a
// figure or a date is asked for and any sentence has one, those without are
// left out as well.
func others(list []*candidate, before []Turn, asks kind) []*candidate {
	list = slices.DeleteFunc(list, func(c *candidate) bool {
		sentence := c.Article.Slice(c.Sentences[c.number])
		return slices.ContainsFunc(before, func(t Turn) bool {
			return slices.ContainsFunc(t.Quotes, func(quote string) bool { return strings.Contains(quote, sentence) })
		})
	})
	if asks.isExact() && slices.ContainsFunc(list, func(c *candidate) bool { return c.holds }) {
		list = slices.DeleteFunc(list, func(c *candidate) bool { return !c.holds })
	}
	return list
}
