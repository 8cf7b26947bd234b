package digest

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"entente/internal/journal"
	"entente/internal/retrieval"
)

// A group is entries that ask the same, in order.
type group []journal.Entry

// wordings returns the ways in which the question was put, the most frequent
// first, and of those that are as frequent, the earliest.
func (g group) wordings() []string {
	count := make(map[string]int)
	var wordings []string
	for _, e := range g {
		text := strings.Join(strings.Fields(e.Question), " ")
		if count[text]++; count[text] == 1 {
			wordings = append(wordings, text)
		}
	}
	slices.SortStableFunc(wordings, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return wordings
}

func (g group) last() time.Time { return g[len(g)-1].Time }

// A reader tells which questions are alike.
type reader map[string]*retrieval.Language

// words returns the words that a question looks for as the index has them, in
// the order of the alphabet: all of its words if it looks for none.
func (r reader) words(e journal.Entry) []string {
	if r[e.Lang] == nil {
		r[e.Lang] = retrieval.NewLanguage(e.Lang)
	}
	var words, all []string
	for _, t := range r[e.Lang].Tokens(e.Question) {
		all = append(all, t.Term)
		if !t.Function {
			words = append(words, t.Term)
		}
	}
	if words == nil {
		words = all
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// key is the same for the questions of a language that have the same words.
func (r reader) key(e journal.Entry) string {
	return e.Lang + " " + strings.Join(r.words(e), " ")
}

// alike puts together the entries whose questions have the same words, in any
// order and form, and then the groups that differ in the spelling of one word:
// the smaller goes to the larger.
func (r reader) alike(entries []journal.Entry) []group {
	same := make(map[string]group)
	for _, e := range entries {
		same[r.key(e)] = append(same[r.key(e)], e)
	}
	bySize := slices.SortedFunc(maps.Keys(same), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(same[b]), len(same[a])), cmp.Compare(a, b))
	})
	var groups []group
	spellings := make(spellings)
	for _, key := range bySize {
		of := same[key][0]
		into, found := spellings.find(of.Lang, r.words(of))
		if !found {
			into = len(groups)
			groups = append(groups, nil)
			spellings.add(of.Lang, r.words(of), into)
		}
		groups[into] = append(groups[into], same[key]...)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b journal.Entry) int { return a.Time.Compare(b.Time) })
	}
	return groups
}

// spellings holds each word of each group, by the other words beside it.
type spellings map[string][]spelling

type spelling struct {
	word  string
	group int
}

// find returns a group with the same words, but for the spelling of one.
func (s spellings) find(lang string, words []string) (group int, ok bool) {
	for others, word := range butOne(lang, words) {
		for _, other := range s[others] {
			if retrieval.SpelledAlike(other.word, word) {
				return other.group, true
			}
		}
	}
	return 0, false
}

func (s spellings) add(lang string, words []string, group int) {
	for others, word := range butOne(lang, words) {
		s[others] = append(s[others], spelling{word, group})
	}
}

// butOne yields each word with all that stands beside it.
func butOne(lang string, words []string) iter.Seq2[string, string] {
	return func(yield func(others, word string) bool) {
		for i, word := range words {
			others := slices.Delete(slices.Clone(words), i, i+1)
			if !yield(lang+" "+strings.Join(others, " "), word) {
				return
			}
		}
	}
}
