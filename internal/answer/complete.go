package answer

import (
	"cmp"
	"slices"
	"strings"

	"entente/internal/article"
)

// How well a word of a topic fits one that was typed.
const (
	fitsWhole = 1.0
	fitsStart = 0.9 // it begins so
	fitsSense = 0.6 // it is an expression for it
	fitsTypo  = 0.5 // it begins nearly so
)

// fitting returns the topics that fit what was typed, half of the words or more,
// best first; the most worthy where nothing was.
func (e *Engine) fitting(typed, lang string) []*topic {
	lang = article.DetectLang(typed, lang)
	words, start := e.sought(typed, lang)
	type scored struct {
		*topic
		fits  int // how many words
		score float64
	}
	var list []scored
	for _, t := range e.overview.topics {
		if t.lang != "" && t.lang != lang {
			continue
		}
		s := scored{topic: t, score: t.worth / 10}
		for _, w := range words {
			fit := w.fit(t.words)
			if fit > 0 {
				s.fits++
			}
			s.score += fit
		}
		if start != "" && strings.HasPrefix(strings.Join(t.words, " "), start) {
			s.score += fitsWhole
		}
		if 2*s.fits >= len(words) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Or(b.fits-a.fits, cmp.Compare(b.score, a.score)) })
	topics := make([]*topic, len(list))
	for i, s := range list {
		topics[i] = s.topic
	}
	return topics
}

// A sought word is one that was typed.
type sought struct {
	text   string   // folded
	others []string // folded words that may stand for it
}

// sought returns the words that were typed and carry meaning, or all if none
// does, and what was typed, folded.
func (e *Engine) sought(typed, lang string) (words []sought, start string) {
	var carrying, all []sought
	tokens := e.glossary.languages[lang].Tokens(typed)
	for i, t := range tokens {
		w := sought{text: t.Word}
		all = append(all, w)
		start = strings.TrimLeft(start+" "+t.Word, " ")
		// The last word may be the beginning of another.
		if _, asks := questionWords[t.Word]; (t.Function || asks) && i < len(tokens)-1 {
			continue
		}
		for _, a := range e.glossary.alternatives(lang, []string{t.Term}, 0) {
			if len(a.words) == 1 && a.worth != related {
				w.others = append(w.others, a.words[0])
			}
		}
		carrying = append(carrying, w)
	}
	if len(carrying) == 0 {
		return all, start
	}
	return carrying, start
}

// fit returns how well the best of the words fits.
func (w sought) fit(words []string) float64 {
	best := 0.0
	for _, word := range words {
		switch {
		case word == w.text:
			return fitsWhole
		case strings.HasPrefix(word, w.text):
			best = max(best, fitsStart)
		case slices.Contains(w.others, word):
			best = max(best, fitsSense)
		case best == 0 && startsNearly(word, w.text):
			best = fitsTypo
		}
	}
	return best
}

// startsNearly reports whether a word begins with typed, but for a letter or
// two that are wrong, missing, too many or before their neighbour: one from four
// letters on, two from eight. The first letter is taken to be right. Unlike
// retrieval.SpelledAlike it takes letters in the wrong order, the slip of who
// types fast, for one mistake.
func startsNearly(word, typed string) bool {
	allowed := 0
	switch n := len(typed); {
	case n >= 8:
		allowed = 2
	case n >= 4:
		allowed = 1
	}
	if allowed == 0 || word[0] != typed[0] || len(word) < len(typed)-allowed {
		return false
	}
	word = word[:min(len(word), len(typed)+allowed)]
	// rows[i][j] is the distance between typed[:i] and word[:j].
	rows := make([][]int, len(typed)+1)
	for i := range rows {
		rows[i] = make([]int, len(word)+1)
		rows[i][0] = i
		for j := 1; j <= len(word); j++ {
			if i == 0 {
				rows[i][j] = j
				continue
			}
			change := rows[i-1][j-1]
			if typed[i-1] != word[j-1] {
				change++
			}
			rows[i][j] = min(change, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && typed[i-1] == word[j-2] && typed[i-2] == word[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return slices.Min(rows[len(typed)]) <= allowed
}
