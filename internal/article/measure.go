package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// measure finds the language of the text, and what the rules for headings and
// furniture ask of every block.
func (p *page) measure() {
	var words wordCount
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.leftOut != "" {
			continue
		}
		s := p.text[b.Start:b.End]
		b.words = countWords(s)
		if len(s) <= maxNormal {
			b.normal = normal(s)
			b.prompt = findPrompt(b.normal)
		}
		words.add(b.words)
	}
	if p.article.Lang == "" {
		p.article.Lang = words.lang("fr")
	}
	for i := range p.blocks {
		b := &p.blocks[i]
		b.prose = b.leftOut == "" && isProse(p.text[b.Start:b.End], b.words, p.article.Lang)
	}
}

// isProse reports whether a text reads like sentences of an article in lang.
func isProse(s string, words wordCount, lang string) bool {
	own, other := words.french, words.english
	if lang == "en" {
		own, other = other, own
	}
	if own < other || own*4 < words.all && isLatin(s) {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "»”\"'’)]*_ \u00a0\u202f"))
	if isStop(r) || r == ':' {
		return words.all >= 3
	}
	return words.all >= 12 && own*5 >= words.all
}

// maxNormal bounds in bytes the blocks that are compared with the words and
// shapes of furniture. Longer ones are only looked at for tag clouds and
// placeholder Latin.
const maxNormal = 400

// normal returns text in lower case, with single spaces and plain
// apostrophes, and no marks at either end but the full stop of a sentence.
func normal(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(s), "’", "'")), " ")
	s = strings.TrimLeftFunc(s, isMark)
	trimmed := strings.TrimRightFunc(s, isMark)
	if strings.Count(s[len(trimmed):], ".") == 1 {
		return trimmed + "."
	}
	return trimmed
}

func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' }
