package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

type blockKind uint8

const (
	paragraphBlock blockKind = iota
	itemBlock
	headingBlock
)

// A block is what blank lines, line ends and marks set apart: a paragraph, a
// list item or a heading.
type block struct {
	Span    // without marks and white space at either end
	kind    blockKind
	level   int    // of a marked heading, from 1; 0 for others
	mark    int    // where the mark of a list item begins
	bullet  string // the mark itself; empty for a further paragraph of the item
	indent  int    // of the first line, in columns
	quoted  bool   // marked with >
	spaced  bool   // a blank line, a rule or a heading comes before
	title   bool   // the heading that is the article's title
	pieces  []Span // where sentences are looked for; nil: in the whole block
	leftOut string // why it is no part of the article; empty when it is

	words  wordCount
	normal string // as normal gives it; empty for a block longer than maxNormal
	prose  bool   // reads like sentences in the article's language
}

const notUTF8 = "not UTF-8 text"

// A blockCutter cuts lines into blocks. Its methods that report a bool do so
// when the line at i was theirs; those that take more lines move i.
type blockCutter struct {
	*page
	open     bool            // the last block may go on
	spaced   bool            // a gap comes before the line
	unclosed map[string]bool // opening marks that nothing closes from here on
}

// cutBlocks cuts the lines from first on into blocks.
func (p *page) cutBlocks(first int) {
	p.width = p.wrapWidth(first)
	c := &blockCutter{page: p, spaced: true, unclosed: make(map[string]bool)}
	for i := first; i < len(p.lines); i++ {
		switch {
		case p.lines[i].Len() == 0:
			c.gap()
		case c.bad(i), c.comment(&i), c.fence(&i), c.heading(i), c.underline(i), c.rule(i),
			c.tableRow(i), c.note(i), c.item(i), c.goOn(i):
		default:
			c.paragraph(i)
		}
	}
}

// add appends a block, to which the next lines may belong if it is open.
func (c *blockCutter) add(b block, open bool) {
	b.spaced = c.spaced
	c.blocks = append(c.blocks, b)
	c.open, c.spaced = open, false
}

// gap ends the block.
func (c *blockCutter) gap() { c.open, c.spaced = false, true }

// last returns the block that the line may belong to, or nil.
func (c *blockCutter) last() *block {
	if !c.open {
		return nil
	}
	return &c.blocks[len(c.blocks)-1]
}

// bad leaves out a line that is not UTF-8, and the paragraph that it stands in.
func (c *blockCutter) bad(i int) bool {
	l := c.lines[i]
	last := c.last()
	goesOn := last != nil && c.goesOn(i)
	switch {
	case goesOn && (l.bad || last.leftOut == notUTF8):
		last.End, last.leftOut = l.End, notUTF8
	case l.bad:
		c.add(block{Span: l.Span, leftOut: notUTF8}, true)
	default:
		return false
	}
	return true
}

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
	var b block
	for _, l := range c.lines[*i+1 : *i+1+n] {
		if l.bad {
			b.leftOut = notUTF8
		}
		if l.bad || hasWord(c.text[l.Start:l.End]) || l.Len() > 0 && b.pieces != nil {
			b.pieces = append(b.pieces, l.Span)
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

// underline makes a heading of the paragraph that it stands under.
func (c *blockCutter) underline(i int) bool {
	s, last := c.lineText(i), c.last()
	if last == nil || last.kind != paragraphBlock || last.Len() > maxNormal || len(s) < 3 ||
		strings.Trim(s, "=") != "" && strings.Trim(s, "-") != "" {
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
	if !strings.HasPrefix(c.lineText(i), "|") {
		return false
	}
	c.add(block{Span: c.lines[i].Span}, false)
	return true
}

var (
	noteMark   = regexp.MustCompile(`^\[\^[^\]\s]+\]:[ \t]+`)
	linkTarget = regexp.MustCompile(`^\[[^\]^]+\]:[ \t]*\S+(?:[ \t]+["'(].*)?$`)
)

// note finds Markdown's footnotes and the addresses of its links.
func (c *blockCutter) note(i int) bool {
	s, l := c.lineText(i), c.lines[i]
	if mark := noteMark.FindString(s); mark != "" {
		c.add(block{Span: Span{l.Start + len(mark), l.End}}, true)
		return true
	}
	if !linkTarget.MatchString(s) {
		return false
	}
	c.add(block{Span: l.Span, leftOut: "link target"}, false)
	return true
}

var itemMark = regexp.MustCompile(`^(?:([—―])[\s\x{a0}\x{202f}]*|([-*+•‣◦▪●·–]|--|\d{1,3}[.)]|[a-zA-Z]\))[\s\x{a0}\x{202f}]+)`)

func (c *blockCutter) item(i int) bool {
	s, l := c.lineText(i), c.lines[i]
	m := itemMark.FindStringSubmatch(s)
	if m == nil || !hasWord(s[len(m[0]):]) || !c.beginsItem(i, m[1]+m[2]) {
		return false
	}
	c.add(block{
		Span: Span{l.Start + len(m[0]), l.End}, kind: itemBlock,
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

// goOn adds the line to the last block.
func (c *blockCutter) goOn(i int) bool {
	last, l := c.last(), c.lines[i]
	if last == nil || !c.goesOn(i) {
		return false
	}
	if l.quoted && last.pieces == nil {
		last.pieces = []Span{last.Span}
	}
	if l.quoted {
		last.pieces = append(last.pieces, l.Span) // the > between stays out of the sentences
	} else if last.pieces != nil {
		last.pieces[len(last.pieces)-1].End = l.End
	}
	last.End = l.End
	return true
}

// goesOn reports whether line i belongs to the same block as the line before.
func (c *blockCutter) goesOn(i int) bool {
	before, l := c.lines[i-1], c.lines[i]
	if c.markdown {
		return !before.broken && (before.quoted || !l.quoted)
	}
	return before.quoted == l.quoted && c.wrapped(i)
}

func (c *blockCutter) paragraph(i int) {
	l := c.lines[i]
	b := block{Span: l.Span, indent: l.indent, quoted: l.quoted}
	if n := len(c.blocks); c.markdown && n > 0 && c.blocks[n-1].kind == itemBlock && c.spaced && l.indent >= 2 {
		b.kind, b.mark, b.indent = itemBlock, l.Start, c.blocks[n-1].indent
	}
	c.add(b, true)
}

// wrapped reports whether line i of plain text was begun only because its
// first word no longer fitted on the line before.
func (p *page) wrapped(i int) bool {
	before, l := p.lines[i-1], p.lines[i]
	if p.width == 0 || before.width+1+p.firstWidth(i) <= p.width {
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
