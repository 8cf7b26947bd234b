package article

import (
	"iter"
	"strings"
	"unicode"
)

// DetectLang tells whether text is French or English ("fr" or "en") by its
// function words, elisions and accents. A text that shows neither, such as a
// question of names only, gives otherwise.
func DetectLang(text, otherwise string) string {
	return countWords(text).lang(otherwise)
}

// A wordCount says how many words a text has, and of which kinds.
type wordCount struct {
	all      int
	french   int // function words and elisions
	english  int // function words and contractions
	accented int // words with a letter that English does not have
}

func countWords(text string) wordCount {
	var c wordCount
	for w := range words(text) {
		c.all++
		head, tail, _ := strings.Cut(w, "'")
		folded := fold(w)
		if folded != w {
			c.accented++
		}
		if tail != "" && elided[head] || frenchWords[folded] {
			c.french++
		}
		if tail != "" && contracted[tail] || englishWords[w] {
			c.english++
		}
	}
	return c
}

func (c *wordCount) add(d wordCount) {
	c.all += d.all
	c.french += d.french
	c.english += d.english
	c.accented += d.accented
}

func (c wordCount) lang(otherwise string) string {
	// An accent may stand in a name; a function word hardly does.
	french, english := 2*c.french+c.accented, 2*c.english
	switch {
	case french > english:
		return "fr"
	case english > french:
		return "en"
	}
	return otherwise
}

// words yields the words of text in lower case. An apostrophe inside a word
// belongs to it and is given as '.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
			return r != '\'' && r != '’' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		}) {
			w = strings.Trim(strings.ReplaceAll(strings.ToLower(w), "’", "'"), "'")
			if w != "" && !yield(w) {
				return
			}
		}
	}
}

// fold takes the accents of French off a word in lower case.
func fold(w string) string {
	for i := range len(w) {
		if w[i] >= 0x80 {
			return unaccent.Replace(w)
		}
	}
	return w
}

var unaccent = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "æ", "ae", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "ô", "o", "ö", "o", "œ", "oe", "ù", "u", "û", "u", "ü", "u", "ÿ", "y",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0308", "", "\u0327", "", // decomposed
)

// set makes a set of the words in list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// The words that show a language, French without accents. Words as common in
// the other language ("a", "on", "or", "me", "as") tell nothing and are left out.
var (
	elided     = set("l d qu j n s c m t jusqu lorsqu puisqu quoiqu quelqu aujourd")
	contracted = set("s t re ve ll d m")

	frenchWords = set(`le la les un une des du de au aux et ou mais donc car ni que qui quoi dont ce
		cet cette ces cela ceci ca son sa ses mon ma mes ta tes leur leurs notre nos votre vos il
		elle ils elles je tu nous vous y en se est sont etait etaient ete etre ont avait avaient
		avoir fut furent sera seront serait dans par pour sur sous avec sans entre vers chez depuis
		pendant contre selon lors avant apres plus tres pas ne si comme quand comment pourquoi
		combien quel quelle quels quelles aussi ainsi alors tout tous toute toutes meme peut faut
		fait faire deux trois cependant toutefois parce lui eux deja encore moins beaucoup`)

	englishWords = set(`the of and to in is are was were be been has have had having do does did will
		would can could should may might must not this that these those it its he she they we you i
		him her his our your my their who whom whose what when where why how which with without
		from for by at into about than then there here if but an all any some much many more most
		out up after before between because also only just such other over under while during
		against until so no too very them us tell explain`)
)
