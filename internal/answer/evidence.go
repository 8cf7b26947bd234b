package answer

import (
	"math"
	"strings"

	"entente/internal/article"
	"entente/internal/retrieval"
)

// A feature is one piece of evidence that a sentence answers a question.
type feature int

// Unless said otherwise a feature is from 0 to 1. "Covers" is the share of the
// question's weight, which is by the rarity of its words.
const (
	sentenceCovers feature = iota // the sentence alone
	sentenceExact                 // the sentence, in the very forms of the question
	sentenceNew                   // the sentence, of the words that the title lacks
	withContext                   // with its heading, its introduction and the title
	passageCovers                 // the whole passage with all that
	namesCovered                  // the passage with all that, of names and numbers
	withBefore                    // the sentence with the one before it
	wordsClose                    // the sentence, within a few words
	pairsKept                     // neighbours in the question that are so in the sentence
	passageScore                  // of the search, beside the best passage's
	passageFirst                  // 1 for the best passage, 1/2 for the second…
	fileScore                     // the best passage's of the same file, beside the best
	holdsAmount                   // an amount is asked for and the sentence has one
	holdsCount
	holdsShare
	holdsDate
	holdsPerson
	holdsPlace
	holdsReason
	holdsDefinition
	holdsFullName // a person is asked for and it has first and last names
	otherDate     // it has years, or months, but none that the question has
	introduces    // it ends with a colon: what it says comes after it
	firstSentence // it opens its passage
	pointsBack    // it begins with a word that points to the sentence before
	length        // natural logarithm of its words, by 5
	features
)

var featureNames = [features]string{
	"sentence covers", "sentence exact", "sentence new", "with context", "passage covers", "names covered",
	"with before", "words close", "pairs kept", "passage score", "passage first", "file score",
	"holds amount", "holds count", "holds share", "holds date", "holds person", "holds place", "holds reason", "holds definition",
	"holds full name", "other date", "introduces", "first sentence", "points back", "length",
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

	from, to   int     // the sentences [from, to) that a quote of it takes
	quoteScore float64 // of that quote: the logarithm of the sum of its sentences' odds
}

// found is a passage that was found, with its sentences.
type found struct {
	retrieval.Hit
	lang      *retrieval.Language
	sentences []candidate
	title     coverage // of the article
	lead      coverage // of its introduction
	context   coverage // of its heading, its introduction and the title
	covers    coverage // of all that and the passage
}

// What the words around a sentence are worth for the sentence itself, and for
// its passage.
const (
	contextForSentence = 0.5
	leadForSentence    = 0.9
	beforeForSentence  = 0.8
	contextForPassage  = 0.8
)

// weigh holds the sentences of the hits against the question.
func (m *matcher) weigh(hits []retrieval.Hit, language func(name string) *retrieval.Language) []*found {
	var list []*found
	best := make(map[*article.Article]float64)
	for _, hit := range hits {
		f := &found{Hit: hit, lang: language(hit.Article.Lang)}
		f.read(m)
		best[hit.Article] = max(best[hit.Article], hit.Score)
		list = append(list, f)
	}
	m.nameByUse(list)
	for i, f := range list {
		f.gather(m)
		for j := range f.sentences {
			e := &f.sentences[j].evidence
			if top := hits[0].Score; top > 0 {
				e[passageScore] = f.Score / top
				e[fileScore] = best[f.Article] / top
			}
			e[passageFirst] = 1 / float64(i+1)
		}
	}
	return list
}

// read cuts a passage into its sentences and finds the words of the question
// in them and around.
func (f *found) read(m *matcher) {
	cover := func(s string) coverage { return m.coverAll(m.read(f.lang, s)) }
	f.title = cover(f.Article.Title)
	f.lead = cover(f.Article.Slice(f.Lead))
	f.context = f.title.with(cover(f.Heading), 1).with(f.lead, 1)
	f.covers = make(coverage, len(m.words)).with(f.context, contextForPassage)
	for i, span := range f.Sentences {
		c := candidate{found: f, number: i, text: m.read(f.lang, f.Article.Slice(span))}
		c.covers = m.coverAll(c.text)
		f.covers = f.covers.with(c.covers, 1)
		f.sentences = append(f.sentences, c)
	}
}

// gather gathers the evidence for the sentences, but for what other passages
// tell.
func (f *found) gather(m *matcher) {
	for i := range f.sentences {
		c := &f.sentences[i]
		e := &c.evidence
		e[sentenceCovers] = m.share(c.covers, nil)
		e[sentenceExact] = m.share(c.covers.exact(), nil)
		e[sentenceNew] = m.share(c.covers, func(i int) bool { return f.title[i] == 0 })
		e[withContext] = m.share(c.covers.with(f.context, contextForSentence).with(f.lead, leadForSentence), nil)
		e[passageCovers] = m.share(f.covers, nil)
		e[namesCovered] = m.share(f.covers, func(i int) bool { return m.words[i].name })
		e[withBefore] = e[sentenceCovers]
		if i > 0 {
			e[withBefore] = m.share(c.covers.with(f.sentences[i-1].covers, beforeForSentence), nil)
		}
		e[wordsClose] = m.closeness(c.text)
		e[pairsKept] = m.pairs(c.text)
		sentence := f.Article.Slice(f.Sentences[i])
		things := c.text.find(m.asks, sentence)
		if c.holds = len(things) > 0; c.holds {
			e[holdsAmount+feature(m.asks-amount)] = 1
			if m.asks == person && c.text.fullName(sentence, things) {
				e[holdsFullName] = 1
			}
		}
		if strings.HasSuffix(sentence, ":") {
			e[introduces] = 1
		}
		if m.otherDate(c.text) {
			e[otherDate] = 1
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
