package answer

// A gateFeature is one piece of evidence that the best candidate of a question
// answers it at all.
type gateFeature int

// Unless said otherwise a feature is from 0 to 1.
const (
	bias            gateFeature = iota // always 1
	bestScore                          // the quote's, by 5
	gateOdds                           // logarithm of the odds of the quote beside all other sentences, by 5
	gateCovers                         // share of the question's weight in the sentence
	gateQuote                          // in the whole quote
	gateContext                        // in the sentence with the heading, the introduction and the title
	gatePassage                        // in the whole passage with all that
	gateNamed                          // names and numbers that the passage and all that has, 1 if there are none to have
	gatePlain                          // other words that the quote has, or at half their worth the text around; 1 if there are none to have
	gateClose                          // share of the weight that stands close together
	gatePairs                          // neighbours in the question that are so in the sentence
	gateKind                           // 1 if the quote has the kind of thing that is asked for
	heldBeside                         // 1 if only the neighbours of the best sentence have it
	noAmount                           // 1 if it has no amount and one is asked for
	noDate                             // 1 if it has no date and one is asked for
	noPerson                           // 1 if it has no name and a person is asked for
	noPlace                            // 1 if it has no place and one is asked for
	noReason                           // 1 if it has no word that gives a reason and one is asked for
	nameMissing                        // 1 if a name is in neither the quote nor the heading, the introduction and the title
	measuredMissing                    // 1 if a figure is asked for and what it measures is not there: see gate
	gateOtherDate                      // 1 if the sentence has years, or months, but none that the question has
	gateUnknown                        // share of the weight of words that no article has
	unknownName                        // 1 if one of these is a name or a number
	gateMissing                        // the weightiest word that the passage lacks, beside the weightiest of all
	gateMatched                        // weight of the question's words that the quote has, by 20: the more, the less by chance
	gateLost                           // weight of those that it lacks, by 20
	gateWords                          // number of words of the question, by 10, at most 1
	gateFeatures
)

var gateNames = [gateFeatures]string{
	"bias", "best score", "odds", "covers", "quote covers", "with context", "passage covers", "names covered", "plain words covered",
	"words close", "pairs kept", "holds kind", "held beside", "no amount", "no date", "no person", "no place", "no reason",
	"name missing", "measured missing", "other date", "unknown", "unknown name", "weightiest missing", "weight matched", "weight lost", "words",
}

type gateEvidence [gateFeatures]float64

// gate gathers the evidence that p, the best quote of list, answers the
// question.
func (m *matcher) gate(p picked, list []*candidate) *gateEvidence {
	var e gateEvidence
	e[bias] = 1
	e[bestScore] = p.quoteScore / 5
	e[gateOdds] = p.odds(list) / 5
	quote := make(coverage, len(m.words))
	held := false
	for _, s := range p.sentences[p.from:p.to] {
		quote = quote.with(s.covers, 1)
		held = held || s.holds
	}
	e[gateCovers] = p.evidence[sentenceCovers]
	e[gateQuote] = m.share(quote, nil)
	e[gateContext] = p.evidence[withContext]
	e[gatePassage] = p.evidence[passageCovers]
	name := func(i int) bool { return m.words[i].name }
	plain := func(i int) bool { return !m.words[i].name && m.words[i].role != names }
	e[gateNamed], e[gatePlain] = 1, 1
	if m.any(name) {
		e[gateNamed] = p.evidence[namesCovered]
	}
	if m.any(plain) {
		e[gatePlain] = m.share(quote.with(p.context, contextForSentence), plain)
	}
	e[gateClose] = p.evidence[wordsClose]
	e[gatePairs] = p.evidence[pairsKept]
	lacking := map[kind]gateFeature{
		amount: noAmount, count: noAmount, share: noAmount, date: noDate, person: noPerson, place: noPlace, reason: noReason,
	}
	switch lack, ok := lacking[m.asks]; {
	case p.holds:
		e[gateKind] = 1
	case held:
		e[gateKind], e[heldBeside] = 1, 1
	case ok:
		e[lack] = 1
	}
	e[gateOtherDate] = p.evidence[otherDate]
	near := quote.with(p.context, 1)
	// How many of a thing is said beside the thing; how much one is of which no
	// article speaks is not said at all.
	if m.counted >= 0 && near[m.counted] <= related {
		e[measuredMissing] = 1
	}
	weightiest, missing, unknown := 0.0, 0.0, 0.0
	for i, w := range m.words {
		weightiest = max(weightiest, w.weight)
		e[gateMatched] += quote[i] * w.weight / 20
		e[gateLost] += (1 - quote[i]) * w.weight / 20
		if p.found.covers[i] == 0 {
			missing = max(missing, w.weight)
		}
		if w.name && near[i] == 0 && !isNumeral(w.forms[0]) {
			e[nameMissing] = 1
		}
		if !w.known {
			if (m.asks == amount || m.asks == share) && !w.name && w.role == means {
				e[measuredMissing] = 1
			}
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

// any reports whether among accepts the number of any word of the question.
func (m *matcher) any(among func(i int) bool) bool {
	for i := range m.words {
		if among(i) {
			return true
		}
	}
	return false
}
