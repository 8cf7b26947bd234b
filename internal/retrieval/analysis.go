package retrieval

import (
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"golang.org/x/text/unicode/norm"
)

// A Language knows the function words and the stems of a language. It may be
// used by many goroutines.
type Language struct {
	name     string
	function map[string]bool // folded; not changed once made
	stemmer  analysis.TokenFilter

	// seen remembers words by how texts write them, since folding and stemming
	// them anew takes most of the time of an answer.
	mu   sync.RWMutex
	seen map[string]seenWord
}

// A seenWord is what became of a word.
type seenWord struct {
	folded, stem string
	function     bool
}

// maxSeen is how many words are remembered: many more than a question and the
// passages that are read for it have, and some megabytes.
const maxSeen = 1 << 16

// NewLanguage returns what is known of "fr" or "en"; French for any other.
func NewLanguage(name string) *Language {
	l := &Language{name: name, seen: make(map[string]seenWord)}
	if name == "en" {
		l.function, l.stemmer = englishFunctionWords(), porter.NewPorterStemmer()
	} else {
		l.name, l.function, l.stemmer = "fr", frenchFunctionWords(), fr.NewFrenchLightStemmerFilter()
	}
	return l
}

var englishFunctionWords = sync.OnceValue(func() map[string]bool { return functionWords(en.EnglishStopWords) })

var frenchFunctionWords = sync.OnceValue(func() map[string]bool {
	words := functionWords(fr.FrenchStopWords)
	// Forms of être that are also a season, sums of money and a verb of motion.
	for _, word := range []string{"ete", "etee", "etes", "etees", "sommes", "suis"} {
		delete(words, word)
	}
	return words
})

// contentWord reports whether a French word carries meaning as it is written,
// though it is a function word when folded.
func contentWord(written string) bool {
	switch strings.ToLower(norm.NFC.String(written)) {
	case "né", "sûr", "dû":
		return true
	}
	return false
}

// functionWords reads one of Bleve's stop word lists, folded.
func functionWords(list []byte) map[string]bool {
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(list); err != nil {
		panic(err) // the list is a constant of the library
	}
	folded := make(map[string]bool, len(words))
	for word := range words {
		folded[fold(word)] = true
	}
	return folded
}

// Name returns "fr" or "en".
func (l *Language) Name() string { return l.name }

// Tokens returns the words of text in order.
func (l *Language) Tokens(text string) []Token {
	tokens := make([]Token, 0, len(text)/5)
	l.mu.RLock()
	defer l.mu.RUnlock()
	tokenize(text, l.look, func(start, end int, w seenWord) {
		tokens = append(tokens, Token{start, end, w.folded, w.stem, w.function})
	})
	return tokens
}

// look returns what becomes of a word or number that is written so. The caller
// holds l.mu for reading.
func (l *Language) look(written string) seenWord {
	if w, ok := l.seen[written]; ok {
		return w
	}
	written = strings.Clone(written) // not to keep the text that it is of
	w := seenWord{folded: foldNumber(written)}
	w.stem = l.Stem(w.folded)
	w.function = l.function[w.folded] && !(l.name == "fr" && contentWord(written))
	l.mu.RUnlock()
	l.remember(written, w)
	l.mu.RLock()
	return w
}

func (l *Language) remember(written string, w seenWord) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.seen) >= maxSeen {
		clear(l.seen) // the common words are soon back
	}
	l.seen[written] = w
}

// Stem returns the stem of a folded word. A stem of less than a third of the
// word is none: the stemmers drop letters that repeat without an end.
func (l *Language) Stem(word string) string {
	stream := analysis.TokenStream{&analysis.Token{Term: []byte(word)}}
	stem := l.stemmer.Filter(stream)[0].Term
	if len(stem)*3 < len(word) {
		return word
	}
	if l.name == "fr" {
		return dropVerbEnding(string(stem))
	}
	return string(stem)
}

// verbEndings are those of conjugated verbs that the light stemmer, which is
// made for nouns and adjectives, leaves.
var verbEndings = [...]string{"eraient", "eront", "erait", "aient", "erons", "era", "ait", "ent", "ant"}

func dropVerbEnding(stem string) string {
	for _, end := range verbEndings {
		if rest, ok := strings.CutSuffix(stem, end); ok && len(rest) >= 4 && !strings.HasSuffix(stem, "ment") {
			stem = rest
			break
		}
	}
	if len(stem) > 4 {
		switch stem[len(stem)-2:] {
		case "dr", "is": // prendre, ils finissent
			return stem[:len(stem)-1]
		}
		return strings.TrimSuffix(stem, "e") // dirigeant
	}
	return stem
}
