package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"entente/internal/discord/discordtest"
)

// systemd is what listens to what a service tells systemd.
type systemd struct {
	conn *net.UnixConn
}

// wait waits until it is told state.
func (s systemd) wait(t *testing.T, state string) {
	t.Helper()
	s.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	for buf := make([]byte, 4096); ; {
		n, err := s.conn.Read(buf)
		if err != nil {
			t.Fatalf("waiting for %s: %v", state, err)
		}
		if string(buf[:n]) == state {
			return
		}
	}
}

// The bot tells systemd when it is ready, that it is alive, and when it stops,
// and whoever asks whether it is ready.
func TestRunTellsItsOperator(t *testing.T) {
	dir, err := os.MkdirTemp("", "bot") // the address of a socket has to be short
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	notify := filepath.Join(dir, "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: notify, Net: "unixgram"})
	if err != nil {
		t.Skip("no sockets here: ", err)
	}
	defer conn.Close()
	manager := systemd{conn}

	s := discordtest.NewServer(t)
	bot := start(t, s, s.Token(), "NOTIFY_SOCKET="+notify, "WATCHDOG_USEC=300000", "METRICS_ADDR=:0")
	manager.wait(t, "READY=1")
	manager.wait(t, "WATCHDOG=1")
	manager.wait(t, "WATCHDOG=1")

	addr := bot.metricsAddr(t)
	health := func() (string, error) {
		out, err := exec.Command("bot", "health", "--metrics", addr).CombinedOutput()
		return string(out), err
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.WaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	bot.log.wait(t, "connected to Discord", 1)
	if out, err := health(); err != nil {
		t.Errorf("a bot that is ready is not healthy: %v, %s", err, out)
	}
	alice := s.Member("alice", "fr")
	s.MisbehaveOn("POST /channels/{channel_id}/messages", discordtest.TooMany(discordtest.PerRoute, time.Millisecond))
	if _, err := s.Reply(ctx, alice.DM("Qui dirige Microsoft ?")); err != nil {
		t.Fatal(err)
	}
	bot.log.wait(t, "question dealt with", 1)
	s.MisbehaveNow(discordtest.Reconnect())
	bot.log.wait(t, "resumed=true", 1)
	page := scrape(t, addr)
	for _, want := range []string{
		`entente_questions_total{outcome="quoted",way="message"} 1`, `entente_answer_seconds_count{way="message"} 1`,
		"entente_search_seconds_count 1", "entente_queue_questions 0",
		`entente_gateway_connected{shard="0"} 1`, "entente_gateway_losses_total 1",
		`entente_gateway_connections_total{how="login"} 1`, `entente_gateway_connections_total{how="resume"} 1`,
		`entente_discord_requests_total{status="429"} 1`, `entente_discord_rate_limits_total{scope="user"} 1`,
		"entente_corpus_articles 5", "entente_corpus_problems 0",
	} {
		if !strings.Contains(page, "\n"+want+"\n") {
			t.Errorf("the metrics do not say %s:\n%s", want, page)
		}
	}
	for _, name := range []string{"entente_corpus_passages", "entente_corpus_read_seconds", "entente_corpus_read_timestamp_seconds", "go_gc_heap_live_bytes"} {
		if sample(t, page, name) <= 0 {
			t.Errorf("the metrics do not tell %s:\n%s", name, page)
		}
	}
	if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	manager.wait(t, "STOPPING=1")
	log, err := bot.wait(t)
	if err != nil {
		t.Errorf("it ends with %v", err)
	}
	if out, err := health(); err == nil {
		t.Errorf("a bot that has ended is healthy: %s", out)
	}
	for _, step := range []string{"the bot starts", "metrics are served", "corpus read", "connected to Discord", "the bot has stopped"} {
		_, after, told := strings.Cut(log, step)
		if !told {
			t.Fatalf("the log does not tell the story: no %q in its place", step)
		}
		log = after
	}
}

// metricsAddr returns the address at which the process serves its metrics.
func (p *process) metricsAddr(t testing.TB) string {
	t.Helper()
	p.log.wait(t, "metrics are served", 1)
	addr := regexp.MustCompile(`addr=(127\.0\.0\.1:\d+)`).FindStringSubmatch(p.log.String())
	if addr == nil {
		t.Fatal("the log does not say where metrics are served")
	}
	return addr[1]
}

// scrape returns the metrics that are served at addr.
func scrape(t testing.TB, addr string) string {
	t.Helper()
	resp, err := http.Get("http://" + addr + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
