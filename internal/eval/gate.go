package eval

import (
	"fmt"
	"io"
	"slices"

	"entente/internal/answer"
)

// AtLeast returns what the results of an engine whose least score is 0 would
// be with another.
func AtLeast(results []Result, minScore float64) []Result {
	changed := slices.Clone(results)
	for i := range changed {
		r := &changed[i]
		r.Answer.Quotes = answer.Given(r.Answer.Quotes, minScore)
		r.Answer.Answered = len(r.Answer.Quotes) > 0
	}
	return changed
}

// WriteTradeOff writes, for several least scores, how many questions are
// answered and how many of the answers are right. The results are of an engine
// whose own least score is 0.
func WriteTradeOff(w io.Writer, results []Result) {
	fmt.Fprintln(w, "min score  answered  of these right  quote@1  quote@3  abstain F1")
	for _, minScore := range []float64{0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9} {
		f := Sum(AtLeast(results, minScore))
		answered := f.Questions - f.silent
		_, _, f1 := f.Abstain()
		fmt.Fprintf(w, "%9.2f  %8.3f  %14.3f  %7.3f  %7.3f  %10.3f\n",
			minScore, share(answered, f.Questions), share(f.right1, answered), f.QuoteAt(1), f.QuoteAt(3), f1)
	}
}

// WriteCalibration writes, for first quotes with about the same score, how
// many of them are right: with scores that are chances, as many as they say.
func WriteCalibration(w io.Writer, results []Result) {
	fmt.Fprintln(w, "score        quotes  mean score  right")
	for low := 0.0; low < 0.95; low += 0.1 {
		quotes, right, sum := 0, 0, 0.0
		for _, r := range results {
			if !r.Answer.Answered {
				continue
			}
			if s := r.Answer.Quotes[0].Score; s >= low-1e-9 && (s < low+0.1-1e-9 || low > 0.85) {
				quotes++
				sum += s
				if r.Answerable && r.rightWithin(1) {
					right++
				}
			}
		}
		if quotes > 0 {
			fmt.Fprintf(w, "%.1f to %.1f  %8d  %10.3f  %.3f\n", low, low+0.1, quotes, sum/float64(quotes), share(right, quotes))
		}
	}
}
