package retrieval

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	blevesearch "github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"
)

// Similar returns the words of the corpus that are spelled most like a folded
// word that it does not have: at the smallest distance, and of these the ones
// that begin like it for longest, at most three.
func (x *Index) Similar(word string) ([]string, error) {
	defer runtime.KeepAlive(x)
	distance := misspelling(word)
	if distance == 0 {
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

// misspelling returns how far from a folded word, in letters that are changed,
// added or left out, another may be to be taken for it: 1 from five letters
// on, 2 from eight. The first letter is taken to be right.
func misspelling(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n >= 8:
		return 2
	case n >= 5:
		return 1
	}
	return 0
}

// SpelledAlike reports whether one of two folded words may be the other,
// misspelt. A number is never taken for another.
func SpelledAlike(a, b string) bool {
	if strings.ContainsFunc(a+b, unicode.IsDigit) || commonPrefix(a, b) == 0 {
		return a == b
	}
	_, tooFar := blevesearch.LevenshteinDistanceMax(a, b, min(misspelling(a), misspelling(b)))
	return !tooFar
}

// commonPrefix returns the number of bytes that a and b begin with alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
