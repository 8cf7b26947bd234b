// Package answer turns a question into an Answer: the sentences of the
// articles that answer it best, as word-for-word quotes, or none and why. It
// tells as well what the articles hold as a whole: which they are, their dated
// facts, what each says of a topic, and what may be asked.
// It knows nothing of how passages are indexed nor of where answers are shown.
package answer

// A Quote is a span of an article that answers a question.
// The file's bytes from Start to End are Text.
type Quote struct {
	File       string   `json:"file"`  // relative to the corpus folder
	Title      string   `json:"title"` // of the article; may be empty
	Date       string   `json:"date"`  // of the article, ISO 8601, perhaps only year and month; may be empty
	Line       int      `json:"line"`  // of Start, from 1
	Start      int      `json:"start"` // in bytes
	End        int      `json:"end"`   // in bytes
	Text       string   `json:"text"`
	Highlights [][2]int `json:"highlights"` // byte ranges of Text that matched, in order, apart
	Score      float64  `json:"score"`      // 0..1
}

// An Answer is what the articles say to a question. It is silent when it has
// no quotes.
type Answer struct {
	Question string   `json:"question"`
	Lang     string   `json:"lang"` // of the question: "fr" or "en"
	Answered bool     `json:"answered"`
	Quotes   []Quote  `json:"quotes"`  // best first, at most three
	Unknown  []string `json:"unknown"` // words of the question that no article uses
	// Note is for a person, in the question's language: why there are no
	// quotes, or that the first two, of different sources, differ.
	Note string `json:"note"`
	// More says that there are further quotes, which a question with a
	// greater Skip gets.
	More bool `json:"-"`
}

// A Question is what somebody asks.
type Question struct {
	Text string
	// Lang is the language to assume, "fr" or "en", when the text does not
	// show which it is in.
	Lang string
	// Skip is how many of the best quotes to leave out, because they have been
	// given.
	Skip int
	// Before are the turns of the conversation so far, the latest last.
	Before []Turn
}

// Turn returns what a later question of the conversation may lean on.
func (a Answer) Turn() Turn {
	t := Turn{Question: a.Question}
	for _, q := range a.Quotes {
		t.Quotes = append(t.Quotes, q.Text)
	}
	return t
}
