package retrieval

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"
	bolterrors "go.etcd.io/bbolt/errors"
)

// layout is the version of what a kept index holds. It changes with the
// fields, their analysis, or the manifest.
const layout = 5

// A kept index is a folder of Bleve's beside a manifest. It is built in a
// folder of its own, which takes the place of the old one only when it is
// whole, and is opened for reading only, so that several processes can share
// it and one that is killed leaves nothing half done. Who builds holds a lock,
// which the system frees when a process is killed: so whoever gets the lock
// knows that the builds that it finds are dead.
const (
	keptName     = "index"
	lockName     = "lock"
	buildPattern = "building-*"
	manifestName = "manifest.json"
)

// lockWait is how often to look whether another process has finished building.
const lockWait = 100 * time.Millisecond

// A manifest says what a kept index is of, and what its files were when it
// was whole: Bleve opens an index with damaged bytes and fails later.
type manifest struct {
	Layout int               `json:"layout"`
	Corpus string            `json:"corpus"` // fingerprint
	Words  map[string]int    `json:"words"`  // of each field
	Files  map[string]string `json:"files"`  // path in the folder to SHA-256
}

// openKept opens the index kept in opts.Dir, or builds it there.
func (x *Index) openKept(ctx context.Context, opts Options) error {
	fingerprint := x.fingerprint()
	err := x.reuse(filepath.Join(opts.Dir, keptName), fingerprint)
	if err == nil {
		opts.Log.Info("index reused", "dir", opts.Dir, "passages", len(x.passages))
		if err := tidy(opts.Dir); err != nil {
			opts.Log.Debug("what is left of builds stays", "err", err)
		}
		return nil
	}
	opts.Log.Info("index is built", "dir", opts.Dir, "why", err, "passages", len(x.passages))
	err = x.rebuild(ctx, opts, fingerprint)
	if err == nil || ctx.Err() != nil {
		return err
	}
	opts.Log.Warn("index can't be kept; using memory", "dir", opts.Dir, "err", err)
	return x.buildInMemory(ctx, opts)
}

// Why a kept index is not used.
var (
	errNone     = errors.New("there is none yet")
	errLayout   = errors.New("it is of another version's layout")
	errChanged  = errors.New("the articles have changed")
	errLocked   = errors.New("it is locked by another program")
	errDamaged  = errors.New("it is damaged")
	errReplaced = errors.New("another process has just replaced it")
)

// reuse opens the index kept in dir, if it is whole and of this corpus.
func (x *Index) reuse(dir, fingerprint string) error {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(dir); err == nil {
			return fmt.Errorf("%w: no manifest", errDamaged)
		}
		return errNone
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return fmt.Errorf("%w: manifest: %w", errDamaged, err)
	}
	if m.Layout != layout {
		return errLayout
	}
	if m.Corpus != fingerprint {
		return errChanged
	}
	for name, want := range m.Files {
		if got, err := hashFile(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		} else if got != want {
			return fmt.Errorf("%w: %s is not as it was written", errDamaged, name)
		}
	}
	x.scorch, err = openKeptScorch(dir)
	if errors.Is(err, bolterrors.ErrTimeout) {
		return errLocked
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	// What was opened is what the sums were taken of, if it is still there.
	if now, err := os.ReadFile(filepath.Join(dir, manifestName)); err != nil || !bytes.Equal(now, data) {
		x.scorch.Close()
		return errReplaced
	}
	x.words = m.Words
	return nil
}

// openKeptScorch opens the index in dir for reading. Without the time limit it
// would wait for ever for a program that holds it for writing.
func openKeptScorch(dir string) (index.Index, error) {
	return openScorch(map[string]any{"path": dir, "read_only": true, "bolt_timeout": "500ms"}, nil)
}

// rebuild builds the index in a new folder of opts.Dir, puts it in the place
// of the one kept there, and opens it. While another process builds, it waits,
// and then takes what that has built if it can.
func (x *Index) rebuild(ctx context.Context, opts Options, fingerprint string) error {
	if err := os.MkdirAll(opts.Dir, 0o755); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(opts.Dir, lockName))
	if _, err := lock.TryLockContext(ctx, lockWait); err != nil {
		return fmt.Errorf("lock %s: %w", lock.Path(), err)
	}
	defer lock.Unlock()
	kept := filepath.Join(opts.Dir, keptName)
	if err := x.reuse(kept, fingerprint); err == nil {
		return nil
	}
	if err := removeBuilds(opts.Dir); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(opts.Dir, buildPattern)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	built := filepath.Join(dir, keptName)
	if err := x.buildKept(ctx, dir, built, opts.Progress); err != nil {
		return err
	}
	if err := writeManifest(built, manifest{Layout: layout, Corpus: fingerprint, Words: x.words}); err != nil {
		return err
	}
	if err := os.Rename(kept, filepath.Join(dir, "old")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(built, kept); err != nil {
		return err
	}
	x.scorch, err = openKeptScorch(kept)
	return err
}

// buildKept builds the index in the folder built, with help of the folder dir.
// Bleve's builder works while it is called, and no longer; an index that is
// written to has goroutines of its own, which panic where the disk is full.
func (x *Index) buildKept(ctx context.Context, dir, built string, progress func(done, total int)) error {
	size := batchSize(len(x.passages))
	builder, err := scorch.NewBuilder(map[string]any{
		"path":            built,
		"buildPathPrefix": dir,
		"batchSize":       size,
		"mergeMax":        len(x.passages)/size + 1, // all at once
	})
	if err != nil {
		return fmt.Errorf("make an index: %w", err)
	}
	err = x.build(ctx, progress, func(docs []index.Document) error {
		for _, doc := range docs {
			if err := builder.Index(doc); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("finish the index: %w", err)
	}
	return nil
}

// tidy removes what is left of builds in dir, unless one is under way.
func tidy(dir string) error {
	lock := flock.New(filepath.Join(dir, lockName))
	free, err := lock.TryLock()
	if err != nil || !free {
		return err
	}
	return errors.Join(removeBuilds(dir), lock.Unlock())
}

// removeBuilds removes all builds in dir. The caller holds the lock.
func removeBuilds(dir string) error {
	builds, err := fs.Glob(os.DirFS(dir), buildPattern)
	for _, name := range builds {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, name)))
	}
	return err
}

// writeManifest adds the sum of each file of dir to m and writes it there.
func writeManifest(dir string, m manifest) error {
	m.Files = make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		m.Files[name], err = hashFile(path)
		return err
	})
	if err != nil {
		return fmt.Errorf("sum the index: %w", err)
	}
	data, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, manifestName), data, 0o644)
}

// fingerprint returns a sum of all that is indexed, in order.
func (x *Index) fingerprint() string {
	h := sha256.New()
	write := func(s string) {
		binary.Write(h, binary.BigEndian, uint64(len(s)))
		io.WriteString(h, s)
	}
	for _, p := range x.passages {
		write(p.Article.Lang)
		write(p.Article.Title)
		write(p.Heading)
		write(p.indexedText())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hashFile returns the SHA-256 of a file.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
