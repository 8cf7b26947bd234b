// Package watch notices when the files of a folder change. What is in them is
// left to others.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing must have happened for a change to be over:
	// writing a file takes several steps.
	quiet = 200 * time.Millisecond
	// longest is when a change counts as over though it goes on.
	longest = time.Second
	// glance is how often to look whether the folder is still the same one.
	// A folder does not tell when another takes its place, or is mounted over
	// it, or when it comes back.
	glance = time.Second / 2
)

// Folder calls changed whenever a file in dir, or in the folders in it that
// are not hidden, was added, changed or removed, and when dir itself goes away,
// comes back or is replaced. It calls it once at the start, too: from then on
// it misses nothing. It returns when ctx is done, with an error only if it
// can't watch at all. What it can't watch is logged.
func Folder(ctx context.Context, dir string, log *slog.Logger, changed func()) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	defer watcher.Close()
	f := &folder{dir: dir, log: log, watcher: watcher}
	ticker := time.NewTicker(glance)
	defer ticker.Stop()
	var began time.Time   // of a change that is not over
	over := time.After(0) // nil when there is no change
	touched := func() {
		now := time.Now()
		if over == nil {
			began = now
		}
		over = time.After(min(quiet, longest-now.Sub(began)))
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-watcher.Events:
			touched()
		case err := <-watcher.Errors:
			log.Debug("some changes of the folder were missed", "err", err)
			touched()
		case <-ticker.C:
			if over == nil && f.replaced() {
				touched()
			}
		case <-over:
			over = nil
			f.watch()
			changed()
		}
	}
}

// A folder is watched together with the folders in it.
type folder struct {
	dir     string
	log     *slog.Logger
	watcher *fsnotify.Watcher
	info    fs.FileInfo // of the folder that is watched; nil when there is none
}

// replaced reports whether another folder than the one that is watched is
// called dir now, or none.
func (f *folder) replaced() bool {
	info, err := os.Stat(f.dir)
	if err != nil || f.info == nil {
		return (err == nil) != (f.info != nil)
	}
	return !os.SameFile(info, f.info)
}

// watch watches the folder and the folders in it, as they are now.
func (f *folder) watch() {
	if f.replaced() {
		for _, path := range f.watcher.WatchList() {
			f.watcher.Remove(path) // it fails for those that are gone
		}
	}
	f.info, _ = os.Stat(f.dir)
	root := f.dir + string(filepath.Separator) // what a link leads to
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // gone, or not ours to read
		case !d.IsDir():
			return nil
		case path != root && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		return f.watcher.Add(path)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.log.Warn("changes in a folder will not be noticed", "err", err)
	}
}
