package article

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHeadline bounds a title or a heading in plain text, in runes.
const maxHeadline = 150

// isHeadline reports whether a block looks like a headline: one short line
// without a closing full stop.
func (p *page) isHeadline(b *block) bool {
	if b.kind != paragraphBlock || b.leftOut != "" || b.quoted || strings.ContainsAny(p.text[b.Start:b.End], "\r\n") {
		return false
	}
	s := strings.TrimRight(p.plain(b.Span), "»”\"’)*_ \u00a0\u202f")
	return hasWord(s) && utf8.RuneCountInString(s) <= maxHeadline &&
		!strings.ContainsAny(s[len(s)-1:], ":;,") &&
		(!strings.HasSuffix(s, ".") || isDotted(lastWord(s[:len(s)-1]))) &&
		len(sentences(p.text, b.Span)) == 1
}

// findTitle marks the block that is the title: the only heading of the first
// level, or the headline that the text begins with.
func (p *page) findTitle() {
	at := -1
	for i := range p.blocks {
		if p.blocks[i].level == 1 && p.blocks[i].leftOut == "" {
			if at >= 0 {
				at = -1
				break
			}
			at = i
		}
	}
	if at < 0 {
		at = p.firstHeadline()
	}
	if at < 0 {
		return
	}
	b := &p.blocks[at]
	title := p.plain(b.Span)
	if p.article.Title == "" {
		p.article.Title = title
	}
	if normal(title) == normal(p.article.Title) {
		b.kind, b.title = headingBlock, true
	}
}

// firstHeadline returns the headline above the text, below nothing but
// furniture; -1 for none.
func (p *page) firstHeadline() int {
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.kind == headingBlock:
			return i
		case p.isFurniture(b) || p.isByline(b):
		case p.isHeadline(b) && p.hasBody(i):
			return i
		default:
			return -1
		}
	}
	return -1
}

// hasBody reports whether a text stands under the line at i, and apart from it.
func (p *page) hasBody(i int) bool {
	for j := i + 1; j < len(p.blocks); j++ {
		b := &p.blocks[j]
		if p.isFurniture(b) || p.isByline(b) || b.normal != "" && b.normal == p.blocks[i].normal {
			continue
		}
		return j > i+1 || b.spaced || b.prose
	}
	return false
}

var bold = regexp.MustCompile(`^(?:\*\*[^*]+\*\*|__[^_]+__)$`)

// markHeadings finds the headings without marks: short lines without a full
// stop, alone, with prose, a list or another heading below. In a text whose
// headings have marks they must be bold.
func (p *page) markHeadings() {
	marked := slices.ContainsFunc(p.blocks, func(b block) bool { return b.level > 0 && !b.title })
	below := false // something stands below that can have a heading
	for i := len(p.blocks) - 1; i >= 0; i-- {
		b := &p.blocks[i]
		if b.leftOut != "" {
			continue
		}
		s := p.text[b.Start:b.End]
		if below && p.standsApart(i) && !strings.HasSuffix(s, "!") && (!marked || bold.MatchString(s)) &&
			(p.isHeadline(b) || p.isNumberedHeading(i)) && p.attribution(i) == 0 {
			b.kind = headingBlock
		}
		below = b.kind != paragraphBlock || b.prose
	}
}

// standsApart reports whether a line is set off as headings are: by blank
// lines, or by being short between paragraphs of one long line each.
func (p *page) standsApart(i int) bool {
	const short, long = 100, 200
	b := &p.blocks[i]
	if i+1 == len(p.blocks) {
		return false
	}
	if b.spaced && p.blocks[i+1].spaced {
		return true
	}
	return b.Len() < short && p.blocks[i+1].Len() > long && (b.spaced || i > 0 && p.blocks[i-1].Len() > long)
}

// isNumberedHeading reports whether the block at i is like "1. The context":
// it looks like a list item, but no other item stands next to it.
func (p *page) isNumberedHeading(i int) bool {
	b := p.blocks[i]
	if b.kind != itemBlock || b.bullet == "" || !unicode.IsDigit(rune(b.bullet[0])) ||
		i > 0 && (p.blocks[i-1].kind == itemBlock || endsInColon(p.text[p.blocks[i-1].Start:p.blocks[i-1].End])) ||
		p.blocks[i+1].kind != paragraphBlock {
		return false
	}
	b.kind = paragraphBlock
	return p.isHeadline(&b)
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

// attribution returns the block that says whose words the block at i are, if
// that is what follows it: one line set off by a dash. 0 for none.
func (p *page) attribution(i int) int {
	j := p.next(i)
	if j == len(p.blocks) || p.blocks[i].kind != paragraphBlock || p.blocks[j].kind != itemBlock {
		return 0
	}
	if k := p.next(j); k < len(p.blocks) && p.blocks[k].kind == itemBlock {
		return 0 // a list
	}
	said, by := &p.blocks[i], &p.blocks[j]
	quote, name := p.text[said.Start:said.End], p.text[by.Start:by.End]
	first, _ := utf8.DecodeRuneInString(quote)
	quoted := said.quoted || strings.ContainsRune("«“\"", first)
	capital, _ := utf8.DecodeRuneInString(name)
	if endsInColon(quote) || !isDash(by.bullet) && !(by.bullet == "-" && quoted) ||
		!unicode.IsUpper(capital) || len(name) > 120 || strings.ContainsAny(name[len(name)-1:], ".!?:;") ||
		len(sentences(p.text, by.Span)) > 1 {
		return 0
	}
	return j
}

// next returns the index of the block after i that is not left out.
func (p *page) next(i int) int {
	for i++; i < len(p.blocks) && p.blocks[i].leftOut != ""; i++ {
	}
	return i
}

var (
	htmlTag = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	mdLink  = regexp.MustCompile(`!?\[([^][]*)\]\([^()\s]*\)`)
	mdMarks = strings.NewReplacer("**", "", "__", "", "`", "")
)

// plain returns the words of a heading on one line, without markup.
func (p *page) plain(s Span) string {
	text := html.UnescapeString(htmlTag.ReplaceAllString(p.text[s.Start:s.End], ""))
	if p.markdown {
		text = mdMarks.Replace(mdLink.ReplaceAllString(text, "$1"))
	}
	return oneLine(text)
}

// oneLine makes white space single spaces, but for no-break spaces, and drops
// what can't be seen.
func oneLine(s string) string {
	var b strings.Builder
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for _, r := range field {
			if unicode.IsPrint(r) && r != utf8.RuneError || r == '\u00a0' || r == '\u202f' {
				b.WriteRune(r)
			}
		}
	}
	return strings.TrimSpace(b.String())
}
