package texts

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// mostListed is how many words a sentence lists before it counts the rest.
const mostListed = 5

// list joins words as a sentence does: a, b and c. Past mostListed it ends
// with what others says of the number left out.
func list(words []string, and string, others func(n int) string) string {
	if n := len(words) - mostListed; n > 0 {
		words = append(words[:mostListed:mostListed], others(n))
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " " + and + " " + words[last]
}

// quoteAll puts each word between two marks.
func quoteAll(words []string, open, close string) []string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = open + w + close
	}
	return quoted
}

// grouped writes n, from 0 to 999,999, with a mark before its last three digits.
func grouped(n int, mark string) string {
	s := strconv.Itoa(n)
	if len(s) <= 3 {
		return s
	}
	return s[:len(s)-3] + mark + s[len(s)-3:]
}

// date writes an ISO 8601 date, perhaps only a year and month, with the
// functions of a language. Anything else is returned as it is.
func date(iso string, day, month func(time.Time) string) string {
	if t, err := time.Parse("2006-01-02", iso); err == nil {
		return day(t)
	}
	if t, err := time.Parse("2006-01", iso); err == nil {
		return month(t)
	}
	return iso
}

// plural gives a word the s of the plural where there are several.
func plural(several bool, word string) string {
	if several {
		return word + "s"
	}
	return word
}

// timelineTitle adds the dates that bound a timeline, which may be empty.
func timelineTitle(title, from, to string) string {
	if from == "" && to == "" {
		return title
	}
	return title + " · " + cmp.Or(from, "…") + " – " + cmp.Or(to, "…")
}
