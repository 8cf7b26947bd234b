package answer

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf16"

	"entente/internal/texts"
)

const (
	// maxTopics is how many topics Discord shows at a time.
	maxTopics = 25
	// maxTopic is how long one may be, in code points or UTF-16 units: Discord
	// does not say which.
	maxTopic = 100
	// maxTried is how many topics are tried for those that are shown.
	maxTried = 100
	// goodChance is the chance of being right that the answer to a topic must
	// have, and fairChance that of a sentence that has all of the topic's words:
	// a word alone gives no sentence more.
	goodChance = 0.5
	fairChance = 0.3
)

// Topics returns questions and topics that the articles answer well and that
// fit what was typed so far, the best first, at most 25 of at most 100
// characters. Questions are in lang, "fr" or "en", unless what was typed shows
// another. Each was asked once to see that it is answered; what is not tried
// when ctx is done is left out.
func (e *Engine) Topics(ctx context.Context, typed, lang string) ([]string, error) {
	o := &e.overview
	o.readTopics.Do(func() { o.topics = e.readTopics() })
	var list []string
	tried := 0
	for _, t := range e.fitting(typed, lang) {
		if tried++; len(list) == maxTopics || tried > maxTried || ctx.Err() != nil {
			break
		}
		if good, err := e.isGood(ctx, t); err != nil && ctx.Err() == nil {
			return nil, err
		} else if good {
			list = append(list, t.text)
		}
	}
	return list, nil
}

// A topic is something to ask that the articles may answer.
type topic struct {
	text  string
	lang  string   // of a question; empty where it may be asked in any language
	words []string // of text, folded
	worth float64  // how much there is to say of it
	file  string   // the one that is to answer; empty for any
	tried atomic.Int32
}

// What came of trying a topic; at first it is untried.
const (
	answeredWell = 1 + iota
	answeredBadly
)

// isGood asks the topic, unless that was done before.
func (e *Engine) isGood(ctx context.Context, t *topic) (bool, error) {
	if t.tried.Load() == 0 {
		m, list, err := e.candidates(ctx, Question{Text: t.text, Lang: t.lang})
		if err != nil {
			return false, err
		}
		t.tried.Store(answeredBadly)
		if t.isAnsweredBy(m, e.pick(m, list, nil, maxQuotes), e.minScore) {
			t.tried.Store(answeredWell)
		}
	}
	return t.tried.Load() == answeredWell, nil
}

// isAnsweredBy reports whether quotes are a good answer: the first is likely to
// be right, it is of the right article, and what is asked for is among them.
func (t *topic) isAnsweredBy(m *matcher, quotes []picked, minScore float64) bool {
	if len(quotes) == 0 || t.file != "" && quotes[0].Article.Name != t.file {
		return false
	}
	first := quotes[0]
	if first.chance < minScore || first.chance < goodChance && (first.chance < fairChance || first.evidence[sentenceCovers] < speaksOfAll) {
		return false
	}
	return m.asks == anything || m.asks == person || slices.ContainsFunc(quotes, func(p picked) bool { return p.holds })
}

// What a topic is worth by where it comes from. The number of sentences that
// speak of it adds its logarithm, but makes no name alone worth more than a title.
const (
	worthOfAmount   = 6.0 // a question for a sum of money
	worthOfQuestion = 3.0
	worthOfTitle    = 3.0 // of an article, and the topics that it lists
	worthOfHeading  = 2.0
	worthOfName     = 1.0
	worthOfPhrase   = 0.5
)

const (
	// maxRead is how many topics are kept, which bounds the time to rank them.
	maxRead = 10_000
	// maxSubjects is how many passages are read for names and phrases: of a
	// larger corpus as many, evenly chosen.
	maxSubjects = 5000
	// leastMentions is in how many sentences a phrase must stand.
	leastMentions = 2
)

// readTopics makes topics of the titles, the headings and the listed topics of
// the articles, and of the names and phrases in their sentences; those of the
// most worth first.
func (e *Engine) readTopics() []*topic {
	topics := make(map[string]*topic) // by language and words
	add := func(t *topic) {
		t.text = strings.ReplaceAll(t.text, "\n", " ")
		for _, token := range e.glossary.languages[cmp.Or(t.lang, e.lang)].Tokens(t.text) {
			t.words = append(t.words, token.Word)
		}
		key := t.lang + " " + strings.Join(t.words, " ")
		if old := topics[key]; len(t.words) > 0 && len(utf16.Encode([]rune(t.text))) <= maxTopic && (old == nil || old.worth < t.worth) {
			topics[key] = t
		}
	}
	for _, a := range e.index.Articles() {
		add(&topic{text: a.Title, file: a.Name, worth: worthOfTitle})
		for _, text := range a.Topics {
			add(&topic{text: text, worth: worthOfTitle})
		}
		for _, h := range a.Headings {
			add(&topic{text: a.Slice(h), file: a.Name, worth: worthOfHeading})
		}
	}
	s := newSubjects()
	passages := e.index.Passages()
	for i := 0; i < len(passages); i += 1 + len(passages)/maxSubjects {
		s.add(passages[i], e.index.Language(passages[i].Article.Lang))
	}
	for _, n := range s.known() {
		often := math.Log2(float64(n.mentions))
		add(&topic{text: n.text, worth: worthOfName + min(often, worthOfTitle-worthOfName)})
		for _, lang := range glossaryLanguages {
			add(&topic{text: s.question(n, texts.In(lang), lang), lang: lang, worth: worthOfQuestion + often})
		}
	}
	for _, a := range s.amounts {
		add(&topic{text: texts.In(a.lang).HowMuch(a.who, a.did, a.to), lang: a.lang, worth: worthOfAmount})
	}
	for _, p := range s.phrases {
		if p.mentions >= leastMentions {
			add(&topic{text: p.text, worth: worthOfPhrase + math.Log2(float64(p.mentions))})
		}
	}
	list := slices.SortedFunc(maps.Values(topics), func(a, b *topic) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), strings.Compare(a.text, b.text))
	})
	return list[:min(len(list), maxRead)]
}
