package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// maxFile is the size in bytes from which a file of the journal is closed
	// and a new one begun: some 30,000 questions.
	maxFile = 10 << 20
	// maxFiles is how many files are kept, the newest included. When there are
	// more, the oldest is deleted, so that the journal can't fill the disk.
	maxFiles = 5
	// complaintTime is how often a journal that can't be written is logged.
	complaintTime = time.Minute
)

// fileName returns the name of a file of the journal: 0 is the one that is
// written, and the higher the number, the older the file.
func fileName(number int) string {
	if number == 0 {
		return "journal.jsonl"
	}
	return fmt.Sprintf("journal.%d.jsonl", number)
}

// A Writer writes a journal. It may be used by many goroutines.
type Writer struct {
	dir       string
	log       *slog.Logger
	key       []byte // of the ballots
	complaint rate.Sometimes

	mu sync.Mutex // held while the files are changed
}

// NewWriter returns a writer of the journal in the folder dir, which is made
// if it is not there.
func NewWriter(dir string, log *slog.Logger) *Writer {
	w := &Writer{dir: dir, log: log, complaint: rate.Sometimes{First: 1, Interval: complaintTime}}
	var err error
	if w.key, err = ballotKey(dir); err != nil {
		w.log.Warn("the key of the ballots can't be kept; a vote that is changed after a restart will count twice", "err", err)
	}
	return w
}

// Write adds e to the journal; when it returns, the entry is with the operating
// system. What goes wrong is logged, once in a while: answers go on without.
func (w *Writer) Write(e Entry) {
	if err := w.append(e); err != nil {
		w.complaint.Do(func() { w.log.Error("the journal can't be written: questions and votes are lost", "err", err) })
	}
}

// append adds a line to the file. It is opened for each line, so that nothing
// is held when its folder goes away, comes back or is cleared.
func (w *Writer) append(e Entry) error {
	line, err := encode(e)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return err
	}
	f, err := w.open()
	if err != nil {
		return err
	}
	torn, err := endsTorn(f)
	if err == nil {
		if torn {
			line = append([]byte("\n"), line...)
		}
		_, err = f.Write(line)
	}
	return errors.Join(err, f.Close())
}

// encode makes a line of e.
func encode(e Entry) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(e)
	return b.Bytes(), err
}

// open opens the file that is written. One that is full first becomes the
// newest of the old ones.
func (w *Writer) open() (*os.File, error) {
	current := filepath.Join(w.dir, fileName(0))
	if info, err := os.Stat(current); err == nil && info.Size() >= maxFile {
		// From the oldest on, so that an interruption loses nothing.
		for n := maxFiles - 1; n > 0; n-- {
			err := os.Rename(filepath.Join(w.dir, fileName(n-1)), filepath.Join(w.dir, fileName(n)))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
	}
	return os.OpenFile(current, os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
}

// endsTorn reports whether the last line of f has no end: a crash or a full
// disk interrupted its writer.
func endsTorn(f *os.File) (bool, error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], info.Size()-1); err != nil {
		return false, err
	}
	return last[0] != '\n', nil
}
