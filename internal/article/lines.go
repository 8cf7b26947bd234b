package article

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A line is one line of the file: the span of what it says, without the marks
// of a Markdown quote, its ending, and white space at either end.
type line struct {
	Span
	indent int  // columns of white space in front
	width  int  // in runes, white space in front included
	quoted bool // marked with >
	broken bool // ends with Markdown's mark of a line break
	bad    bool // holds a NUL byte or bytes that are not UTF-8
}

const bom = "\ufeff"

// splitLines finds the lines and reports what is unusual in how they are written.
func (p *page) splitLines() {
	start := 0
	if strings.HasPrefix(p.text, bom) {
		start = len(bom)
		p.problem(1, "begins with a byte-order mark", "skipped")
	}
	returns, bad, firstBad := 0, 0, 0
	p.article.lines = []int{0}
	for start < len(p.text) {
		end, next := len(p.text), len(p.text)
		if i := strings.IndexAny(p.text[start:], "\r\n"); i >= 0 {
			end, next = start+i, start+i+1
			if strings.HasPrefix(p.text[end:], "\r\n") {
				next++
			}
			p.article.lines = append(p.article.lines, next)
			if p.text[end] == '\r' && returns == 0 {
				returns = len(p.lines) + 1
			}
		}
		l := p.newLine(start, end)
		p.lines = append(p.lines, l)
		if l.bad {
			if bad++; bad == 1 {
				firstBad = len(p.lines)
			}
		}
		start = next
	}
	if returns > 0 {
		p.problem(returns, "lines end in carriage returns (CRLF)", "read as they are")
	}
	if bad > 0 {
		p.problem(firstBad, fmt.Sprintf("not UTF-8 text or NUL bytes, in %d of its lines", bad),
			"their paragraphs are left out; convert the file to UTF-8")
	}
}

var quoteMarks = regexp.MustCompile(`^ {0,3}(?:> ?)+`)

func (p *page) newLine(start, end int) line {
	raw := p.text[start:end]
	l := line{
		bad:    !utf8.ValidString(raw) || strings.IndexByte(raw, 0) >= 0,
		broken: strings.HasSuffix(raw, "  "),
	}
	if p.markdown && strings.HasSuffix(raw, `\`) {
		l.broken = true
		end--
	}
	if marks := quoteMarks.FindString(p.text[start:end]); marks != "" {
		l.quoted = true
		start += len(marks)
	}
	l.Span = trim(p.text, Span{start, end})
	for _, r := range p.text[start:l.Start] {
		if l.indent++; r == '\t' {
			l.indent += 3
		}
	}
	l.width = l.indent + utf8.RuneCountInString(p.text[l.Start:l.End])
	return l
}

func (p *page) lineText(i int) string { return p.text[p.lines[i].Start:p.lines[i].End] }
