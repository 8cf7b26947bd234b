package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrapped reports whether line i of plain text was begun only because its
// first word no longer fitted on the line before.
func (p *page) wrapped(i int) bool {
	before, l := p.lines[i-1], p.lines[i]
	const ragged = 10 // hand-wrapped lines may be a tenth shorter
	r, _ := utf8.DecodeRuneInString(p.lineText(i))
	if p.width == 0 || before.width+1+p.firstWidth(i) <= p.width-p.width/ragged && !unicode.IsLower(r) {
		return false
	}
	// Set in deeper, it begins a paragraph, unless it goes on in a list item.
	return l.indent <= before.indent || before.indent > 0 || itemMark.MatchString(p.lineText(i-1))
}

// firstWidth returns the width of the first word of line i, in runes.
func (p *page) firstWidth(i int) int {
	word, _, _ := strings.Cut(p.lineText(i), " ")
	return utf8.RuneCountInString(word)
}

// Hard-wrapped text has lines of a width within these bounds, in runes.
const minWidth, maxWidth = 40, 120

// wrapWidth returns the width to which plain text was hard-wrapped, in runes;
// 0 when its lines end where paragraphs do. Wrapped lines are nearly all as
// long as they can be, and most begin in the middle of a sentence.
func (p *page) wrapWidth(first int) int {
	if p.markdown {
		return 0
	}
	var pairs []int // lines that follow another
	width, long := 0, 0
	for i := first + 1; i < len(p.lines); i++ {
		before := p.lines[i-1]
		if before.Len() == 0 || p.lines[i].Len() == 0 || itemMark.MatchString(p.lineText(i)) {
			continue
		}
		pairs = append(pairs, i)
		if before.width > maxWidth {
			long++
		} else {
			width = max(width, before.width)
		}
	}
	if width < minWidth || long*10 > len(pairs) {
		return 0
	}
	full, lower := 0, 0
	for _, i := range pairs {
		if p.lines[i-1].width+1+p.firstWidth(i) > width {
			full++
			if r, _ := utf8.DecodeRuneInString(p.lineText(i)); unicode.IsLower(r) {
				lower++
			}
		}
	}
	if full*10 < len(pairs)*6 || lower*2 < full {
		return 0
	}
	return width
}
