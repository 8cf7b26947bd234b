package answer

// A gateFeature is one piece of evidence that the best candidate of a question
// answers it at all.
type gateFeature int

// Unless said otherwise a feature is from 0 to 1.
const (
	bias        gateFeature = iota // always 1
	bestScore                      // the sentence's, by 5
	lead                           // how far its score is above the next passage's, at most 1
	gateCovers                     // share of the question's weight in the sentence
	gateQuote                      // in the whole quote
	gateContext                    // in the sentence with the heading, the introduction and the title
	gatePassage                    // in the whole passage with all that
	gateNamed                      // names and numbers that the passage and all that has, 1 if there are none to have
	gateClose                      // share of the weight that stands close together
	gatePairs                      // neighbours in the question that are so in the sentence
	gateKind                       // 1 if the quote has the kind of thing that is asked for
	noAmount                       // 1 if it has no amount and one is asked for
	noDate                         // 1 if it has no date and one is asked for
	gateUnknown                    // share of the weight of words that no article has
	unknownName                    // 1 if one of these is a name or a number
	gateMissing                    // the weightiest word that the passage lacks, beside the weightiest of all
	gateWords                      // number of words of the question, by 10, at most 1
	gateFeatures
)

var gateNames = [gateFeatures]string{
	"bias", "best score", "lead", "covers", "quote covers", "with context", "passage covers", "names covered", "words close",
	"pairs kept", "holds kind", "no amount", "no date", "unknown", "unknown name", "weightiest missing", "words",
}

type gateEvidence [gateFeatures]float64

// gate gathers the evidence that p, the best quote there is, answers the
// question. next is the score of the best sentence of another passage.
func (m *matcher) gate(p picked, next float64) *gateEvidence {
	var e gateEvidence
	e[bias] = 1
	e[bestScore] = p.score / 5
	e[lead] = min(1, p.score-next)
	e[gateCovers] = p.evidence[sentenceCovers]
	quote := make(coverage, len(m.words))
	held := false
	for _, s := range p.sentences[p.from:p.to] {
		quote = quote.with(s.covers, 1)
		held = held || s.holds
	}
	e[gateQuote] = m.share(quote, nil)
	e[gateContext] = p.evidence[withContext]
	e[gatePassage] = p.evidence[passageCovers]
	e[gateNamed] = 1
	if m.anyName() {
		e[gateNamed] = p.evidence[namesCovered]
	}
	e[gateClose] = p.evidence[wordsClose]
	e[gatePairs] = p.evidence[pairsKept]
	switch {
	case held:
		e[gateKind] = 1
	case m.asks == amount || m.asks == count || m.asks == share:
		e[noAmount] = 1
	case m.asks == date:
		e[noDate] = 1
	}
	weightiest, missing, unknown := 0.0, 0.0, 0.0
	for i, w := range m.words {
		weightiest = max(weightiest, w.weight)
		if p.found.covers[i] == 0 {
			missing = max(missing, w.weight)
		}
		if !w.known {
			unknown += w.weight
			if w.name {
				e[unknownName] = 1
			}
		}
	}
	if weightiest > 0 {
		e[gateUnknown] = unknown / m.total
		e[gateMissing] = missing / weightiest
	}
	e[gateWords] = min(1, float64(len(m.words))/10)
	return &e
}

func (m *matcher) anyName() bool {
	for _, w := range m.words {
		if w.name {
			return true
		}
	}
	return false
}
