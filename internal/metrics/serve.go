package metrics

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// The paths that are served.
const (
	metricsPath = "/metrics"
	alivePath   = "/healthz"
	readyPath   = "/readyz"
)

// requestTime is the most that a request to the metrics may take.
const requestTime = 10 * time.Second

// Handler serves the metrics, whether the bot is alive, which alive says, and
// whether it is ready: connected, with a corpus to answer from.
func (m *Metrics) Handler(alive func(context.Context) error) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+metricsPath, promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET "+alivePath, func(w http.ResponseWriter, r *http.Request) {
		why := ""
		if err := alive(r.Context()); err != nil {
			why = err.Error()
		}
		tell(w, why)
	})
	mux.HandleFunc("GET "+readyPath, func(w http.ResponseWriter, r *http.Request) { tell(w, m.unready()) })
	return http.TimeoutHandler(mux, requestTime, "it takes too long\n")
}

// tell says that all is well, or why not.
func tell(w http.ResponseWriter, why string) {
	if why != "" {
		http.Error(w, why, http.StatusServiceUnavailable)
		return
	}
	io.WriteString(w, "ok\n")
}

// address is where an address without a host is: on this machine alone.
func address(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("the address of the metrics is %q: it must look like :9090 or 0.0.0.0:9090", addr)
	}
	return net.JoinHostPort(cmp.Or(host, "127.0.0.1"), port), nil
}

// Listen opens the address that metrics are served at: a host and a port, or a
// port alone on this machine.
func Listen(addr string) (net.Listener, error) {
	addr, err := address(addr)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("serve metrics: %w", err)
	}
	return l, nil
}

// Serve serves h at l until ctx is done; then it returns nil.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: requestTime, WriteTimeout: 2 * requestTime, IdleTimeout: time.Minute}
	defer context.AfterFunc(ctx, func() { server.Close() })()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve metrics: %w", err)
	}
	return nil
}

// Ready asks the bot that serves its metrics at addr whether it is ready, and
// returns why not.
func Ready(ctx context.Context, addr string) error {
	addr, err := address(addr)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+readyPath, nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{}, Timeout: requestTime} // through no proxy
	defer client.CloseIdleConnections()
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("ask the bot, which must run with this address for its metrics: %w", err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, 1000))
	if err != nil {
		return fmt.Errorf("ask the bot: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", bytes.TrimSpace(said))
	}
	return nil
}
