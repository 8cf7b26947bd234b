package answer

import (
	"slices"
	"strings"

	"entente/internal/article"
	"entente/internal/retrieval"
)

// What a word of the question is worth that a text has in another form.
const (
	sameWord   = 1.0
	sameStem   = 0.95
	sameFamily = 0.5 // "conversion" for "convertir"
)

// A matcher finds the words of one question in texts.
type matcher struct {
	reading
	forms map[string]int // form to the number of its word
	// patterns lists, for each language of texts and by their first stem, the
	// expressions that stand for words of the question.
	patterns map[string]map[string][]alternative
	met      map[string]map[string]metWord // by language of texts and word
}

// A metWord is what a word of texts is of the question. It is kept, since texts
// say the same words again and again.
type metWord struct {
	alone    match
	patterns []alternative // expressions that begin with it, of which one may stand there
}

// A match is what a stretch of a text is of the question.
type match struct {
	length int   // in tokens that carry meaning; 0 when it is nothing
	of     []int // words of the question
	worth  float64
}

func newMatcher(r reading, languages []*retrieval.Language) *matcher {
	m := &matcher{
		reading: r, forms: map[string]int{},
		patterns: map[string]map[string][]alternative{}, met: map[string]map[string]metWord{},
	}
	add := func(a alternative) {
		m.patterns[a.lang][a.stems[0]] = append(m.patterns[a.lang][a.stems[0]], a)
	}
	for _, lang := range languages {
		name := lang.Name()
		m.patterns[name] = map[string][]alternative{}
		m.met[name] = map[string]metWord{}
		for i, w := range r.words {
			for _, form := range w.forms {
				m.forms[form] = i
				add(alternative{name, expression{[]string{form}, []string{lang.Stem(form)}}, []int{i}, sameStem})
			}
		}
	}
	for _, a := range r.alternatives {
		if m.patterns[a.lang] != nil {
			add(a)
		}
	}
	return m
}

// match returns what the tokens that start at i, which carry meaning, are of
// the question: the most that they may be.
func (m *matcher) match(lang string, tokens []retrieval.Token, i int) match {
	t := tokens[i]
	if t.Function {
		return match{}
	}
	word, ok := m.met[lang][t.Word]
	if !ok {
		word = m.meet(lang, t)
		m.met[lang][t.Word] = word
	}
	best := word.alone
	for _, a := range word.patterns {
		value := float64(len(a.of)) * a.worth
		if value > float64(len(best.of))*best.worth && stands(a.stems, tokens[i:]) {
			best = match{len(a.stems), a.of, a.worth}
		}
	}
	return best
}

// meet returns what a word that carries meaning is of the question.
func (m *matcher) meet(lang string, t retrieval.Token) metWord {
	if w, ok := m.forms[t.Word]; ok {
		return metWord{alone: match{1, []int{w}, sameWord}}
	}
	return metWord{m.sameRoot(t.Word), m.patterns[lang][t.Term]}
}

// stands reports whether tokens begin with stems, function words left aside.
func stands(stems []string, tokens []retrieval.Token) bool {
	for _, t := range tokens {
		switch {
		case len(stems) == 0:
			return true
		case t.Function:
		case t.Term != stems[0]:
			return false
		default:
			stems = stems[1:]
		}
	}
	return len(stems) == 0
}

// sameRoot returns the word of the question that a folded word looks like a
// form of: they begin alike for at least five letters and two thirds of the
// shorter.
func (m *matcher) sameRoot(text string) match {
	for i, w := range m.words {
		for _, form := range w.forms {
			short := min(len(form), len(text))
			same := 0
			for same < short && form[same] == text[same] {
				same++
			}
			if same >= 5 && same*3 >= short*2 && max(len(form), len(text))-same <= 7 {
				return match{1, []int{i}, sameFamily}
			}
		}
	}
	return match{}
}

// A text is a stretch of an article, held against the question.
type text struct {
	lang    string
	tokens  []retrieval.Token
	matches []match // of the tokens, where each begins
}

func (m *matcher) read(lang *retrieval.Language, s string) text {
	t := text{lang: lang.Name(), tokens: lang.Tokens(s)}
	t.matches = make([]match, len(t.tokens))
	for i := range t.tokens {
		t.matches[i] = m.match(t.lang, t.tokens, i)
	}
	return t
}

// coverage is what a text has of each word of a question, 0 to 1.
type coverage []float64

// cover returns what the tokens [from, to) have of the question.
func (m *matcher) cover(t text, from, to int) coverage {
	c := make(coverage, len(m.words))
	for i := from; i < to; i++ {
		for _, w := range t.matches[i].of {
			c[w] = max(c[w], t.matches[i].worth)
		}
	}
	return c
}

func (m *matcher) coverAll(t text) coverage { return m.cover(t, 0, len(t.tokens)) }

// with returns c together with what another text has, at a share of its worth.
func (c coverage) with(other coverage, share float64) coverage {
	both := make(coverage, len(c))
	for i := range c {
		both[i] = max(c[i], other[i]*share)
	}
	return both
}

// any reports whether c has any word, or an expression for it.
func (c coverage) any() bool {
	return slices.ContainsFunc(c, func(worth float64) bool { return worth > related })
}

// hasAll reports whether c has some form of every word that other has, or an
// expression for it.
func (c coverage) hasAll(other coverage) bool {
	for i, worth := range other {
		if worth > related && c[i] <= related {
			return false
		}
	}
	return true
}

// exact returns what of c is in the very forms of the question.
func (c coverage) exact() coverage {
	exact := make(coverage, len(c))
	for i, worth := range c {
		if worth == sameWord {
			exact[i] = 1
		}
	}
	return exact
}

// share returns the part of the question's weight that c has, 0 to 1, of the
// words that among accepts; nil accepts all.
func (m *matcher) share(c coverage, among func(i int) bool) float64 {
	have, all := 0.0, 0.0
	for i, w := range m.words {
		if among == nil || among(i) {
			have += c[i] * w.weight
			all += w.weight
		}
	}
	if all == 0 {
		return 0
	}
	return have / all
}

// nearby is the number of words within which two stand close together.
const nearby = 8

// closeness returns the largest share of the question's weight that stands
// close together.
func (m *matcher) closeness(t text) float64 {
	best := 0.0
	for i := range t.tokens {
		if t.matches[i].length > 0 {
			best = max(best, m.share(m.cover(t, i, min(i+nearby, len(t.tokens))), nil))
		}
	}
	return best
}

// pairs returns the share of the question's neighbouring words that are
// neighbours in the text too, function words left aside.
func (m *matcher) pairs(t text) float64 {
	if len(m.words) < 2 {
		return 0
	}
	found := make([]bool, len(m.words)-1)
	var last []int
	for i, token := range t.tokens {
		if token.Function {
			continue
		}
		of := t.matches[i].of
		for _, w := range of {
			if slices.Contains(last, w-1) || slices.Contains(of, w-1) {
				found[w-1] = true
			}
		}
		last = of
	}
	n := 0
	for _, ok := range found {
		if ok {
			n++
		}
	}
	return float64(n) / float64(len(found))
}

// said reports which tokens are words of the question, or expressions for them.
func (t text) said() []bool {
	said := make([]bool, len(t.tokens))
	for i, f := range t.matches {
		if f.worth <= related {
			continue
		}
		for j, left := i, f.length; left > 0; j++ {
			said[j] = true
			if !t.tokens[j].Function {
				left--
			}
		}
	}
	return said
}

// highlights returns the byte ranges of a quote, which t was read from, that are
// words of the question, or figures that it asks for, or one of the dates;
// neighbours that only white space parts are one range.
func (m *matcher) highlights(t text, quote string, dates []article.Date) [][2]int {
	marked := t.said()
	for i, token := range t.tokens {
		if slices.ContainsFunc(dates, func(d article.Date) bool { return d.Start <= token.Start && token.End <= d.End }) {
			marked[i] = true
		}
	}
	if m.asks.isFigure() {
		for _, i := range t.find(m.asks, quote) {
			marked[i] = true
		}
	}
	ranges := [][2]int{}
	for i, token := range t.tokens {
		if !marked[i] {
			continue
		}
		if n := len(ranges); n > 0 && strings.TrimSpace(quote[ranges[n-1][1]:token.Start]) == "" {
			ranges[n-1][1] = token.End
			continue
		}
		ranges = append(ranges, [2]int{token.Start, token.End})
	}
	return ranges
}

// otherDate reports whether t has years, or months, but none of those that the
// question has.
func (m *matcher) otherDate(t text) bool {
	for _, is := range []func(string) bool{isYear, func(word string) bool { return months[word] }} {
		asked, same, other := false, false, false
		for _, w := range m.words {
			asked = asked || is(w.forms[0])
		}
		if !asked {
			continue
		}
		said := t.said()
		for i, token := range t.tokens {
			if is(token.Word) {
				same = same || said[i]
				other = other || !said[i]
			}
		}
		if other && !same {
			return true
		}
	}
	return false
}

// nameByUse takes the words of a question without a capital for names that the
// passages found write with one.
func (m *matcher) nameByUse(list []*found) {
	if m.capitals {
		return
	}
	capital, all := make([]int, len(m.words)), make([]int, len(m.words))
	for _, f := range list {
		for _, c := range f.sentences {
			sentence := f.Article.Slice(f.Sentences[c.number])
			for i, match := range c.text.matches {
				if i == 0 || match.length == 0 || match.worth != sameWord {
					continue
				}
				all[match.of[0]]++
				if c.text.capital(sentence, i) {
					capital[match.of[0]]++
				}
			}
		}
	}
	for i := range m.words {
		if w := &m.words[i]; !w.name && capital[i]*5 > all[i]*4 {
			w.name = true
			m.total += w.weight * (nameFactor - 1)
			w.weight *= nameFactor
		}
	}
}
