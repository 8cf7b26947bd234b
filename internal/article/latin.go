package article

import (
	"strings"
	"unicode/utf8"
)

// isPlaceholder reports whether a text is the Latin that fills pages in the
// making. Quoted Latin is not: somebody said it.
func isPlaceholder(s string) bool {
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("«“\"", first) {
		return false
	}
	all, filler := 0, 0
	for w := range words(s) {
		if all++; loremWords[w] {
			filler++
		}
	}
	return filler >= 4 && filler*10 >= all*3 || all >= 8 && isLatin(s)
}

// isLatin reports whether a text looks Latin, particles and verbs included,
// which names of species have not, and neither French nor English.
func isLatin(s string) bool {
	all, particles, forms := 0, 0, 0
	for w := range words(s) {
		all++
		switch {
		case latinParticles[w]:
			particles++
		case frenchWords[w] || englishWords[w] || fold(w) != w || strings.Contains(w, "'"):
			return false
		case loremWords[w] || hasLatinEnding(w):
			forms++
		}
	}
	return all >= 6 && particles*5 >= all && forms*4 >= all && (particles+forms)*10 >= all*6
}

func hasLatinEnding(w string) bool {
	for _, ending := range latinEndings {
		if strings.HasSuffix(w, ending) {
			return true
		}
	}
	return false
}

var (
	latinEndings = strings.Fields(`um us is em am ae ur unt ibus it at os as et mus tis are ere ire isse`)

	latinParticles = set(`nec vis ex mei an hinc ei est et in ad ut sit cum ne te no per pro sed id eu ea
		eum usu vel qui quo his has duo nam vix mel mea ius sea pri eos eam cu at de non ac atque
		aut quod`)

	loremWords = set(`lorem ipsum dolor amet consectetur adipiscing adipisicing elit eiusmod tempor
		incididunt labore dolore magna aliqua minim veniam quis nostrud exercitation ullamco laboris
		aliquip commodo consequat duis aute irure reprehenderit voluptate velit esse cillum fugiat
		nulla pariatur excepteur sint occaecat cupidatat proident culpa officia deserunt mollit
		laborum vestibulum pellentesque curabitur phasellus vivamus nullam aenean suspendisse maecenas`)
)
