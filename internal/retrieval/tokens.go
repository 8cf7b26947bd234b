package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Token is one word or number of a text.
type Token struct {
	Start, End int    // bytes of the text; an elided article is left out of the span
	Word       string // lower case, without accents; decimals with a point
	Term       string // the stem of Word
	Function   bool   // a function word, which is not indexed
}

// maxWord is the length in bytes past which a word is cut in the index. No
// natural word is that long; a link or an encoded file may be.
const maxWord = 100

// tokenize calls yield with the span of each word of text and what look makes
// of it. Letters and digits make words. An elision (l', qu') is dropped, so
// that "l'accès" and "accès" are one word with spans that a highlight can use.
// Numbers keep their decimals, and lose the spaces between their thousands.
func tokenize(text string, look func(written string) seenWord, yield func(start, end int, w seenWord)) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsDigit(r):
			end := numberEnd(text, i)
			yield(i, end, look(text[i:end]))
			i = end
		case unicode.IsLetter(r):
			end := wordEnd(text, i)
			n := apostrophe(text[end:])
			next := end + n
			switch {
			case n == 0:
			case elided[fold(text[i:end])] && startsWord(text[next:]):
				i = next
				continue
			case strings.HasPrefix(text[next:], "hui") && fold(text[i:end]) == "aujourd":
				end = next + len("hui")
				yield(i, end, look("aujourdhui"))
				i = end
				continue
			case isPossessive(text[next:]):
				yield(i, end, look(text[i:end]))
				i = next + 1
				continue
			}
			yield(i, end, look(text[i:end]))
			i = end
		default:
			i += size
		}
	}
}

// elided holds the French words that lose their last vowel before another
// word, as they stand before the apostrophe.
var elided = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "n": true, "c": true,
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true, "quelqu": true, "presqu": true,
}

// wordEnd returns the end of the word that begins at i: its letters and marks,
// without the digits after it, so that "GPT4" is found by "GPT-4".
func wordEnd(text string, i int) int {
	for i < len(text) {
		if b := text[i] | 0x20; 'a' <= b && b <= 'z' { // most letters
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += size
	}
	return i
}

// numberEnd returns the end of the number that begins at i: digits, with
// decimals ("13,75") and groups of three set apart by a space ("10 000"),
// and letters that follow at once ("5e", "19th").
func numberEnd(text string, i int) int {
	start := i
	i = digitsEnd(text, i)
	for grouped := i-start <= 3; grouped; {
		n := groupSpace(text[i:])
		end := digitsEnd(text, i+n)
		if grouped = n > 0 && end-(i+n) == 3; grouped {
			i = end
		}
	}
	if i+1 < len(text) && (text[i] == ',' || text[i] == '.') && isDigit(text[i+1]) {
		i = digitsEnd(text, i+1)
	}
	return wordEnd(text, i)
}

func digitsEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsDigit(r) {
			break
		}
		i += size
	}
	return i
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// groupSpace returns the length of a space that may stand between the groups
// of three digits of a number, 0 if text does not start with one.
func groupSpace(text string) int {
	for _, s := range []string{" ", "\u00a0", "\u202f", "\u2009"} {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

// apostrophe returns the length of the apostrophe that text starts with, or 0.
func apostrophe(text string) int {
	for _, s := range []string{"'", "’", "ʼ", "‘"} {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

func startsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isPossessive reports whether text, which follows an apostrophe, is the
// English possessive s.
func isPossessive(text string) bool {
	return strings.HasPrefix(text, "s") && !startsWord(text[1:])
}

// fold gives a word in lower case, without accents and with its ligatures
// taken apart.
func fold(word string) string {
	if len(word) > maxWord {
		word = word[:maxWord]
		for !utf8.ValidString(word) {
			word = word[:len(word)-1]
		}
	}
	ascii := true
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(word)) {
		switch {
		case unicode.IsMark(r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// foldNumber folds a word or a number: it has no spaces between its groups then,
// and a point before its decimals.
func foldNumber(written string) string {
	return fold(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case r == ',':
			return '.'
		}
		return r
	}, written))
}
