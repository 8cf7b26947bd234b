package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// A px is a length in the units of a drawing, which are about pixels.
type px float64

func (p px) String() string { return fmt.Sprintf("%.1f", float64(p)) }

// A chart is a drawing of shares over shares.
type chart struct {
	Name           string // for those who don't see it
	XTitle, YTitle string
	X, Y           axis
	Lines          []line
	Dots           []dot
	Labels         []label
}

// An axis draws Low at From and High at To.
type axis struct {
	Low, High float64
	From, To  px
	Ticks     []tick
}

type tick struct {
	At   px
	Text string
}

// newAxis returns an axis with a tick at every fifth, or tenth if it is short.
func newAxis(low, high float64, from, to px) axis {
	a := axis{Low: low, High: high, From: from, To: to}
	step := 0.2
	if high-low <= 0.5 {
		step = 0.1
	}
	for v := low; v < high+step/2; v += step {
		a.Ticks = append(a.Ticks, tick{a.at(v), fmt.Sprintf("%.1f", v)})
	}
	return a
}

func (a axis) at(v float64) px {
	return a.From + px((v-a.Low)/(a.High-a.Low))*(a.To-a.From)
}

// A line goes through points, written as SVG has them.
type line struct{ Class, Points string }

type dot struct {
	Class   string
	X, Y, R px
}

type label struct {
	Class string
	X, Y  px
	Text  string
}

// newChart returns an empty chart whose y axis starts at lowY.
func newChart(name, xTitle, yTitle string, lowY float64) *chart {
	return &chart{
		Name: name, XTitle: xTitle, YTitle: yTitle,
		X: newAxis(0, 1, 28, 288),
		Y: newAxis(lowY, 1, 240, 44),
	}
}

// line draws a line through points of x and y.
func (c *chart) line(class string, points ...[2]float64) {
	var b strings.Builder
	for _, p := range points {
		fmt.Fprintf(&b, "%v,%v ", c.X.at(p[0]), c.Y.at(p[1]))
	}
	c.Lines = append(c.Lines, line{class, strings.TrimSpace(b.String())})
}

func (c *chart) dot(class string, x, y float64, r px) {
	c.Dots = append(c.Dots, dot{class, c.X.at(x), c.Y.at(y), r})
}

// label writes text at a place, unless it would cover another.
func (c *chart) label(class string, x, y px, text string) {
	for _, l := range c.Labels {
		if math.Abs(float64(l.X-x)) < 26 && math.Abs(float64(l.Y-y)) < 12 {
			return
		}
	}
	c.Labels = append(c.Labels, label{class, x, y, text})
}

// above writes text above the place of x.
func (c *chart) above(class string, x float64, text string) {
	c.Labels = append(c.Labels, label{class + " middle", c.X.at(x), c.Y.To - 5, text})
}

// tradeOffChart draws how many of the answers are right over how many are
// given, from one least score to the next.
func tradeOffChart(settings []setting, current float64) *chart {
	// With the highest least scores there may be no answer at all.
	settings = slices.DeleteFunc(slices.Clone(settings), func(s setting) bool { return s.Answered() == 0 })
	lowest := 0.8
	var points [][2]float64
	for _, s := range settings {
		lowest = min(lowest, s.RightOfAnswered())
		points = append(points, [2]float64{s.Answered(), s.RightOfAnswered()})
	}
	c := newChart("Share of the answers that are right over the share of the questions answered",
		"share of the questions answered", "share of the answers that are right", math.Floor(lowest*10)/10)
	c.line("curve", points...)
	place := func(s setting, class string, r px) {
		x, y := s.Answered(), s.RightOfAnswered()
		c.dot(class, x, y, r)
		c.label(class, c.X.at(x)+6, c.Y.at(y)-5, fmt.Sprint(s.MinScore))
	}
	if now := slices.IndexFunc(settings, func(s setting) bool { return s.MinScore == current }); now >= 0 {
		place(settings[now], "now", 4.5)
	}
	for _, s := range settings {
		place(s, "", 2)
	}
	return c
}

// silenceChart draws the precision and recall of silence, and their mean, over
// the least score.
func silenceChart(settings []setting, current float64) *chart {
	c := newChart("Precision, recall and F1 of silence over the least score", "least score", "silence: precision, recall, F1", 0)
	c.line("now", [2]float64{current, 0}, [2]float64{current, 1})
	c.above("now", current, fmt.Sprint(current))
	var precisions, recalls, means [][2]float64
	for _, s := range settings {
		a := s.Abstain()
		precisions = append(precisions, [2]float64{s.MinScore, a.Precision})
		recalls = append(recalls, [2]float64{s.MinScore, a.Recall})
		means = append(means, [2]float64{s.MinScore, a.F1})
	}
	c.line("curve", precisions...)
	c.line("curve", recalls...)
	c.line("curve strong", means...)
	ends := []label{
		{Y: c.Y.at(precisions[len(precisions)-1][1]), Text: "precision"},
		{Y: c.Y.at(recalls[len(recalls)-1][1]), Text: "recall"},
		{Y: c.Y.at(means[len(means)-1][1]), Text: "F1"},
	}
	slices.SortFunc(ends, func(a, b label) int { return cmp.Compare(a.Y, b.Y) })
	below := px(0)
	for _, end := range ends {
		end.X, end.Y = c.X.at(settings[len(settings)-1].MinScore)+5, max(end.Y+4, below)
		below = end.Y + 12
		c.Labels = append(c.Labels, end)
	}
	return c
}

// calibrationChart draws how many of the quotes with a score are right over
// that score.
func calibrationChart(bins []bin) *chart {
	c := newChart("Share of the first quotes that are right over their mean score", "mean score", "share of the first quotes that are right", 0)
	c.line("diagonal", [2]float64{0, 0}, [2]float64{1, 1})
	most := 0
	for _, b := range bins {
		most = max(most, b.Quotes)
	}
	for _, b := range bins {
		x := b.MeanScore()
		chance := sampled(b.Right, b.Quotes)
		c.line("whisker", [2]float64{x, chance.Low}, [2]float64{x, chance.High})
		c.dot("", x, b.RightShare(), 1.5+px(5*math.Sqrt(float64(b.Quotes)/float64(most))))
		c.above("", x, fmt.Sprint(b.Quotes))
	}
	return c
}
