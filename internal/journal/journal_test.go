package journal_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"entente/internal/journal"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const current = "journal.jsonl"

// newWriter returns a writer of the journal in dir, and its log.
func newWriter(dir string) (*journal.Writer, *bytes.Buffer) {
	log := new(bytes.Buffer)
	return journal.NewWriter(dir, slog.New(slog.NewTextHandler(log, nil))), log
}

// asked is the entry of a question.
func asked(question string) journal.Entry {
	return journal.Entry{Time: time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC), Question: question}
}

func write(w *journal.Writer, entries ...journal.Entry) {
	for _, e := range entries {
		w.Write(e)
	}
}

// read returns the questions in the journal.
func read(t *testing.T, dir string) (questions []string, skipped int) {
	t.Helper()
	entries, skipped, err := journal.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		questions = append(questions, e.Question)
	}
	return questions, skipped
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "here")
	w, log := newWriter(dir)
	question := asked("Qui garde <le> phare ?\nEt depuis quand ?")
	vote := asked("Qui garde le phare ?")
	vote.Lang, vote.Answered, vote.Vote, vote.Why = "fr", true, journal.Down, "ce n’est pas lui"
	vote.Ballot = w.Ballot("1", "2")
	vote.Quotes = []journal.Quote{{File: "a/b.md", Start: 3, End: 40, Score: 0.75}}
	write(w, question, vote)
	entries, skipped, err := journal.Read(dir)
	if err != nil || skipped != 0 {
		t.Fatalf("skipped %d, %v", skipped, err)
	}
	if diff := cmp.Diff([]journal.Entry{question, vote}, entries); diff != "" {
		t.Errorf("-written +read:\n%s", diff)
	}
	if log.Len() > 0 {
		t.Errorf("the log says:\n%s", log)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 2 {
		t.Errorf("the folder holds %q (%v), want the journal and the key", files, err)
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v (%v), want 0600", file, info.Mode(), err)
		}
	}
}

func TestNoJournal(t *testing.T) {
	if questions, skipped := read(t, filepath.Join(t.TempDir(), "missing")); questions != nil || skipped != 0 {
		t.Errorf("read %q, skipped %d, of nothing", questions, skipped)
	}
}

func TestBallot(t *testing.T) {
	dir := t.TempDir()
	w, _ := newWriter(dir)
	const message, user = "1180000000000000001", "80351110224678912"
	ballot := w.Ballot(message, user)
	if len(ballot) != 16 || strings.Contains(ballot, user) {
		t.Errorf("the ballot is %q", ballot)
	}
	again, _ := newWriter(dir)
	if got := again.Ballot(message, user); got != ballot {
		t.Errorf("after a restart the ballot is %q, was %q", got, ballot)
	}
	elsewhere, _ := newWriter(t.TempDir())
	for name, other := range map[string]string{
		"another message":   w.Ballot(user, user),
		"another person":    w.Ballot(message, message),
		"another journal":   elsewhere.Ballot(message, user),
		"parts that run on": w.Ballot(message+user[:1], user[1:]),
	} {
		if other == ballot {
			t.Errorf("%s has the same ballot", name)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "ballot.key"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	mended, log := newWriter(dir)
	reopened, _ := newWriter(dir)
	if mended.Ballot(message, user) != reopened.Ballot(message, user) || log.Len() > 0 {
		t.Errorf("a damaged key is not replaced:\n%s", log)
	}
}

func TestManyWriteAtOnce(t *testing.T) {
	dir := t.TempDir()
	w, _ := newWriter(dir)
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for range 50 {
				w.Write(asked(strings.Repeat("long ", 200)))
			}
		})
	}
	writers.Wait()
	if questions, skipped := read(t, dir); len(questions) != 400 || skipped != 0 {
		t.Errorf("read %d entries, skipped %d, want 400 and none", len(questions), skipped)
	}
}

// Whatever a crash leaves at the end of the file, what was there before is
// read, and so is what comes after.
func TestTornLine(t *testing.T) {
	dir := t.TempDir()
	w, _ := newWriter(dir)
	write(w, asked("first"), asked("second"))
	file := filepath.Join(dir, current)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	second := bytes.IndexByte(whole, '\n') + 1
	for end := second; end <= len(whole); end++ {
		if err := os.WriteFile(file, whole[:end], 0o600); err != nil {
			t.Fatal(err)
		}
		want, torn := []string{"first"}, 0
		switch {
		case end >= len(whole)-1: // only the newline is missing, or nothing
			want = append(want, "second")
		case end > second:
			torn = 1
		}
		for range 2 {
			if got, skipped := read(t, dir); !cmp.Equal(got, want) || skipped != torn {
				t.Fatalf("of %d bytes of %d: read %q, skipped %d, want %q and %d", end, len(whole), got, skipped, want, torn)
			}
			write(w, asked("after"))
			want = append(want, "after")
		}
	}
}

func TestFilesOfLimitedSizeAndNumber(t *testing.T) {
	const full, files = 10 << 20, 5
	dir := t.TempDir()
	w, _ := newWriter(dir)
	names := func() (names []string) {
		paths, err := filepath.Glob(filepath.Join(dir, "journal*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			names = append(names, filepath.Base(path))
		}
		return names
	}
	for i := range files + 2 {
		write(w, asked(string(rune('a'+i))))
		f, err := os.OpenFile(filepath.Join(dir, current), os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(append(bytes.Repeat([]byte(" "), full), '\n')); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	want := []string{"journal.1.jsonl", "journal.2.jsonl", "journal.3.jsonl", "journal.4.jsonl", current}
	if diff := cmp.Diff(want, names()); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if questions, _ := read(t, dir); strings.Join(questions, "") != "cdefg" {
		t.Errorf("read %q, want the five newest in order", questions)
	}

	// One is missing: the others move up all the same.
	if err := os.Remove(filepath.Join(dir, "journal.2.jsonl")); err != nil {
		t.Fatal(err)
	}
	write(w, asked("h"))
	if questions, _ := read(t, dir); strings.Join(questions, "") != "dfgh" {
		t.Errorf("read %q, want the newest in order", questions)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w, log := newWriter(file)
	for range 10 {
		w.Write(asked("?"))
	}
	for _, line := range []string{"level=WARN msg=\"the key of the ballots can't be kept", "level=ERROR msg=\"the journal can't be written"} {
		if n := strings.Count(log.String(), line); n != 1 {
			t.Errorf("the log says %d times, want once, %q:\n%s", n, line, log)
		}
	}
	if a, b := w.Ballot("1", "2"), w.Ballot("1", "2"); a != b || a == "" {
		t.Errorf("the ballots are %q and %q", a, b)
	}

	// It can be written again: the journal goes on.
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	write(w, asked("!"))
	if questions, _ := read(t, file); len(questions) != 1 {
		t.Errorf("read %q", questions)
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no disk that is always full: ", err)
	}
	dir := t.TempDir()
	if err := os.Symlink("/dev/full", filepath.Join(dir, current)); err != nil {
		t.Fatal(err)
	}
	w, log := newWriter(dir)
	w.Write(asked("?"))
	if !strings.Contains(log.String(), "no space left") {
		t.Errorf("the log does not say why:\n%s", log)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "\n\n", "null\n", "{}\n", "[1]", "\x00\x00\x00\n", "{\"time\":\"2026-03-01T08:30:00Z\",\"question\":\"a",
		`{"time":"2026-03-01T08:30:00Z","question":"Qui ?","answered":false}` + "\n" + `{"time":`,
		`{"time":"2026-03-01T08:30:00Z","question":"é\u202f?","answered":true,"quotes":[{"file":"a.md","start":1,"end":2}],"ballot":"00","vote":"down"}`,
		`{"time":"2026-03-01T08:30:00Z","question":"?","answered":true,"vote":"sideways"}`,
	} {
		f.Add([]byte(seed))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		file := filepath.Join(dir, current)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		entries, skipped, err := journal.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for line := range bytes.Lines(data) {
			if len(bytes.TrimSpace(line)) > 0 {
				lines++
			}
		}
		if len(entries)+skipped != lines {
			t.Errorf("of %d lines %d were read and %d skipped", lines, len(entries), skipped)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		w, _ := newWriter(dir)
		write(w, entries...)
		if again, skipped, err := journal.Read(dir); err != nil || skipped != 0 || !cmp.Equal(entries, again, cmpopts.EquateEmpty()) {
			t.Errorf("written again, the entries are %v, skipped %d (%v), want %v", again, skipped, err, entries)
		}
	})
}
