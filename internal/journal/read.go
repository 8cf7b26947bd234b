package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Read returns the entries of the journal in the folder dir, the oldest first,
// and the number of lines that were skipped because they are none: torn by a
// crash or damaged. A journal that is not there has no entries.
func Read(dir string) (entries []Entry, skipped int, err error) {
	for n := maxFiles - 1; n >= 0; n-- {
		data, err := os.ReadFile(filepath.Join(dir, fileName(n)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, 0, fmt.Errorf("read the journal: %w", err)
		}
		for line := range bytes.Lines(data) {
			if line = bytes.TrimSpace(line); len(line) == 0 {
				continue
			}
			var e Entry
			if json.Unmarshal(line, &e) == nil && e.valid() {
				entries = append(entries, e)
			} else {
				skipped++
			}
		}
	}
	return entries, skipped, nil
}
