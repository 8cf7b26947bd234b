package answer

import (
	"math"

	"entente/internal/article"
	"entente/internal/retrieval"
)

// A feature is one piece of evidence that a sentence answers a question.
type feature int

// Unless said otherwise a feature is from 0 to 1. "Covers" is the share of the
// question's weight, which is by the rarity of its words.
const (
	sentenceCovers  feature = iota // the sentence alone
	sentenceExact                  // the sentence, in the very forms of the question
	sentenceNew                    // the sentence, of the words that the title lacks
	withContext                    // with its heading, its introduction and the title
	passageCovers                  // the whole passage with all that
	namesCovered                   // the passage with all that, of names and numbers
	neighbourCovers                // the better of the sentences before and after
	wordsClose                     // the sentence, within a few words
	pairsKept                      // neighbours in the question that are so in the sentence
	passageScore                   // of the search, beside the best passage's
	passageFirst                   // 1 for the best passage, 1/2 for the second…
	fileScore                      // the best passage's of the same file, beside the best
	holdsAmount                    // an amount is asked for and the sentence has one
	holdsCount
	holdsShare
	holdsDate
	holdsPerson
	holdsPlace
	holdsReason
	holdsDefinition
	firstSentence // it opens its passage
	pointsBack    // it begins with a word that points to the sentence before
	length        // natural logarithm of its words, by 5
	features
)

var featureNames = [features]string{
	"sentence covers", "sentence exact", "sentence new", "with context", "passage covers", "names covered",
	"neighbour covers", "words close", "pairs kept", "passage score", "passage first", "file score",
	"holds amount", "holds count", "holds share", "holds date", "holds person", "holds place", "holds reason", "holds definition",
	"first sentence", "points back", "length",
}

// evidence is what speaks for a sentence.
type evidence [features]float64

// A candidate is a sentence of a passage that was found, held against the
// question.
type candidate struct {
	*found
	number   int // of the sentence in its passage
	text     text
	covers   coverage
	holds    bool
	evidence evidence
	score    float64
}

// found is a passage that was found, with its sentences.
type found struct {
	retrieval.Hit
	lang      *retrieval.Language
	sentences []candidate
	context   coverage // of its heading, its introduction and the title
	covers    coverage // of all that and the passage
}

// What the words around a sentence are worth for the sentence itself, and for
// its passage.
const (
	contextForSentence = 0.5
	contextForPassage  = 0.8
)

// weigh holds the sentences of the hits against the question.
func (m *matcher) weigh(hits []retrieval.Hit, language func(name string) *retrieval.Language) []*found {
	var list []*found
	best := make(map[*article.Article]float64)
	for i, hit := range hits {
		f := &found{Hit: hit, lang: language(hit.Article.Lang)}
		f.read(m)
		best[hit.Article] = max(best[hit.Article], hit.Score)
		for j := range f.sentences {
			e := &f.sentences[j].evidence
			e[passageScore] = hit.Score / hits[0].Score
			e[passageFirst] = 1 / float64(i+1)
			e[fileScore] = best[hit.Article] / hits[0].Score
		}
		list = append(list, f)
	}
	return list
}

// read cuts a passage into its sentences and gathers their evidence, but for
// what other passages tell.
func (f *found) read(m *matcher) {
	title := m.coverAll(m.read(f.lang, f.Article.Title))
	f.context = title.with(m.coverAll(m.read(f.lang, f.Heading)), 1)
	f.context = f.context.with(m.coverAll(m.read(f.lang, f.Article.Slice(f.Lead))), 1)
	f.covers = make(coverage, len(m.words)).with(f.context, contextForPassage)
	for i, span := range f.Sentences {
		c := candidate{found: f, number: i, text: m.read(f.lang, f.Article.Slice(span))}
		c.covers = m.coverAll(c.text)
		f.covers = f.covers.with(c.covers, 1)
		f.sentences = append(f.sentences, c)
	}
	for i := range f.sentences {
		c := &f.sentences[i]
		e := &c.evidence
		e[sentenceCovers] = m.share(c.covers, nil)
		e[sentenceExact] = m.share(c.covers.exact(), nil)
		e[sentenceNew] = m.share(c.covers, func(i int) bool { return title[i] == 0 })
		e[withContext] = m.share(c.covers.with(f.context, contextForSentence), nil)
		e[passageCovers] = m.share(f.covers, nil)
		e[namesCovered] = m.share(f.covers, func(i int) bool { return m.words[i].name })
		for _, j := range []int{i - 1, i + 1} {
			if 0 <= j && j < len(f.sentences) {
				e[neighbourCovers] = max(e[neighbourCovers], m.share(f.sentences[j].covers, nil))
			}
		}
		e[wordsClose] = m.closeness(c.text)
		e[pairsKept] = m.pairs(c.text)
		if c.holds = holds(m.asks, f.Article.Slice(f.Sentences[i]), c.text); c.holds {
			e[holdsAmount+feature(m.asks-amount)] = 1
		}
		if i == 0 {
			e[firstSentence] = 1
		} else if pointing(c.text.tokens) {
			e[pointsBack] = 1
		}
		e[length] = math.Log(float64(1+len(c.text.tokens))) / 5
	}
}

// pointing reports whether a sentence begins with a word that points to the
// one before it, so that it can't be understood alone.
func pointing(tokens []retrieval.Token) bool {
	return len(tokens) > 0 && pointers[tokens[0].Word]
}

var pointers = wordSet(`il elle ils elles ce cet cette ces cela ceci celui celle ceux celles lui eux son sa ses leur leurs
	or ainsi mais cependant toutefois pourtant he she it they this that these those his her its their but however thus`)
