package answer

import (
	"slices"
	"strings"

	"entente/internal/retrieval"
)

// subjects are what sentences speak of: names, phrases, and sums of money.
type subjects struct {
	names   map[string]*subject // by their words
	opening map[string]*subject // likewise, of those that open a sentence, where any word has a capital
	phrases map[string]*subject // of two nouns, by their stems
	amounts map[string]amountOf // by what is asked
	read    int                 // sentences
}

// An amountOf is a sentence that says how much somebody has spent, earned…:
// Microsoft, "a investi", "dans OpenAI".
type amountOf struct{ lang, who, did, to string }

// A subject is a name or a phrase.
type subject struct {
	text     string         // as it is written where it was first met
	mentions int            // of sentences
	person   bool           // somewhere a word beside it says what somebody is
	articles map[string]int // how often "le", "la", "les", "l’" and "the" stand before it
}

func newSubjects() *subjects {
	return &subjects{
		names: map[string]*subject{}, opening: map[string]*subject{}, phrases: map[string]*subject{},
		amounts: map[string]amountOf{},
	}
}

// mention counts a sentence that speaks of the subject with a key in a table.
func mention(table map[string]*subject, key, text string) *subject {
	if table[key] == nil {
		table[key] = &subject{text: text, articles: map[string]int{}}
	}
	table[key].mentions++
	return table[key]
}

// add reads the sentences of a passage.
func (s *subjects) add(p retrieval.Passage, lang *retrieval.Language) {
	for _, span := range p.Sentences {
		s.read++
		sentence := p.Article.Slice(span)
		tokens := lang.Tokens(sentence)
		for i := 0; i < len(tokens); {
			end := nameEnd(sentence, tokens, i)
			if end > i {
				s.name(sentence, tokens, i, end)
				s.amount(sentence, tokens, i, end, lang.Name())
			} else {
				s.phrase(sentence, tokens, i, lang.Name())
			}
			i = max(i+1, end)
		}
	}
}

// phrase takes note of the phrase that begins with the token numbered i, a
// determiner: "le partage des bénéfices", "the safety board".
func (s *subjects) phrase(sentence string, tokens []retrieval.Token, i int, lang string) {
	head := i + 1
	if lang == "fr" && endsIn(sentence[:tokens[i].Start], " l’", " l'", "L’", "L'") {
		head = i // the tokenizer drops l’
	} else if !determiners[lang][tokens[i].Word] {
		return
	}
	if head >= len(tokens) || tokens[head].Function || startsUpper(sentence[tokens[head].Start:]) {
		return
	}
	last := head + 1
	for last < len(tokens) && last-head <= 2 && linking[tokens[last].Word] {
		last++
	}
	linked := last > head+1 || last < len(tokens) && endsIn(sentence[:tokens[last].Start], " d’", " d'", " l’", " l'")
	if last >= len(tokens) || tokens[last].Function || lang == "fr" && !linked ||
		strings.ContainsAny(sentence[tokens[head].End:tokens[last].Start], ".,;:!?()«»") {
		return
	}
	end := max(last+1, nameEnd(sentence, tokens, last))
	mention(s.phrases, tokens[head].Term+" "+tokens[end-1].Term, sentence[tokens[head].Start:tokens[end-1].End])
}

func endsIn(before string, ends ...string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(before, end) })
}

// linking are the words that link two nouns.
var linking = wordSet(`de du des la le les of the`)

// amount takes note of what the name that is the tokens [from, to) has done
// with a sum of money: "Microsoft a investi 13 milliards de dollars dans OpenAI".
func (s *subjects) amount(sentence string, tokens []retrieval.Token, from, to int, lang string) {
	if to+1 >= len(tokens) || !auxiliaries[lang][tokens[to].Word] {
		return
	}
	verb := tokens[to+1]
	if verb.Function || helpers[verb.Word] || !isParticiple(verb.Word, lang) {
		return
	}
	sum := to + 2
	for sum < len(tokens) && (tokens[sum].Function && tokens[sum].Word != "un" || helpers[tokens[sum].Word]) {
		sum++ // "plus de"
	}
	figures := text{tokens: tokens}.figures(sentence)
	if sum == len(tokens) || len(figures) == 0 || figures[0].from != tokens[sum].Start || figures[0].unit == "%" {
		return
	}
	a := amountOf{lang: lang, who: sentence[tokens[from].Start:tokens[to-1].End], did: sentence[tokens[to].Start:verb.End]}
	for i := to + 2; i+1 < len(tokens); i++ {
		if end := nameEnd(sentence, tokens, i+1); into[tokens[i].Word] && end > i+1 {
			a.to = " " + sentence[tokens[i].Start:tokens[end-1].End]
			break
		}
	}
	if key := a.who + verb.Term + a.to; len(a.did) < len(s.amounts[key].did) || s.amounts[key].did == "" { // "a", not "avait"
		s.amounts[key] = a
	}
}

var (
	auxiliaries = map[string]map[string]bool{"fr": wordSet(`a avait`), "en": wordSet(`has had`)}
	into        = wordSet(`dans pour in into for`)
)

// isParticiple reports whether a word that follows an auxiliary looks like a
// past participle.
func isParticiple(word, lang string) bool {
	if lang == "en" {
		return endsIn(word, "ed", "nt", "id", "aid")
	}
	return endsIn(word, "e", "i", "u", "is", "it")
}
