package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"entente/internal/discord/discordtest"
	"entente/internal/journal"

	"github.com/google/go-cmp/cmp"
)

// A process is the real program, running with the articles of the repository.
type process struct {
	cmd   *exec.Cmd
	log   logText
	ended chan struct{}
	err   error
}

// A logText is a log that may be read while it is written.
type logText struct {
	mu      sync.Mutex
	text    bytes.Buffer
	written chan struct{} // closed, and made anew, when something is written
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.written)
	l.written = make(chan struct{})
	return l.text.Write(p)
}

func (l *logText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// wait waits until the log says text so many times.
func (l *logText) wait(t testing.TB, text string, times int) {
	t.Helper()
	late := time.After(10 * time.Second)
	for {
		l.mu.Lock()
		written, count := l.written, strings.Count(l.text.String(), text)
		l.mu.Unlock()
		if count >= times {
			return
		}
		select {
		case <-written:
		case <-late:
			t.Fatalf("the log says %d times %q, want %d", count, text, times)
		}
	}
}

// start runs the bot as one that is logged in to s with token, with settings
// beside those that are needed, as NAME=value.
func start(t testing.TB, s *discordtest.Server, token string, settings ...string) *process {
	t.Helper()
	bin, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(bin), log: logText{written: make(chan struct{})}, ended: make(chan struct{})}
	p.cmd.Args = []string{"bot"} // by this name the test binary is the bot: see TestMain
	p.cmd.Env = append(os.Environ(), "DISCORD_TOKEN="+token, "DISCORD_API_URL="+s.URL(), "LOG_LEVEL=debug", "DATA_DIR="+t.TempDir())
	p.cmd.Env = append(p.cmd.Env, settings...)
	p.cmd.Dir = "../.."
	p.cmd.Stderr = &p.log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.cmd.Process.Kill()
		<-p.ended
		if t.Failed() {
			t.Logf("the bot's log:\n%s", &p.log)
		}
	})
	return p
}

// wait waits for the end of the process and returns its log and its error.
func (p *process) wait(t *testing.T) (log string, err error) {
	t.Helper()
	select {
	case <-p.ended:
		return p.log.String(), p.err
	case <-time.After(20 * time.Second):
		t.Fatal("the bot does not end")
		return "", nil
	}
}

func TestRunAnswersInDiscord(t *testing.T) {
	s := discordtest.NewServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	bot := start(t, s, s.Token())
	if err := s.WaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "en-US")
	for _, question := range []struct{ text, want string }{
		{"Combien Microsoft a-t-il investi dans OpenAI ?", "milliard"},
		{"Who founded the oldest lighthouse of Brittany?", "Brittany"},
	} {
		reply, err := s.Reply(ctx, bob.DM(question.text))
		if err != nil {
			t.Fatal(err)
		}
		if len(reply.Embeds) != 1 || !strings.Contains(reply.Embeds[0].Description, question.want) {
			t.Errorf("the reply to %q does not say %q: %+v", question.text, question.want, reply)
		}
	}
	response, err := alice.Slash(s.Channel(), "ask", map[string]any{"question": "Qui dirige Microsoft ?"}).Response(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(response.Message.Embeds) != 1 {
		t.Errorf("the response has no embed: %+v", response.Message)
	}
	about, err := bob.Slash(s.Channel(), "about", nil).Response(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"5 articles", "**My code**: entente", "Questions and votes are noted", "-# Version "} {
		if !strings.Contains(about.Message.Embeds[0].Description, want) {
			t.Errorf("/about does not say %q: %q", want, about.Message.Embeds[0].Description)
		}
	}
	if err := bot.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	log, err := bot.wait(t)
	if err != nil {
		t.Errorf("after SIGTERM the bot ends with %v:\n%s", err, log)
	}
	if strings.Contains(log, s.Token()) {
		t.Errorf("the token is in the log:\n%s", log)
	}
	for _, id := range []string{alice.ID, bob.ID} {
		if strings.Contains(log, id) {
			t.Errorf("a member's id is in the log:\n%s", log)
		}
	}
}

// What members ask and vote is in the journal, and nothing about them.
func TestRunKeepsAJournal(t *testing.T) {
	for _, tt := range []struct {
		setting string
		kept    bool
	}{{"JOURNAL=true", true}, {"JOURNAL=false", false}} {
		t.Run(tt.setting, func(t *testing.T) {
			s := discordtest.NewServer(t)
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			data := filepath.Join(t.TempDir(), "data")
			start(t, s, s.Token(), "DATA_DIR="+data, tt.setting)
			if err := s.WaitReady(ctx); err != nil {
				t.Fatal(err)
			}
			alice := s.Member("alice", "fr")
			if _, err := s.Reply(ctx, alice.DM("Qui garde le phare de Kermor ?")); err != nil {
				t.Fatal(err)
			}
			reply, err := s.Reply(ctx, alice.Say(s.Channel(), "<@"+s.BotID()+"> Combien Microsoft a-t-il investi dans OpenAI ?"))
			if err != nil {
				t.Fatal(err)
			}
			if !tt.kept {
				if _, err := os.Stat(data); err == nil {
					t.Error("there is a journal")
				}
				return
			}
			if _, err := alice.Click(reply, "👎").Response(ctx); err != nil {
				t.Fatal(err)
			}
			entries, skipped, err := journal.Read(data)
			if err != nil || skipped > 0 || len(entries) != 3 {
				t.Fatalf("the journal has %+v, skipped %d, %v, want three entries", entries, skipped, err)
			}
			gap, answered, vote := entries[0], entries[1], entries[2]
			if gap.Answered || !answered.Answered || vote.Vote != journal.Down {
				t.Errorf("the journal has %+v, want a question without an answer, one with, and a vote", entries)
			}
			if diff := cmp.Diff(answered.Quotes, vote.Quotes); diff != "" {
				t.Errorf("the vote is on other quotes (-question +vote):\n%s", diff)
			}
			file, err := os.ReadFile(filepath.Join(data, "journal.jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			for what, id := range map[string]string{"name": alice.Name, "member": alice.ID, "channel": s.Channel(), "message": reply.ID} {
				if bytes.Contains(file, []byte(id)) {
					t.Errorf("the journal tells the %s:\n%s", what, file)
				}
			}
		})
	}
}

var update = flag.Bool("update", false, "rewrite the golden files")

func TestRunEndsWithAWrongToken(t *testing.T) {
	s := discordtest.NewServer(t)
	log, err := start(t, s, "not-the-token").wait(t)
	if err == nil || !strings.Contains(log, "bot: ") || !strings.Contains(log, "token") {
		t.Errorf("the bot ends with %v:\n%s", err, log)
	}
	if strings.Contains(log, "not-the-token") {
		t.Errorf("the token is in the log:\n%s", log)
	}
}
