package eval

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"time"
)

// A Report is an evaluation to be read in a browser.
type Report struct {
	Questions string // the file they are from
	Corpus    string // the folder of the articles
	Articles  int
	MinScore  float64 // the one in force
	Made      time.Time
	Results   []Result // of an engine whose own least score is 0
}

//go:embed page
var files embed.FS

var page = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"of":      share,
	"share":   func(v float64) string { return fmt.Sprintf("%.3f", v) },
	"percent": func(v float64) string { return fmt.Sprintf("%.1f%%", 100*v) },
}).ParseFS(files, "page/*"))

// WriteHTML writes a page that needs nothing but itself.
func (r Report) WriteHTML(w io.Writer) error {
	given := AtLeast(r.Results, r.MinScore)
	settings := tradeOff(r.Results, r.MinScore)
	bins := calibration(r.Results)
	data := struct {
		Report
		All               row
		Breakdowns        [][]row
		Outcomes          [2][]outcome // of the questions that the articles answer, and of the others
		Settings          []setting
		TradeOff, Silence *chart
		Calibration       *chart
	}{
		r, row{"all", Sum(given)}, breakdowns(given), outcomes(r.Results, r.MinScore),
		settings, tradeOffChart(settings, r.MinScore), silenceChart(settings, r.MinScore), calibrationChart(bins),
	}
	if err := page.Execute(w, data); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}
