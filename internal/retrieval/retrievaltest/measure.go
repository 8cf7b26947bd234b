package retrievaltest

import (
	"slices"
	"testing"
	"time"
)

// Beside runs ours and plain by turns, each time for the next of count
// questions, and reports the times of both and their ratio: taken in turns,
// the noise of the machine is in both.
func Beside(b *testing.B, count int, ours, plain func(i int)) {
	var times [2][]time.Duration
	for i := 0; b.Loop(); i++ {
		for j, run := range []func(int){ours, plain} {
			start := time.Now()
			run(i % count)
			times[j] = append(times[j], time.Since(start))
		}
	}
	var total [2]time.Duration
	for j, list := range times {
		slices.Sort(list)
		for _, t := range list {
			total[j] += t
		}
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	n := time.Duration(len(times[0]))
	b.ReportMetric(0, "ns/op") // of both together, which says nothing
	b.ReportMetric(ms(total[0]/n), "ms/answer")
	b.ReportMetric(ms(times[0][n/2]), "p50-ms")
	b.ReportMetric(ms(times[0][n*99/100]), "p99-ms")
	b.ReportMetric(ms(total[1]/n), "plain-ms")
	b.ReportMetric(ms(times[1][n/2]), "plain-p50-ms")
	b.ReportMetric(ms(times[1][n*99/100]), "plain-p99-ms")
	b.ReportMetric(float64(total[0])/float64(total[1]), "×plain")
}
