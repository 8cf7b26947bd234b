package answer

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/retrieval"
	"entente/internal/texts"
)

// subjects are what sentences speak of.
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

// nameEnd returns where the name ends that begins with the token numbered from:
// words with a capital that a space or a hyphen parts. It returns from where
// there is none.
func nameEnd(sentence string, tokens []retrieval.Token, from int) int {
	if tokens[from].Function || !startsUpper(sentence[tokens[from].Start:]) {
		return from
	}
	to := from + 1
	for ; to < len(tokens); to++ {
		gap := sentence[tokens[to-1].End:tokens[to].Start]
		version := gap == "-" && isNumeral(tokens[to].Word) // GPT-3
		if !version && (gap != " " && gap != "-" || !startsUpper(sentence[tokens[to].Start:])) {
			break
		}
	}
	return to
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// name takes note of the name that is the tokens [from, to).
func (s *subjects) name(sentence string, tokens []retrieval.Token, from, to int) {
	text := sentence[tokens[from].Start:tokens[to-1].End]
	if to == from+1 && helpers[tokens[from].Word] { // it opens what is quoted
		return
	}
	var words []string
	for _, t := range tokens[from:to] {
		words = append(words, t.Word)
	}
	key := strings.Join(words, " ")
	table := s.names
	if from == 0 && !isMadeUp(text[:tokens[from].End-tokens[from].Start]) {
		table = s.opening // its first word may be like any other
	}
	n := mention(table, key, text)
	if from > 0 {
		n.person = n.person || personRoles[tokens[from-1].Word]
	}
	if to < len(tokens) {
		n.person = n.person || personRoles[tokens[to].Word]
	}
	before := " " + strings.ToLower(sentence[:tokens[from].Start])
	for _, a := range nameArticles {
		if strings.HasSuffix(before, a.before) {
			n.articles[a.article]++
			return
		}
	}
}

// nameArticles are the articles of names, with the contractions that hide them.
var nameArticles = []struct{ before, article string }{
	{" de la ", "la "}, {" l’", "l’"}, {" l'", "l’"}, {" le ", "le "}, {" la ", "la "}, {" les ", "les "},
	{" du ", "le "}, {" au ", "le "}, {" des ", "les "}, {" aux ", "les "}, {" the ", "the "},
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

// known returns the names, less those that are words of other kinds.
func (s *subjects) known() []*subject {
	for key, n := range s.opening {
		_, rest, several := strings.Cut(key, " ")
		name := s.names[key]
		if name == nil && several {
			name = s.names[rest] // "Selon Satya Nadella"
		}
		if name != nil {
			name.mentions += n.mentions
			name.person = name.person || n.person
		}
	}
	var list []*subject
	for key, n := range s.names {
		if !personRoles[key] { // PDG
			n.person = n.person && isFullName(n.text)
			list = append(list, n)
		}
	}
	return list
}

// question asks who a person is, or what an abbreviation or a made-up name is:
// of other names one does not ask it. It is empty where the sentences don't show
// how it is said, and of what many of them speak.
func (s *subjects) question(n *subject, t *texts.Texts, lang string) string {
	if n.person {
		return t.WhoIs(n.text)
	}
	if strings.Contains(n.text, " ") || !isMadeUp(n.text) || strings.Trim(n.text, "IVXLCDMe") == "" ||
		n.mentions < leastMentions || n.mentions*4 > s.read {
		return ""
	}
	article := n.article()
	switch {
	case lang == "fr" && article == "the ", lang == "en" && article != "" && article != "the ":
		if !allCapitals(n.text) {
			return "" // who knows whether it takes one here
		}
		article = ""
	}
	return t.WhatIs(article + n.text)
}

// article returns the article that stands before the name, if one often does.
func (n *subject) article() string {
	most := ""
	for _, a := range slices.Sorted(maps.Keys(n.articles)) {
		if n.articles[a] > n.articles[most] {
			most = a
		}
	}
	if n.articles[most]*4 < n.mentions {
		return ""
	}
	return most
}

// isMadeUp reports whether a word is an abbreviation or the like: it has a digit,
// or a capital past its first letter that does not follow a hyphen.
func isMadeUp(word string) bool {
	before := '-'
	return strings.ContainsFunc(word, func(r rune) bool {
		is := unicode.IsDigit(r) || unicode.IsUpper(r) && before != '-'
		before = r
		return is
	})
}

// isFullName reports whether a name may be a first name and a family name.
func isFullName(name string) bool {
	words := strings.Fields(name)
	for _, w := range words {
		if _, size := utf8.DecodeRuneInString(w); allCapitals(w) || strings.ContainsFunc(w[size:], unicode.IsDigit) {
			return false
		}
	}
	return len(words) == 2 || len(words) == 3
}

// personRoles are words for what somebody is that stand beside a name.
var personRoles = wordSet(`pdg president presidente directeur directrice dirigeant dirigeante patron patronne fondateur fondatrice
	cofondateur cofondatrice ministre maire depute deputee senateur senatrice juge avocat avocate auteur autrice ecrivain
	chercheur chercheuse professeur professeure economiste historien historienne ingenieur ingenieure journaliste analyste
	investisseur investisseuse entrepreneur entrepreneuse milliardaire capitaine meunier peintre architecte acteur actrice
	chanteur chanteuse roi reine pape prince princesse monsieur madame
	ceo cto cfo chairman chairwoman founder cofounder director minister mayor senator judge lawyer author writer researcher
	professor economist historian engineer journalist analyst investor billionaire captain painter actor actress singer king
	queen pope mr mrs ms`)
