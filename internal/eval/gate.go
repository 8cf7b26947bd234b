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

// A setting is a least score and the figures that it would give.
type setting struct {
	MinScore float64
	Figures
}

// tradeOff returns the figures at several least scores, in rising order, with
// current among them. The results are of an engine whose own least score is 0.
func tradeOff(results []Result, current float64) []setting {
	scores := []float64{0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, current}
	slices.Sort(scores)
	var settings []setting
	for _, minScore := range slices.Compact(scores) {
		settings = append(settings, setting{minScore, Sum(AtLeast(results, minScore))})
	}
	return settings
}

// WriteTradeOff writes, for several least scores, how many questions are
// answered and how many of the answers are right. The results are of an engine
// whose own least score is 0; current is the one in force.
func WriteTradeOff(w io.Writer, results []Result, current float64) {
	fmt.Fprintln(w, "min score  answered  of these right  quote@1  quote@3  abstain F1")
	for _, s := range tradeOff(results, current) {
		mark := ""
		if s.MinScore == current {
			mark = "  *"
		}
		fmt.Fprintf(w, "%9.2f  %8.3f  %14.3f  %7.3f  %7.3f  %10.3f%s\n",
			s.MinScore, s.Answered(), s.RightOfAnswered(), s.QuoteAt(1), s.QuoteAt(3), s.Abstain().F1, mark)
	}
}

// A bin is the first quotes with about the same score.
type bin struct {
	Low, High     float64 // the scores are from Low to below High
	Quotes, Right int
	sum           float64 // of the scores
}

// MeanScore returns the mean of the quotes' scores.
func (b bin) MeanScore() float64 { return b.sum / float64(b.Quotes) }

// RightShare returns the share of the quotes that are right.
func (b bin) RightShare() float64 { return share(b.Right, b.Quotes) }

// calibration returns the bins that hold quotes, in rising order.
func calibration(results []Result) []bin {
	const count = 10
	var bins [count]bin
	for i := range bins {
		bins[i].Low, bins[i].High = float64(i)/count, float64(i+1)/count
	}
	for _, r := range results {
		if !r.Answer.Answered {
			continue
		}
		score := r.Answer.Quotes[0].Score
		b := &bins[min(int(score*count+1e-9), count-1)]
		b.Quotes++
		b.sum += score
		if r.Answerable && r.rightWithin(1) {
			b.Right++
		}
	}
	return slices.DeleteFunc(bins[:], func(b bin) bool { return b.Quotes == 0 })
}

// WriteCalibration writes, for first quotes with about the same score, how
// many of them are right: with scores that are chances, as many as they say.
func WriteCalibration(w io.Writer, results []Result) {
	fmt.Fprintln(w, "score        quotes  mean score  right")
	for _, b := range calibration(results) {
		fmt.Fprintf(w, "%.1f to %.1f  %8d  %10.3f  %.3f\n", b.Low, b.High, b.Quotes, b.MeanScore(), b.RightShare())
	}
}
