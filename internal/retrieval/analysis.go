package retrieval

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
)

// A Language knows the function words and the stems of a language.
type Language struct {
	name     string
	function map[string]bool // folded
	stemmer  analysis.TokenFilter
}

// NewLanguage returns what is known of "fr" or "en"; French for any other.
func NewLanguage(name string) *Language {
	if name == "en" {
		return &Language{"en", functionWords(en.EnglishStopWords), porter.NewPorterStemmer()}
	}
	l := &Language{"fr", functionWords(fr.FrenchStopWords), fr.NewFrenchLightStemmerFilter()}
	// Forms of être that are also a season, sums of money and a verb of motion.
	for _, word := range []string{"ete", "etee", "etes", "etees", "sommes", "suis"} {
		delete(l.function, word)
	}
	return l
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
	tokens := make([]Token, 0, len(text)/6)
	tokenize(text, func(start, end int, word string) {
		tokens = append(tokens, Token{start, end, word, l.Stem(word), l.function[word]})
	})
	return tokens
}

// Stem returns the stem of a folded word.
func (l *Language) Stem(word string) string {
	stream := analysis.TokenStream{&analysis.Token{Term: []byte(word)}}
	return string(l.stemmer.Filter(stream)[0].Term)
}

// An analyzer makes the terms of one field out of its text, for Bleve.
type analyzer struct {
	*Language
	term func(Token) string
}

// Analyze implements [analysis.Analyzer].
func (a analyzer) Analyze(text []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	for i, t := range a.Tokens(string(text)) {
		if !t.Function {
			stream = append(stream, &analysis.Token{
				Start: t.Start, End: t.End, Position: i + 1, Term: []byte(a.term(t)),
			})
		}
	}
	return stream
}
