// Package retrievaltest gives benchmarks what they hold the index against:
// large corpora made of the sentences of a small one, and the plain Bleve
// index that anyone would write first.
package retrievaltest

import (
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"strings"
	"unicode"

	"entente/internal/article"
)

const (
	passagesPerArticle  = 20
	sentencesPerPassage = 4 // on average
	nameCount           = 2_000_000
)

// Grow returns a corpus of n passages made of the sentences of seed, in an
// order of chance that is the same each time. The words keep the distribution
// that they have there, but for half of the names and numbers, which give way
// to invented ones that follow Zipf's law, so that the vocabulary grows with
// the corpus as that of real text does. No passage is there twice.
func Grow(seed *article.Corpus, n int) *article.Corpus {
	random := rand.New(rand.NewPCG(1, 2))
	g := grower{random, rand.NewZipf(random, 1.2, 20, nameCount-1), nil, make(map[uint64]bool)}
	for _, a := range seed.Articles {
		for _, p := range a.Passages {
			for _, s := range p.Sentences {
				g.sentences = append(g.sentences, strings.Fields(a.Slice(s)))
			}
		}
	}
	corpus := &article.Corpus{}
	for made := 0; made < n; {
		like := seed.Articles[len(corpus.Articles)%len(seed.Articles)]
		a := &article.Article{
			Name: fmt.Sprintf("%07d.txt", len(corpus.Articles)), Lang: like.Lang, Title: g.vary(strings.Fields(like.Title)),
		}
		var text strings.Builder
		for ; len(a.Passages) < passagesPerArticle && made < n; made++ {
			a.Passages = append(a.Passages, g.passage(&text))
		}
		a.Text = text.String()
		corpus.Articles = append(corpus.Articles, a)
	}
	return corpus
}

type grower struct {
	random    *rand.Rand
	zipf      *rand.Zipf
	sentences [][]string      // as words
	seen      map[uint64]bool // hashes of the passages
}

// passage adds a passage to text.
func (g *grower) passage(text *strings.Builder) article.Passage {
	for {
		var sentences []string
		for range 1 + g.random.IntN(2*sentencesPerPassage-1) {
			sentences = append(sentences, g.vary(g.sentences[g.random.IntN(len(g.sentences))]))
		}
		whole := strings.Join(sentences, " ")
		hash := fnv.New64a()
		io.WriteString(hash, whole)
		if g.seen[hash.Sum64()] {
			continue
		}
		g.seen[hash.Sum64()] = true
		p := article.Passage{Span: article.Span{Start: text.Len(), End: text.Len() + len(whole)}}
		at := text.Len()
		for _, s := range sentences {
			p.Sentences = append(p.Sentences, article.Span{Start: at, End: at + len(s)})
			at += len(s) + len(" ")
		}
		text.WriteString(whole)
		text.WriteString("\n\n")
		return p
	}
}

// vary returns words as a text, with half of their names and numbers changed.
func (g *grower) vary(words []string) string {
	varied := make([]string, len(words))
	for i, word := range words {
		first := []rune(word)[0]
		switch change := g.random.IntN(2) == 0; {
		case change && unicode.IsDigit(first):
			word = fmt.Sprint(g.random.IntN(3000))
		case change && i > 0 && unicode.IsUpper(first):
			word = name(g.zipf.Uint64())
		}
		varied[i] = word
	}
	return strings.Join(varied, " ")
}

// name returns the invented name numbered i.
func name(i uint64) string {
	const consonants, vowels = "bcdfglmnprstvz", "aeiou"
	var letters []byte
	for i += 70; i > 0; i /= 70 {
		letters = append(letters, consonants[i%14], vowels[i%70/14])
	}
	letters[0] -= 'a' - 'A'
	return string(letters)
}
