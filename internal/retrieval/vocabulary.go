package retrieval

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"
)

// Similar returns the words of the corpus that are spelled most like a folded
// word that it does not have: at the smallest distance, and of these the ones
// that begin like it for longest, at most three. A distance of 1 is allowed
// from five letters on, 2 from eight; the first letter is taken to be right.
func (x *Index) Similar(word string) ([]string, error) {
	defer runtime.KeepAlive(x)
	distance := 0
	switch n := utf8.RuneCountInString(word); {
	case n >= 8:
		distance = 2
	case n >= 5:
		distance = 1
	default:
		return nil, nil
	}
	fuzzy, ok := x.reader.(index.IndexReaderFuzzy)
	if !ok {
		return nil, nil
	}
	_, first := utf8.DecodeRuneInString(word)
	dict, automaton, err := fuzzy.FieldDictFuzzyAutomaton(exactField, word, distance, word[:first])
	if err != nil {
		return nil, fmt.Errorf("look up words like %q: %w", word, err)
	}
	defer dict.Close()
	type near struct {
		word     string
		distance uint8
		common   int // bytes at the start that are those of the word looked for
	}
	var found []near
	for {
		entry, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("look up words like %q: %w", word, err)
		}
		if entry == nil {
			break
		}
		if ok, d := automaton.MatchAndDistance(entry.Term); ok {
			found = append(found, near{entry.Term, d, commonPrefix(word, entry.Term)})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.common, a.common))
	})
	var words []string
	for _, f := range found {
		if len(words) < 3 && f.distance == found[0].distance && f.common == found[0].common {
			words = append(words, f.word)
		}
	}
	return words, nil
}

// commonPrefix returns the number of bytes that a and b begin with alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
