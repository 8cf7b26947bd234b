package answer

import (
	"strconv"
	"strings"
)

// A quantity is an amount that a text gives.
type quantity struct {
	value float64
	unit  string // "%", a currency, or a folded noun; empty where there is none
}

// scales are the words that multiply the number before them. The French
// "billion" is left out: it would be read as the English one.
var scales = map[string]float64{
	"mille": 1e3, "thousand": 1e3, "million": 1e6, "millions": 1e6,
	"milliard": 1e9, "milliards": 1e9, "billion": 1e9, "trillion": 1e12,
}

// currencies are the signs and words for money, each with the one it is kept
// under.
var currencies = map[string]string{
	"$": "dollar", "dollar": "dollar", "dollars": "dollar", "usd": "dollar",
	"€": "euro", "euro": "euro", "euros": "euro", "eur": "euro",
	"£": "pound", "livres": "pound", "pounds": "pound",
}

// A figure is a quantity and the bytes of the text that give it, without those
// of a currency.
type figure struct {
	quantity
	from, to int
}

// quantities returns the amounts in a sentence, which t was read from: sums of
// money and percentages. Years and numbers in names are none.
func (t text) quantities(sentence string) []quantity {
	var list []quantity
	for _, f := range t.figures(sentence) {
		list = append(list, f.quantity)
	}
	return list
}

// figures returns the quantities of a sentence and where they stand.
func (t text) figures(sentence string) []figure {
	var list []figure
	for i, token := range t.tokens {
		value, err := strconv.ParseFloat(token.Word, 64)
		next := i + 1
		switch {
		case err == nil && !isYear(token.Word) && !t.inName(sentence, i):
			if next < len(t.tokens) && scales[t.tokens[next].Word] > 0 {
				value *= scales[t.tokens[next].Word]
				next++
			}
		case (token.Word == "un" || token.Word == "one" || token.Word == "a") && next < len(t.tokens) && scales[t.tokens[next].Word] > 0:
			value = scales[t.tokens[next].Word]
			next++
		default:
			continue
		}
		if unit := t.unit(sentence, i, next); unit != "" {
			list = append(list, figure{quantity{value, unit}, token.Start, t.tokens[next-1].End})
		}
	}
	return list
}

// unit returns the unit of the number that is the tokens [from, to): the sign
// beside it, or the currency after it.
func (t text) unit(sentence string, from, to int) string {
	before := strings.TrimRight(sentence[:t.tokens[from].Start], " \u00a0\u202f")
	after := strings.TrimLeft(sentence[t.tokens[to-1].End:], " \u00a0\u202f")
	if startsPercent(after) {
		return "%"
	}
	for sign, unit := range currencies {
		if strings.HasPrefix(after, sign) && !startsLetter(sign) || strings.HasSuffix(before, sign) && !startsLetter(sign) {
			return unit
		}
	}
	for _, token := range t.tokens[to:min(to+2, len(t.tokens))] { // "de dollars"
		if unit := currencies[token.Word]; unit != "" {
			return unit
		}
	}
	return ""
}

// startsPercent reports whether what follows a number makes a percentage of it.
func startsPercent(after string) bool {
	after = strings.TrimLeft(after, " \u00a0\u202f")
	return strings.HasPrefix(after, "%") || strings.HasPrefix(after, "pour cent") || strings.HasPrefix(after, "percent")
}

func startsLetter(s string) bool { return s[0] >= 'a' && s[0] <= 'z' }

// closeFactor is how many times larger one of two amounts may be that are taken
// for figures of the same thing. Further apart they are of two things.
const closeFactor = 1.25

// differ reports whether two sentences give different figures for what may be
// the same thing: none in common, and two of one unit close to each other.
func differ(a, b []quantity) bool {
	near := false
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return false
			}
			near = near || x.near(y)
		}
	}
	return near
}

// near reports whether two quantities may be of the same thing.
func (q quantity) near(other quantity) bool {
	return q.unit == other.unit && max(q.value, other.value) <= closeFactor*min(q.value, other.value)
}
