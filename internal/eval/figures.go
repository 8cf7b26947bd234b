package eval

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Figures tell how well a set of questions was answered. A share of nothing is
// NaN-free: it is absent from the table.
type Figures struct {
	Questions, Answerable int
	Right1, Right3        int // answerable, with a right quote first, or among the first three
	Silent, RightlySilent int // without a quote, and of these not answerable
	quotes, verbatim      int
	firstRunes            []int           // lengths of the first quotes
	took                  []time.Duration // in rising order
}

// Sum counts results.
func Sum(results []Result) Figures {
	var f Figures
	for _, r := range results {
		f.Questions++
		f.took = append(f.took, r.Took)
		f.quotes += len(r.Answer.Quotes)
		f.verbatim += r.verbatim()
		if r.Answerable {
			f.Answerable++
			if r.rightWithin(1) {
				f.Right1++
			}
			if r.rightWithin(3) {
				f.Right3++
			}
		}
		if r.Answer.Answered {
			f.firstRunes = append(f.firstRunes, utf8.RuneCountInString(r.Answer.Quotes[0].Text))
		} else {
			f.Silent++
			if !r.Answerable {
				f.RightlySilent++
			}
		}
	}
	slices.Sort(f.took)
	return f
}

// Answered returns the share of questions that were given a quote.
func (f Figures) Answered() float64 { return share(f.Questions-f.Silent, f.Questions) }

// RightOfAnswered returns the share of the answers that are right.
func (f Figures) RightOfAnswered() float64 { return share(f.Right1, f.Questions-f.Silent) }

// QuoteAt returns the share of answerable questions whose first quote is
// right (n 1), or one of the first three (n 3).
func (f Figures) QuoteAt(n int) float64 {
	if n == 1 {
		return share(f.Right1, f.Answerable)
	}
	return share(f.Right3, f.Answerable)
}

// Interval returns what the first quotes tell of the share of right ones among
// those of all such questions.
func (f Figures) Interval() interval { return sampled(f.Right1, f.Answerable) }

// Unanswerable returns the number of questions that the articles do not answer.
func (f Figures) Unanswerable() int { return f.Questions - f.Answerable }

// WronglySilent returns the number of answerable questions without a quote.
func (f Figures) WronglySilent() int { return f.Silent - f.RightlySilent }

// An Abstention tells how well silence was chosen.
type Abstention struct {
	Precision float64 // share of the silences that are right
	Recall    float64 // share of the unanswerable questions that met silence
	F1        float64 // their harmonic mean
}

// Abstain returns how well silence was chosen.
func (f Figures) Abstain() Abstention {
	a := Abstention{Precision: share(f.RightlySilent, f.Silent), Recall: share(f.RightlySilent, f.Unanswerable())}
	if a.Precision+a.Recall > 0 {
		a.F1 = 2 * a.Precision * a.Recall / (a.Precision + a.Recall)
	}
	return a
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

// Latency returns the time, to 10 µs, within which percent of the questions,
// 1 to 100, were answered.
func (f Figures) Latency(percent int) time.Duration {
	n := len(f.took)
	if n == 0 {
		return 0
	}
	return f.took[(n*percent+99)/100-1].Round(10 * time.Microsecond)
}

// share returns part/whole, 0 when both are 0.
func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// An interval holds a share 19 times out of 20.
type interval struct{ Low, High float64 }

// sampled returns the interval of the share that part/whole is a sample of
// (Wilson's).
func sampled(part, whole int) interval {
	if whole == 0 {
		return interval{0, 1}
	}
	const z = 1.96 // standard deviations
	n := float64(whole)
	p := float64(part) / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	reach := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return interval{max(middle-reach, 0), min(middle+reach, 1)}
}

// String gives the figures on one line, as far as there are questions for them.
func (f Figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "n %d  answerable %d", f.Questions, f.Answerable)
	if f.Answerable > 0 {
		fmt.Fprintf(&b, "  quote@1 %.3f  quote@3 %.3f", f.QuoteAt(1), f.QuoteAt(3))
	}
	if f.Answerable < f.Questions {
		a := f.Abstain()
		fmt.Fprintf(&b, "  abstain P %.3f  abstain R %.3f  abstain F1 %.3f", a.Precision, a.Recall, a.F1)
	}
	if len(f.firstRunes) > 0 {
		fmt.Fprintf(&b, "  chars %.0f", f.Runes())
	}
	return b.String()
}

// A row is the figures of the questions that have something in common.
type row struct {
	Name string
	Figures
}

// by returns the figures of the questions of each name, in order of the names,
// or none if no question has one.
func by(results []Result, name func(Result) string) []row {
	groups := make(map[string][]Result)
	for _, r := range results {
		groups[name(r)] = append(groups[name(r)], r)
	}
	if len(groups[""]) == len(results) {
		return nil
	}
	var rows []row
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		rows = append(rows, row{cmp.Or(name, "(others)"), Sum(groups[name])})
	}
	return rows
}

func kind(r Result) string { return r.Kind }
func lang(r Result) string { return r.Lang }

// turn names the place of r in its conversation, if it is in one.
func turn(r Result) string {
	switch {
	case r.followUp():
		return "follow-up"
	case r.Turn == 1:
		return "first turn"
	}
	return ""
}

// breakdowns returns the figures by kind, by language and by turn, as far as
// the questions have them.
func breakdowns(results []Result) [][]row {
	all := [][]row{by(results, kind), by(results, lang), by(results, turn)}
	return slices.DeleteFunc(all, func(rows []row) bool { return rows == nil })
}

// WriteTable writes the figures of each kind of question, of each language, of
// first turns and follow-ups, and of all.
func WriteTable(w io.Writer, results []Result) {
	for _, rows := range breakdowns(results) {
		for _, r := range rows {
			fmt.Fprintf(w, "%-16s %s\n", r.Name, r.Figures)
		}
		fmt.Fprintln(w)
	}
	all := Sum(results)
	fmt.Fprintf(w, "%-16s %s  verbatim %.3f\n", "ALL", all, all.Verbatim())
	fmt.Fprintf(w, "%-16s p50 %v  p99 %v\n", "time to answer", all.Latency(50), all.Latency(99))
}

// WriteMisses writes each question that was not treated rightly, the questions
// before it in its conversation, and what was said to it.
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
		fmt.Fprintf(w, "%-5s %s %s\n", verdict, r.ID, r.Text)
		for _, t := range r.Before {
			fmt.Fprintf(w, "      after %s\n", t.Question)
		}
		fmt.Fprintf(w, "      -> %s\n", said)
	}
}
