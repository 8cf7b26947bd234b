package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Figures tell how well a set of questions was answered. A share of nothing is
// NaN-free: it is absent from the table.
type Figures struct {
	Questions, Answerable int
	right1, right3        int // answerable, with a right quote first, or among the first three
	silent, rightlySilent int
	quotes, verbatim      int
	firstRunes            []int // lengths of the first quotes
}

// Sum counts results.
func Sum(results []Result) Figures {
	var f Figures
	for _, r := range results {
		f.Questions++
		f.quotes += len(r.Answer.Quotes)
		f.verbatim += r.verbatim()
		if r.Answerable {
			f.Answerable++
			if r.rightWithin(1) {
				f.right1++
			}
			if r.rightWithin(3) {
				f.right3++
			}
		}
		if r.Answer.Answered {
			f.firstRunes = append(f.firstRunes, utf8.RuneCountInString(r.Answer.Quotes[0].Text))
		} else {
			f.silent++
			if !r.Answerable {
				f.rightlySilent++
			}
		}
	}
	return f
}

// QuoteAt returns the share of answerable questions whose first quote is
// right (n 1), or one of the first three (n 3).
func (f Figures) QuoteAt(n int) float64 {
	if n == 1 {
		return share(f.right1, f.Answerable)
	}
	return share(f.right3, f.Answerable)
}

// Abstain returns the precision and recall of silence, and their harmonic mean.
func (f Figures) Abstain() (precision, recall, f1 float64) {
	precision = share(f.rightlySilent, f.silent)
	recall = share(f.rightlySilent, f.Questions-f.Answerable)
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// Verbatim returns the share of quotes that equal the bytes of their file.
func (f Figures) Verbatim() float64 { return share(f.verbatim, f.quotes) }

// Runes returns the median length of the first quotes in runes.
func (f Figures) Runes() float64 {
	n := len(f.firstRunes)
	if n == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(f.firstRunes))
	return float64(sorted[(n-1)/2]+sorted[n/2]) / 2
}

// share returns part/whole, 0 when both are 0.
func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// String gives the figures on one line, as far as there are questions for them.
func (f Figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "n %d  answerable %d", f.Questions, f.Answerable)
	if f.Answerable > 0 {
		fmt.Fprintf(&b, "  quote@1 %.3f  quote@3 %.3f", f.QuoteAt(1), f.QuoteAt(3))
	}
	if f.Answerable < f.Questions {
		p, r, f1 := f.Abstain()
		fmt.Fprintf(&b, "  abstain P %.3f  abstain R %.3f  abstain F1 %.3f", p, r, f1)
	}
	if len(f.firstRunes) > 0 {
		fmt.Fprintf(&b, "  chars %.0f", f.Runes())
	}
	return b.String()
}

// WriteTable writes the figures of each kind of question and of all.
func WriteTable(w io.Writer, results []Result) {
	kinds := make(map[string][]Result)
	for _, r := range results {
		kinds[r.Kind] = append(kinds[r.Kind], r)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(w, "%-16s %s\n", kind, Sum(kinds[kind]))
	}
	all := Sum(results)
	fmt.Fprintf(w, "%-16s %s  verbatim %.3f\n", "ALL", all, all.Verbatim())
}

// WriteMisses writes each question that was not treated rightly and what was
// said to it.
func WriteMisses(w io.Writer, results []Result) {
	for _, r := range results {
		if r.Right() {
			continue
		}
		said := "nothing"
		if r.Answer.Answered {
			first := r.Answer.Quotes[0]
			said = fmt.Sprintf("%s:%d (%.2f) %s", first.File, first.Line, first.Score, first.Text)
		}
		verdict := cmp.Or(map[bool]string{true: "MISS"}[r.Answerable], "FALSE")
		fmt.Fprintf(w, "%-5s %s %s\n      -> %s\n", verdict, r.ID, r.Text, said)
	}
}
