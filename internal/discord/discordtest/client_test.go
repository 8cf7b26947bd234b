package discordtest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// silent is what a message must have in order to ping nobody.
var silent = &discordgo.MessageAllowedMentions{}

// elsewhere sends what goes to Discord to a server instead.
type elsewhere struct{ to *url.URL }

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.URL.Path = e.to.Scheme, e.to.Host, e.to.Path+r.URL.Path
	return http.DefaultTransport.RoundTrip(r)
}

// newClient makes a client of the Discord at an address, not yet logged in.
func newClient(t *testing.T, address, token string) *discordgo.Session {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c, err := discordgo.New("Bot " + token)
	if err != nil {
		t.Fatal(err)
	}
	c.Client = &http.Client{Transport: elsewhere{to}}
	c.Identify.Intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	c.ShouldReconnectOnError = false
	c.LogLevel = -1
	return c
}

// login logs a client in, and out when the test ends.
func login(t *testing.T, c *discordgo.Session) {
	t.Helper()
	if err := c.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
}

// start starts a server and logs in a client with the given handlers.
func start(t *testing.T, handlers ...any) (*discordtest.Server, *discordgo.Session) {
	t.Helper()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	for _, h := range handlers {
		c.AddHandler(h)
	}
	login(t, c)
	return s, c
}

// soon is the context of a wait that should be short.
func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// over is the context of a wait that is given up at once.
func over() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// A recorder is a test that notes its failures instead of failing.
type recorder struct {
	testing.TB
	mu       sync.Mutex
	failures []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// take returns the failures since the last call, as one text.
func (r *recorder) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := strings.Join(r.failures, "\n")
	r.failures = nil
	return all
}

// A misdeed is what no member can do, and what the failure has to say.
type misdeed struct {
	do   func()
	want string
}

// expect checks that each misdeed, by what it is, fails.
func (r *recorder) expect(t *testing.T, misdeeds map[string]misdeed) {
	t.Helper()
	for name, m := range misdeeds {
		done := make(chan struct{})
		go func() { // which the failure ends
			defer close(done)
			m.do()
		}()
		<-done
		if got := r.take(); !strings.Contains(got, m.want) {
			t.Errorf("a member can %s: %q", name, got)
		}
	}
}
