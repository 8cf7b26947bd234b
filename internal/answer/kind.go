package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/retrieval"
)

// A kind is the kind of thing that a question asks for.
type kind uint8

const (
	anything kind = iota
	amount        // a sum or a measure: how much
	count         // how many
	share         // a part of a whole: a percentage, a half
	date
	person // or an organisation: who
	place
	reason
	definition
)

// isFigure reports whether it is a figure that is asked for.
func (k kind) isFigure() bool { return k == amount || k == count || k == share }

// isExact reports whether a sentence that answers has surely what is asked for: a
// figure or a date.
func (k kind) isExact() bool { return k.isFigure() || k == date }

// A role is what a word does in a question.
type role uint8

const (
	means role = iota // it carries meaning
	names             // it says what kind of thing is asked for: "date" in "à quelle date"
	helps             // it helps other words along: "peut", "selon", "tous"
	asks              // it only asks: "combien"
)

// questionWords are the words that only ask, folded, and the kind that each
// asks for in whatever place it stands.
var questionWords = map[string]kind{
	"combien": amount, "quand": date, "pourquoi": reason, "comment": anything, "quoi": anything,
	"lequel": anything, "laquelle": anything, "lesquels": anything, "lesquelles": anything,
	"when": date, "why": reason, "how": anything, "what": anything, "which": anything,
	"whom": person, "whose": person, "tell": anything,
}

// openers ask for a kind at the start of a question, perhaps after a
// preposition; elsewhere they are relative pronouns.
var openers = map[string]kind{"qui": person, "ou": place, "who": person, "where": place}

// kindNouns say the kind that is asked for when they follow "quel" or "which",
// or stand in a question of a few words without a verb.
var kindNouns = map[string]kind{
	"montant": amount, "somme": amount, "nombre": count, "chiffre": amount, "pourcentage": share,
	"part": share, "taux": share, "proportion": share, "prix": amount, "valeur": amount, "age": amount,
	"population": amount, "superficie": amount, "cout": amount, "budget": amount, "total": amount,
	"date": date, "annee": date, "mois": date, "jour": date, "siecle": date, "epoque": date, "periode": date,
	"raison": reason, "raisons": reason, "cause": reason, "causes": reason, "motif": reason,
	"but": reason, "objectif": reason, "objectifs": reason, "finalite": reason,
	"role": definition, "fonction": definition, "utilite": definition,
	"endroit": place, "lieu": place, "pays": place, "ville": place, "region": place,
	"personne": person, "nom": person,
	"definition": definition, "sens": definition, "signification": definition,
	"amount": amount, "sum": amount, "number": count, "percentage": share, "share": share, "price": amount,
	"much": amount, "many": count, "worth": amount, "cost": amount,
	"year": date, "month": date, "day": date, "century": date,
	"purpose": reason, "goal": reason, "goals": reason, "aim": reason, "function": definition,
	"reason": reason, "place": place, "country": place, "city": place, "person": person, "name": person,
	"meaning": definition, "define": definition,
}

// helpers are words that carry little in a question, though the index has them:
// auxiliaries, adverbs of degree, prepositions and the like, folded. In a small
// corpus their rarity says nothing of that.
var helpers = wordSet(`
	veut veulent voulait voulaient voudrait vouloir voulu peut peuvent pouvait pouvaient pourrait pourraient pouvoir pu puisse
	doit doivent devait devaient devrait devraient devoir faut fallait faudrait fait font faisait faisaient faire ferait fera
	va vont allait aller irait ira existe existent elles nous vous tout tous toute toutes autre autres tres plus moins aussi
	encore deja toujours jamais entre selon dont comme contre apres avant depuis pendant vers chez donc alors puis si ainsi
	plusieurs certains certaines chaque quelque quelques memes lors afin parmi sous ca oui non bien peu trop assez
	actuellement egalement surtout notamment vraiment ete etes sommes suis
	want wants wanted make makes made go goes going went gone exist exists
	can could would should will may might must shall get gets got also more most very any some all other another between about
	according after before since during than then so such just still even already really please give know`)

// askedFor returns what the question made of tokens asks for, and the role of
// each token.
func askedFor(tokens []retrieval.Token) (kind, []role) {
	asked := anything
	roles := make([]role, len(tokens))
	for i := range tokens {
		k, role := roleOf(tokens, i)
		roles[i] = role
		if asked == anything {
			asked = k
		}
	}
	if asked == anything && isDefinition(tokens) {
		asked = definition
	}
	return asked, roles
}

// roleOf returns the role of the token numbered i, and the kind that it asks
// for or names.
func roleOf(tokens []retrieval.Token, i int) (kind, role) {
	word := tokens[i].Word
	if k, ok := questionWords[word]; ok {
		if word == "combien" && i+1 < len(tokens) && tokens[i+1].Word == "de" {
			k = count
		}
		return k, asks
	}
	if k, ok := openers[word]; ok && opens(tokens[:i]) {
		return k, asks
	}
	if k, ok := kindNouns[word]; ok && (follows(tokens, i) || len(tokens) <= 3) {
		return k, names
	}
	if corpusNouns[word] && i > 0 && (follow(tokens, i, citing)) {
		return anything, asks
	}
	if helpers[word] || happens(tokens, i) {
		return anything, helps
	}
	return anything, means
}

// happens reports whether the token numbered i is of an expression that says no
// more than that something happens: "a eu lieu", "take place".
func happens(tokens []retrieval.Token, i int) bool {
	after := func(word string, verbs map[string]bool) bool {
		return tokens[i].Word == word && i > 0 && verbs[tokens[i-1].Word]
	}
	return after("lieu", having) || after("place", taking) ||
		taking[tokens[i].Word] && i+1 < len(tokens) && tokens[i+1].Word == "place"
}

var (
	having = wordSet(`a ont eu avait avaient aura auront aurait avoir ait`)
	taking = wordSet(`take takes took taken taking`)
)

// opens reports whether a question word after these tokens opens the question:
// "et par qui".
func opens(before []retrieval.Token) bool {
	return len(before) <= 2 && !slices.ContainsFunc(before, func(t retrieval.Token) bool { return !t.Function })
}

// follows reports whether one of the three tokens before i asks for a thing of
// the kind that token i names: "quel montant", "quelle est la date", "how much".
func follows(tokens []retrieval.Token, i int) bool { return follow(tokens, i, selecting) }

// follow reports whether one of the three tokens before i is one of words.
func follow(tokens []retrieval.Token, i int, words map[string]bool) bool {
	return slices.ContainsFunc(tokens[max(0, i-3):i], func(t retrieval.Token) bool { return words[t.Word] })
}

var (
	selecting = wordSet(`quel quels quelle quelles what which how`)
	citing    = wordSet(`selon apres dans according in`)
	// corpusNouns are what people call the articles that they ask about.
	corpusNouns = wordSet(`article articles texte textes document documents source sources presse text texts press`)
)

// isDefinition reports whether the question is "qu'est-ce que X", "c'est quoi
// X" or "what is X", of a thing named in a word or two.
func isDefinition(tokens []retrieval.Token) bool {
	carrying := 0
	isWhat := false
	for i, t := range tokens {
		if i > 0 {
			switch tokens[i-1].Word + " " + t.Word {
			case "est ce", "est quoi", "what is", "what are", "what s":
				isWhat = true
			case "ce qui": // "qu'est-ce qui change"
				return false
			}
		}
		if _, only := questionWords[t.Word]; !t.Function && !only {
			carrying++
		}
	}
	last := len(tokens) - 1
	if last > 0 && tokens[0].Word == "what" && tokens[last].Word == "mean" {
		isWhat, carrying = true, carrying-1
	}
	return isWhat && carrying <= 2
}

// find returns the numbers of the tokens that are a thing of kind k beyond what
// the question itself says, in a sentence that t was read from.
func (t text) find(k kind, sentence string) []int {
	said := t.said()
	var is func(i int, word string) bool
	number := func(i int, word string) bool {
		day := i+1 < len(t.tokens) && months[t.tokens[i+1].Word]
		return isNumeral(word) && !isYear(word) && !day && !t.inName(sentence, i)
	}
	switch k {
	case anything:
		return nil
	case amount:
		is = func(i int, word string) bool { return largeNumbers[word] || number(i, word) }
	case count:
		is = func(i int, word string) bool { return largeNumbers[word] || smallNumbers[word] || number(i, word) }
	case share:
		is = func(i int, word string) bool {
			return fractions[word] || isNumeral(word) && startsPercent(sentence[t.tokens[i].End:])
		}
	case date:
		is = func(_ int, word string) bool { return dateWords[word] || isYear(word) }
	case person:
		is = func(i int, _ string) bool { return i > 0 && t.capital(sentence, i) }
	case place:
		is = func(i int, _ string) bool {
			return i > 0 && t.capital(sentence, i) && (placeWords[t.tokens[i-1].Word] || i > 1 && placeWords[t.tokens[i-2].Word])
		}
	case reason:
		is = func(_ int, word string) bool { return reasonWords[word] }
	case definition:
		return t.defined(sentence, said)
	}
	var found []int
	for i, token := range t.tokens {
		if !said[i] && is(i, token.Word) {
			found = append(found, i)
		}
	}
	return found
}

// capital reports whether the token numbered i, a word that carries meaning,
// begins with a capital.
func (t text) capital(sentence string, i int) bool {
	r, _ := utf8.DecodeRuneInString(sentence[t.tokens[i].Start:])
	return unicode.IsUpper(r) && !t.tokens[i].Function
}

// fullName reports whether two of the words numbered are neighbours with no
// more than a space between them, as first and last names are.
func (t text) fullName(sentence string, numbers []int) bool {
	for k := 1; k < len(numbers); k++ {
		i, j := numbers[k-1], numbers[k]
		if j == i+1 && sentence[t.tokens[i].End:t.tokens[j].Start] == " " {
			return true
		}
	}
	return false
}

// defined returns the words of the question that a sentence explains: it has
// them beside a bracket, or before "or", "that is" or a verb that defines.
func (t text) defined(sentence string, said []bool) []int {
	var found []int
	for i, token := range t.tokens {
		if !said[i] {
			continue
		}
		before := strings.TrimRight(sentence[:token.Start], "« “\"\u00a0\u202f")
		after := strings.TrimLeft(sentence[token.End:], "» ”\"\u00a0\u202f")
		if strings.HasSuffix(before, "(") || strings.HasPrefix(after, "(") {
			found = append(found, i)
			continue
		}
		for j := i + 1; j < len(t.tokens) && j <= i+2; j++ {
			if definitionWords[t.tokens[j].Word] {
				found = append(found, i)
				break
			}
		}
	}
	return found
}

var placeWords = wordSet(`a en au aux dans sur pres vers chez entre depuis in at on near from to`)

var reasonWords = wordSet(`car parce puisque afin cause raison grace faute pour permettre permet because since due order so`)

var definitionWords = wordSet(`ou est sont designe designent appelle appelee appele signifie represente definit defini definie
	definissent constitue consiste or is are means refers called defined`)

// inName reports whether the number at the token numbered i ends a name:
// "GPT-3".
func (t text) inName(sentence string, i int) bool {
	before, hyphen := strings.CutSuffix(sentence[:t.tokens[i].Start], "-")
	r, _ := utf8.DecodeLastRuneInString(before)
	return hyphen && unicode.IsLetter(r)
}

// smallNumbers are those that are mostly written in words, and stand in many
// sentences that give no amount.
var smallNumbers = wordSet(`deux trois quatre cinq six sept huit neuf dix aucun two three four five seven eight nine ten none`)

var largeNumbers = wordSet(`onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille
	million millions milliard milliards dizaine dizaines douzaine centaine centaines milliers
	eleven twelve fifteen twenty thirty forty fifty hundred hundreds thousand thousands dozen billion billions trillion`)

var fractions = wordSet(`moitie tiers quart majorite minorite half third quarter majority minority`)

var dateWords = wordSet(`janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
	lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourdhui demain siecle
	january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow century`)

// months are folded; in French they are seldom anything else, in English "may"
// and "march" are.
var months = wordSet(`janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
	january february april june july august september october november december`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isNumeral(word string) bool {
	return word != "" && '0' <= word[0] && word[0] <= '9'
}

func isYear(word string) bool {
	return len(word) == 4 && (word[0] == '1' || word[0] == '2' && word[1] == '0') && strings.Trim(word, "0123456789") == ""
}
