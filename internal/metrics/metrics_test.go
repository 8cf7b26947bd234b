package metrics_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"entente/internal/metrics"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

func well(context.Context) error { return nil }

// get returns the status and the body of a page of the metrics.
func get(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func TestMetrics(t *testing.T) {
	m := metrics.New("v1.2.3")
	m.Answered("message", "answered", 20*time.Millisecond)
	m.Answered("message", "answered", 4*time.Second)
	m.Answered("command", "silent", time.Millisecond)
	m.Searched(3 * time.Millisecond)
	m.Waiting(2)
	m.Connected(0, false)
	m.Disconnected(0)
	m.Disconnected(0) // it was already
	m.Connected(0, true)
	m.Requested(200, "")
	m.Requested(429, "shared")
	m.Requested(429, "of my making\n")
	m.Requested(0, "")
	m.Loaded(5, 54, 1, time.Second)
	code, page := get(t, m.Handler(well), "/metrics")
	if code != http.StatusOK {
		t.Fatalf("status %d: %s", code, page)
	}
	lines := strings.Split(page, "\n")
	for _, want := range []string{
		`entente_build_info{version="v1.2.3"} 1`,
		`entente_questions_total{outcome="answered",way="message"} 2`,
		`entente_questions_total{outcome="silent",way="command"} 1`,
		`entente_answer_seconds_bucket{way="message",le="0.025"} 1`,
		`entente_answer_seconds_count{way="message"} 2`,
		`entente_search_seconds_count 1`,
		`entente_queue_questions 2`,
		`entente_gateway_connected{shard="0"} 1`,
		`entente_gateway_connections_total{how="login"} 1`,
		`entente_gateway_connections_total{how="resume"} 1`,
		`entente_gateway_losses_total 1`,
		`entente_discord_requests_total{status="200"} 1`,
		`entente_discord_requests_total{status="429"} 2`,
		`entente_discord_requests_total{status="error"} 1`,
		`entente_discord_rate_limits_total{scope="shared"} 1`,
		`entente_discord_rate_limits_total{scope=""} 1`,
		`entente_corpus_articles 5`,
		`entente_corpus_passages 54`,
		`entente_corpus_problems 1`,
		`entente_corpus_read_seconds 1`,
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no line %s", want)
		}
	}
	for _, prefix := range []string{"entente_corpus_read_timestamp_seconds 1", "process_open_fds ", "go_goroutines "} {
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, prefix) }) {
			t.Errorf("no line %s…", prefix)
		}
	}
	problems, err := promlint.New(strings.NewReader(page)).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("Prometheus finds fault: %v, %v", problems, err)
	}
}

func TestReady(t *testing.T) {
	m := metrics.New("v1")
	for _, step := range []struct {
		name string
		do   func()
		want string
	}{
		{"at the start", func() {}, "the articles are being read"},
		{"with articles", func() { m.Loaded(5, 54, 0, 0) }, "not connected to Discord yet"},
		{"while one shard connects", func() { m.Disconnected(0) }, "shard 0 is not connected to Discord"},
		{"connected", func() { m.Connected(0, false) }, "ok"},
		{"with another shard", func() { m.Connected(1, false) }, "ok"},
		{"without the first", func() { m.Disconnected(0) }, "shard 0 is not connected to Discord"},
		{"with both again", func() { m.Connected(0, true) }, "ok"},
	} {
		step.do()
		code, page := get(t, m.Handler(well), "/readyz")
		if page != step.want+"\n" || (code == http.StatusOK) != (step.want == "ok") {
			t.Errorf("%s: status %d, %q, want %q", step.name, code, page, step.want)
		}
	}
}

func TestAlive(t *testing.T) {
	m := metrics.New("v1")
	if code, page := get(t, m.Handler(well), "/healthz"); code != http.StatusOK || page != "ok\n" {
		t.Errorf("status %d, %q", code, page)
	}
	ill := func(context.Context) error { return errors.New("the index is gone") }
	if code, page := get(t, m.Handler(ill), "/healthz"); code != http.StatusServiceUnavailable || page != "the index is gone\n" {
		t.Errorf("status %d, %q", code, page)
	}
	if code, _ := get(t, m.Handler(well), "/"); code != http.StatusNotFound {
		t.Errorf("/ has status %d", code)
	}
}

func TestServe(t *testing.T) {
	m := metrics.New("v1")
	l, err := metrics.Listen(":0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if !strings.HasPrefix(addr, "127.0.0.1:") {
		t.Errorf("an address without a host is %s", addr)
	}
	if _, err := metrics.Listen(addr); err == nil || !strings.Contains(err.Error(), "serve metrics: ") {
		t.Errorf("a second one at the same address ends with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- metrics.Serve(ctx, l, m.Handler(well)) }()
	if err := metrics.Ready(t.Context(), addr); err == nil || !strings.Contains(err.Error(), "the articles are being read") {
		t.Errorf("before it is ready: %v", err)
	}
	m.Loaded(1, 1, 0, 0)
	m.Connected(0, false)
	if err := metrics.Ready(t.Context(), addr); err != nil {
		t.Errorf("ready: %v", err)
	}
	resp, err := http.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	if page, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(page), "entente_corpus_articles 1") {
		t.Errorf("%v, %s", err, page)
	}
	resp.Body.Close()
	cancel()
	if err := <-served; err != nil {
		t.Errorf("it ends with %v", err)
	}
	if err := metrics.Ready(t.Context(), addr); err == nil {
		t.Error("a bot that has ended is ready")
	}
	for _, addr := range []string{"", "9090", "a:b:c", "::1:9"} {
		if l, err := metrics.Listen(addr); err == nil {
			l.Close()
			t.Errorf("listens at %q", addr)
		}
	}
}
