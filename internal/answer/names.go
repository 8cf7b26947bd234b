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
