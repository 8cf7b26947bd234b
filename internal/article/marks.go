package article

import (
	"regexp"
	"slices"
	"strings"
)

// comment leaves out an HTML comment.
func (c *blockCutter) comment(i *int) bool {
	const opening, closing = "<!--", "-->"
	l := c.lines[*i]
	if !strings.HasPrefix(c.lineText(*i), opening) || c.unclosed[opening] {
		return false
	}
	n := strings.Index(c.text[l.Start:], closing)
	if n < 0 {
		c.unclosed[opening] = true
		return false
	}
	end := l.Start + n + len(closing)
	c.add(block{Span: Span{l.Start, end}, leftOut: "comment"}, false)
	for c.lines[*i].End < end {
		*i++
	}
	if rest := trim(c.text, Span{end, c.lines[*i].End}); rest.Len() > 0 {
		c.lines[*i].Span = rest
		*i-- // what follows the comment is read as a line of its own
	}
	c.spaced = true
	return true
}

var fenceMark = regexp.MustCompile("^(?:```+|~~~+)")

// fence adds what stands between fences as one block whose lines are apart:
// code and verse are not to be run together.
func (c *blockCutter) fence(i *int) bool {
	mark := fenceMark.FindString(c.lineText(*i))
	if mark == "" || c.unclosed[mark] {
		return false
	}
	n := slices.IndexFunc(c.lines[*i+1:], func(l line) bool {
		s := c.text[l.Start:l.End]
		return strings.HasPrefix(s, mark) && strings.Trim(s, mark[:1]) == ""
	})
	if n < 0 {
		c.unclosed[mark] = true
		return false
	}
	b := block{leftOut: "no words"}
	for _, l := range c.lines[*i+1 : *i+1+n] {
		if l.Len() > 0 {
			b.pieces = append(b.pieces, l.Span)
		}
		switch {
		case l.bad:
			b.leftOut = notUTF8
		case b.leftOut != notUTF8 && hasWord(c.text[l.Start:l.End]):
			b.leftOut = ""
		}
	}
	if b.pieces != nil {
		b.Span = Span{b.pieces[0].Start, b.pieces[len(b.pieces)-1].End}
		c.add(b, false)
	}
	c.gap()
	*i += n + 1
	return true
}

var atxHeading = regexp.MustCompile(`^(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?$`)

// heading adds a heading that is marked with #.
func (c *blockCutter) heading(i int) bool {
	s := c.lineText(i)
	m := atxHeading.FindStringSubmatchIndex(s)
	if m == nil || !hasWord(s) {
		return false
	}
	start := c.lines[i].Start
	c.add(block{
		Span: trim(c.text, Span{start + m[4], start + m[5]}), kind: headingBlock, level: m[3] - m[2],
	}, false)
	c.spaced = true
	return true
}

// underline makes a heading of the line that it stands under; not of a
// sentence with its full stop, which only has a rule below.
func (c *blockCutter) underline(i int) bool {
	s, last := c.lineText(i), c.last()
	if last == nil || last.kind != paragraphBlock || last.Len() > maxNormal || c.text[last.End-1] == '.' ||
		len(s) < 3 || strings.Trim(s, "=") != "" && strings.Trim(s, "-") != "" {
		return false
	}
	last.kind, last.level, last.pieces = headingBlock, 1, nil
	if s[0] == '-' {
		last.level = 2
	}
	c.gap()
	return true
}

// rule passes over lines without words: rules between parts, underlines,
// marks of empty quotes and fences that nothing closes.
func (c *blockCutter) rule(i int) bool {
	s := c.lineText(i)
	switch {
	case hasWord(s):
		return false
	case strings.Trim(s, "-*_=~#|:+`·•–—> ") == "":
		c.gap()
		return true
	case c.open:
		return false // an ellipsis and the like in the middle of a paragraph
	}
	c.add(block{Span: c.lines[i].Span, leftOut: "no words"}, false)
	c.spaced = true
	return true
}

// tableRow keeps the rows of a table apart.
func (c *blockCutter) tableRow(i int) bool {
	s := c.lineText(i)
	if s[0] != '|' || s[len(s)-1] != '|' || !hasWord(s) {
		return false
	}
	row := trim(c.text, Span{c.lines[i].Start + 1, c.lines[i].End - 1})
	c.add(block{Span: row, pieces: []Span{row}}, false)
	return true
}

var (
	noteMark   = regexp.MustCompile(`^\[\^[^\]\s]+\]:[ \t]+`)
	linkTarget = regexp.MustCompile(`^\[[^\]^]+\]:[ \t]*\S*[/#]\S*(?:[ \t]+["'(].*)?$`)
)

// note finds Markdown's footnotes and the addresses of its links.
func (c *blockCutter) note(i int) bool {
	s, l := c.lineText(i), c.lines[i]
	if mark := noteMark.FindString(s); mark != "" && hasWord(s[len(mark):]) {
		c.add(block{Span: trim(c.text, Span{l.Start + len(mark), l.End})}, true)
		return true
	}
	if !linkTarget.MatchString(s) {
		return false
	}
	c.add(block{Span: l.Span, leftOut: "link target"}, false)
	return true
}

var itemMark = regexp.MustCompile(`^(?:([—―])[\s\pZ]*|([-*+•‣◦▪●·–]|--|\d{1,3}[.)]|[a-zA-Z]\))[\s\pZ]+)`)

// item begins an item of a list.
func (c *blockCutter) item(i int) bool {
	s, l := c.lineText(i), c.lines[i]
	m := itemMark.FindStringSubmatch(s)
	if m == nil || !hasWord(s[len(m[0]):]) || !c.beginsItem(i, m[1]+m[2]) {
		return false
	}
	c.add(block{
		Span: trim(c.text, Span{l.Start + len(m[0]), l.End}), kind: itemBlock,
		mark: l.Start, bullet: m[1] + m[2], indent: l.indent, quoted: l.quoted,
	}, true)
	return true
}

// beginsItem reports whether the mark on line i begins a list item rather
// than standing in a sentence that goes on from the line before.
func (c *blockCutter) beginsItem(i int, bullet string) bool {
	last := c.last()
	switch {
	case last == nil, last.kind == itemBlock, endsInColon(c.text[last.Start:last.End]),
		strings.ContainsAny(bullet, "•‣◦▪●"):
		return true
	case !c.markdown:
		return !c.wrapped(i)
	case strings.ContainsAny(bullet, "-*+") || bullet == "1.":
		return true
	}
	// A quotation's attribution closes the paragraph.
	return isDash(bullet) && (i+1 == len(c.lines) || c.lines[i+1].Len() == 0)
}

func isDash(bullet string) bool {
	return strings.Contains("–—―", bullet) && bullet != "" || bullet == "--"
}
