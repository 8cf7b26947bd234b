package article

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
	pieces  []Span // where sentences are looked for, of quotes, fences and tables; nil: in the whole block
	leftOut string // why it is no part of the article; empty when it is

	words  wordCount
	normal string  // as normal gives it; empty for a block longer than maxNormal
	prompt *prompt // the prompt that it is; nil for most
	prose  bool    // reads like sentences in the article's language
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
	l, last := c.lines[i], c.last()
	switch {
	case !l.bad && (last == nil || last.leftOut != notUTF8):
		return false
	case last != nil && c.goesOn(i):
		last.End, last.leftOut = l.End, notUTF8
	case l.bad:
		c.add(block{Span: l.Span, leftOut: notUTF8}, true)
	default:
		return false
	}
	return true
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
	switch {
	case c.markdown && (before.broken || l.quoted && !before.quoted),
		!c.markdown && (l.quoted != before.quoted || !c.wrapped(i)):
		return false
	}
	return !c.isPrompt(i-1) && !c.isPrompt(i)
}

// topLines are the lines among which an article's date is looked for.
const topLines = 30

// isPrompt reports whether line i is furniture of its own, and so no part of
// a paragraph.
func (c *blockCutter) isPrompt(i int) bool {
	if c.lines[i].Len() > maxNormal {
		return false
	}
	n := normal(c.lineText(i))
	prompt := findPrompt(n)
	date, _ := bylineDate(c.lineText(i), "fr")
	return prompt != nil && !prompt.label || isBreadcrumb(n, "") || date != "" && i < topLines
}

// paragraph begins a paragraph; one that is set in under a list item of
// Markdown belongs to the item.
func (c *blockCutter) paragraph(i int) {
	l := c.lines[i]
	b := block{Span: l.Span, indent: l.indent, quoted: l.quoted}
	if n := len(c.blocks); c.markdown && n > 0 && c.blocks[n-1].kind == itemBlock && c.spaced && l.indent >= 2 {
		b.kind, b.mark, b.indent = itemBlock, l.Start, c.blocks[n-1].indent
	}
	c.add(b, true)
}
