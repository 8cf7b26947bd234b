package article

import (
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
	if b.kind != paragraphBlock || b.quoted || b.pieces != nil || b.normal == "" || strings.ContainsAny(p.text[b.Start:b.End], "\r\n") {
		return false
	}
	s := strings.TrimRight(footnotes.ReplaceAllString(p.plain(b.Span), ""), "»”\"’)*_ \u00a0\u202f")
	return hasWord(s) && utf8.RuneCountInString(s) <= maxHeadline &&
		!strings.ContainsAny(s[len(s)-1:], ":;,") &&
		(!strings.HasSuffix(s, ".") || isDotted(lastWord(s[:len(s)-1]))) &&
		len(sentences(p.text, b.Span)) == 1
}

// footnotes are the marks of footnotes at the end of a line.
var footnotes = regexp.MustCompile(`(?:\[[\d^][^\]]*\]|[¹²³⁴⁵⁶⁷⁸⁹⁰])+$`)

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
