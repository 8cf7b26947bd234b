package article

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"
)

// DefaultMaxBytes is the size in bytes above which a file is not read. It is
// far above any article and bounds the memory that a stray file can take.
const DefaultMaxBytes = 16 << 20

// Read reads every .md and .txt file under the folder dir, but for README.md
// and what is hidden. Links that lead out of the folder are not followed, and
// files larger than maxBytes are not read.
//
// What is wrong with a file is listed in Corpus.Problems, and the rest goes
// on. The error is set when the folder cannot be read, and also, together with
// the Corpus and its problems, when it holds no article.
func Read(ctx context.Context, dir string, maxBytes int64) (*Corpus, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open corpus folder %s: %w; give a folder that holds .md or .txt files", printable(dir), cause(err))
	}
	defer root.Close()

	c := &Corpus{}
	names, err := c.list(ctx, root)
	if err != nil {
		return nil, fmt.Errorf("list corpus folder %s: %w", printable(dir), cause(err))
	}
	twins := make(map[[sha256.Size]byte]string)
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read corpus folder %s: %w", printable(dir), err)
		}
		data, err := readFile(root, name, maxBytes)
		if err != nil {
			c.problem(name, err.Error(), "not read")
			continue
		}
		a, problems := Parse(name, data)
		c.Problems = append(c.Problems, problems...)
		if a == nil {
			continue
		}
		key := a.fingerprint()
		if twin, ok := twins[key]; ok {
			c.Problems = append(c.Problems, Problem{
				File: name, Reason: "same text as " + printable(twin), Action: "left out",
			})
			continue
		}
		twins[key] = name
		c.Articles = append(c.Articles, a)
	}
	slices.SortStableFunc(c.Problems, func(p, q Problem) int { return strings.Compare(p.File, q.File) })
	if len(c.Articles) == 0 {
		why := "it holds no .md or .txt file"
		if len(c.Problems) > 0 {
			why = c.Problems[0].String()
		}
		return c, fmt.Errorf("corpus folder %s has no article that can be read (%s): put .md or .txt files in UTF-8 there, or name another folder", printable(dir), why)
	}
	return c, nil
}

func (c *Corpus) problem(name, reason, action string) {
	c.Problems = append(c.Problems, Problem{File: name, Reason: reason, Action: action, Unread: true})
}

// list returns the names of the files to read, sorted.
func (c *Corpus) list(ctx context.Context, root *os.Root) ([]string, error) {
	var names []string
	err := fs.WalkDir(root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		base := path.Base(name)
		switch {
		case name == ".":
			return err
		case strings.HasPrefix(base, "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			c.problem(name, "folder can't be read: "+cause(err).Error(), "not read")
			return nil
		case entry.IsDir() || strings.EqualFold(base, "README.md"):
			return nil
		}
		mode := entry.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := root.Stat(name)
			if err != nil {
				c.problem(name, "link can't be followed: "+cause(err).Error(), "not read")
				return nil
			}
			if mode = info.Mode(); mode.IsDir() {
				c.problem(name, "is a link to a folder", "not read")
				return nil
			}
		}
		switch {
		case !isArticle(base):
		case !utf8.ValidString(name):
			c.problem(name, "name is not UTF-8", "not read; rename it")
		case !mode.IsRegular():
			c.problem(name, errNotRegular.Error(), "not read")
		default:
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

func isArticle(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".md" || ext == ".txt"
}

var errNotRegular = errors.New("is not a regular file")

// readFile reads a file of at most maxBytes. Its errors name no file.
func readFile(root *os.Root, name string, maxBytes int64) ([]byte, error) {
	// A pipe that has taken the place of the file since it was listed would
	// hold up what opens it until somebody writes to it.
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("can't be opened: %w", cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", cause(err))
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	if info.Size() > maxBytes {
		return nil, fmt.Errorf("is %d bytes long, more than the limit of %d", info.Size(), maxBytes)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("can't be read: %w", cause(err))
	}
	if int64(len(data)) > maxBytes {
		return nil, fmt.Errorf("is longer than the limit of %d bytes", maxBytes)
	}
	return data, nil
}

// fingerprint is the same for articles whose passages say the same words.
func (a *Article) fingerprint() [sha256.Size]byte {
	var b strings.Builder
	for _, p := range a.Passages {
		for w := range strings.FieldsSeq(a.Slice(p.Span)) {
			b.WriteString(w)
			b.WriteByte(' ')
		}
	}
	return sha256.Sum256([]byte(b.String()))
}

// cause takes the operation and the path off an error of the file system: the
// problem names the file already.
func cause(err error) error {
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
