package article

import (
	"path"
	"slices"
	"strings"
)

// A page is a file on its way to becoming an article.
type page struct {
	article  *Article
	problems []Problem
	text     string
	markdown bool // a newline in a paragraph is never its end
	lines    []line
	width    int // to which plain text was hard-wrapped, in runes; 0 where it was not
	blocks   []block
}

// Parse makes an article of the contents of the file called name, whose
// ending tells Markdown from plain text. The article is nil, and a problem
// says why, when there is nothing in it to read.
func Parse(name string, data []byte) (*Article, []Problem) {
	p := &page{
		text:     string(data),
		markdown: strings.EqualFold(path.Ext(name), ".md"),
	}
	p.article = &Article{Name: name, Text: p.text}
	switch {
	case strings.HasPrefix(p.text, "\xff\xfe"), strings.HasPrefix(p.text, "\xfe\xff"):
		p.unread("is UTF-16 text", "not read; convert it to UTF-8")
	case strings.TrimSpace(strings.TrimPrefix(p.text, bom)) == "":
		p.unread("is empty", "not read")
	default:
		p.read()
	}
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
	for i := range p.problems {
		p.problems[i].File = name
		if p.problems[i].Unread {
			return nil, p.problems
		}
	}
	return p.article, p.problems
}

func (p *page) problem(line int, reason, action string) {
	p.problems = append(p.problems, Problem{Line: line, Reason: reason, Action: action})
}

// unread gives up the whole file: the one reason stands for all others.
func (p *page) unread(reason, action string) {
	p.problems = []Problem{{Reason: reason, Action: action, Unread: true}}
}

func (p *page) read() {
	p.splitLines()
	p.cutBlocks(p.frontMatter())
	p.measure()
	p.findTitle()
	p.markFurniture()
	p.markHeadings()
	p.assemble()
	if len(p.article.Passages) > 0 {
		return
	}
	for _, l := range p.lines {
		if l.bad {
			p.unread("no paragraph of it is UTF-8 text", "not read; convert it to UTF-8")
			return
		}
	}
	p.unread("holds no text of an article", "not read")
}
