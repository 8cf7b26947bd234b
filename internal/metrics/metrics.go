// Package metrics tells an operator what the bot does: it counts and times what
// it is told of, and serves that to Prometheus, with whether the bot is alive
// and ready. Nothing in it names a person, a server or a question.
package metrics

import (
	"net/http"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// Metrics is what there is to tell. Its methods may be called by many
// goroutines.
type Metrics struct {
	registry *prometheus.Registry

	questions   *prometheus.CounterVec
	answers     *prometheus.HistogramVec
	searches    prometheus.Histogram
	queue       prometheus.Gauge
	connected   *prometheus.GaugeVec
	connections *prometheus.CounterVec
	losses      prometheus.Counter
	requests    *prometheus.CounterVec
	limits      *prometheus.CounterVec
	articles    prometheus.Gauge
	passages    prometheus.Gauge
	problems    prometheus.Gauge
	readAt      prometheus.Gauge
	readTime    prometheus.Gauge

	mu     sync.Mutex
	shards map[int]bool // whether each is connected
	loaded bool         // the corpus
}

// times are the upper ends of the buckets of a histogram, in seconds: from an
// answer at leisure to the time after which Discord no longer waits, and to one
// that was put off.
var times = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60}

// New returns metrics in which nothing has happened yet, of a bot of a version.
func New(version string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), shards: make(map[int]bool)}
	live := collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile(`^/gc/heap/live:bytes$`)})
	m.registry.MustRegister(collectors.NewGoCollector(live), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	with := promauto.With(m.registry)
	with.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "entente_build_info", Help: "Which build this is; always 1.", ConstLabels: prometheus.Labels{"version": version},
	}, func() float64 { return 1 })
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return with.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return with.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
	}
	m.questions = counter("entente_questions_total", "Questions, by the way they came and what became of them.", "way", "outcome")
	m.answers = with.NewHistogramVec(prometheus.HistogramOpts{
		Name: "entente_answer_seconds", Help: "Time from a question to when its answer was sent, by the way it came.", Buckets: times,
	}, []string{"way"})
	m.searches = with.NewHistogram(prometheus.HistogramOpts{
		Name: "entente_search_seconds", Help: "Time that finding the quotes took, which is part of the answer's.", Buckets: times,
	})
	m.queue = gauge("entente_queue_questions", "Questions that wait for their turn.")
	m.connected = with.NewGaugeVec(prometheus.GaugeOpts{
		Name: "entente_gateway_connected", Help: "Whether a shard is connected to Discord: 1 or 0.",
	}, []string{"shard"})
	m.connections = counter("entente_gateway_connections_total", "Connections that were made to Discord, by whether they resumed a session or began one with a login, of which there are 1000 a day.", "how")
	m.losses = with.NewCounter(prometheus.CounterOpts{Name: "entente_gateway_losses_total", Help: "Connections to Discord that were lost."})
	m.requests = counter("entente_discord_requests_total", "Requests to Discord, by the status they were answered with, or error.", "status")
	m.limits = counter("entente_discord_rate_limits_total", "Requests that Discord refused because of a rate limit, by its scope.", "scope")
	m.articles = gauge("entente_corpus_articles", "Articles that answers are taken from.")
	m.passages = gauge("entente_corpus_passages", "Passages in the index.")
	m.problems = gauge("entente_corpus_problems", "Things that are wrong with files of the corpus; bot check lists them.")
	m.readAt = gauge("entente_corpus_read_timestamp_seconds", "When the corpus was last read.")
	m.readTime = gauge("entente_corpus_read_seconds", "Time that reading and indexing the corpus took.")
	return m
}

// Answered counts a question: the way it came, what became of it, and the time
// until then.
func (m *Metrics) Answered(way, outcome string, took time.Duration) {
	m.questions.WithLabelValues(way, outcome).Inc()
	m.answers.WithLabelValues(way).Observe(took.Seconds())
}

// Searched notes how long finding the quotes of an answer took.
func (m *Metrics) Searched(took time.Duration) { m.searches.Observe(took.Seconds()) }

// Waiting notes how many questions wait for their turn.
func (m *Metrics) Waiting(questions int) { m.queue.Set(float64(questions)) }

// Connected notes that a shard is connected to Discord, and whether it resumed
// a session.
func (m *Metrics) Connected(shard int, resumed bool) {
	how := "login"
	if resumed {
		how = "resume"
	}
	m.connections.WithLabelValues(how).Inc()
	m.setConnected(shard, true)
}

// Disconnected notes that a shard is not connected to Discord, or not any more.
func (m *Metrics) Disconnected(shard int) {
	if m.setConnected(shard, false) {
		m.losses.Inc()
	}
}

// setConnected returns whether the shard was connected before.
func (m *Metrics) setConnected(shard int, connected bool) (before bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before = m.shards[shard]
	m.shards[shard] = connected
	value := 0.0
	if connected {
		value = 1
	}
	m.connected.WithLabelValues(strconv.Itoa(shard)).Set(value)
	return before
}

// Requested counts a request to Discord: the HTTP status of the response, 0 if
// there was none, and where that is 429 the scope of the rate limit.
func (m *Metrics) Requested(status int, scope string) {
	text := "error"
	if status != 0 {
		text = strconv.Itoa(status)
	}
	m.requests.WithLabelValues(text).Inc()
	if status == http.StatusTooManyRequests {
		m.limits.WithLabelValues(scopes[scope]).Inc()
	}
}

// scopes are those that Discord names; others have none.
var scopes = map[string]string{"user": "user", "global": "global", "shared": "shared"}

// Loaded notes that answers are taken from a corpus that was just read, and how
// long that took.
func (m *Metrics) Loaded(articles, passages, problems int, took time.Duration) {
	m.articles.Set(float64(articles))
	m.passages.Set(float64(passages))
	m.problems.Set(float64(problems))
	m.readAt.SetToCurrentTime()
	m.readTime.Set(took.Seconds())
	m.mu.Lock()
	defer m.mu.Unlock()
	m.loaded = true
}

// unready says why the bot can't answer yet, or now, or nothing.
func (m *Metrics) unready() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.loaded {
		return "the articles are being read"
	}
	if len(m.shards) == 0 {
		return "not connected to Discord yet"
	}
	for shard, connected := range m.shards {
		if !connected {
			return "shard " + strconv.Itoa(shard) + " is not connected to Discord"
		}
	}
	return ""
}
