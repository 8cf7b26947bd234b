package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// assemble makes passages of the blocks that belong to the article, and lists
// the rest.
func (p *page) assemble() {
	a := p.article
	heading := ""
	var leads []lead // that of the list, then those of the lists within
	for i := 0; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		if b.leftOut != "" {
			a.leaveOut(b.Span, b.leftOut)
			continue
		}
		switch b.kind {
		case headingBlock:
			a.Headings = append(a.Headings, b.Span)
			if heading = p.plain(b.Span); b.title {
				heading = ""
			}
			leads = leadOf(a, []Span{b.Span}, -1)
		case itemBlock:
			for len(leads) > 0 && leads[len(leads)-1].indent >= b.indent {
				leads = leads[:len(leads)-1]
			}
			passage := Passage{Span: b.Span, Kind: ListItem, Heading: heading, Sentences: p.cut(b)}
			if len(leads) > 0 {
				passage.Lead = leads[len(leads)-1].Span
			}
			a.Passages = append(a.Passages, passage)
			leads = append(leads, leadOf(a, passage.Sentences, b.indent)...)
		case paragraphBlock:
			cut := p.cut(b)
			leads = leadOf(a, cut, -1)
			if by := p.attribution(i); by > 0 {
				name := Span{p.blocks[by].mark, p.blocks[by].End}
				a.Passages = append(a.Passages, Passage{
					Span: Span{b.Start, name.End}, Kind: PullQuote, Heading: heading, Sentences: append(cut, name),
				})
				i = by
				continue
			}
			for _, part := range parts(cut) {
				a.Passages = append(a.Passages, Passage{
					Span: Span{part[0].Start, part[len(part)-1].End}, Heading: heading, Sentences: part,
				})
			}
		}
	}
}

// A lead is a sentence that introduces the items set in deeper than indent.
type lead struct {
	Span
	indent int
}

// leadOf returns the last sentence if it introduces what follows.
func leadOf(a *Article, sentences []Span, indent int) []lead {
	last := sentences[len(sentences)-1]
	if !endsInColon(a.Slice(last)) {
		return nil
	}
	return []lead{{last, indent}}
}

func endsInColon(s string) bool { return strings.HasSuffix(strings.TrimRight(s, "*_ "), ":") }

// cut returns the sentences of a block.
func (p *page) cut(b *block) []Span {
	if b.pieces == nil {
		return sentences(p.text, b.Span)
	}
	var cut []Span
	for _, piece := range b.pieces {
		cut = append(cut, sentences(p.text, piece)...)
	}
	return cut
}

// attribution returns the block that says whose words the block at i are, if
// that is what follows it: one line set off by a dash. 0 for none.
func (p *page) attribution(i int) int {
	j := i + 1
	if j == len(p.blocks) || p.blocks[i].kind != paragraphBlock || p.blocks[j].kind != itemBlock || p.blocks[j].leftOut != "" {
		return 0
	}
	if k := p.next(j); k < len(p.blocks) && p.blocks[k].kind == itemBlock {
		return 0 // a list
	}
	said, by := &p.blocks[i], &p.blocks[j]
	if strings.TrimSpace(strings.ReplaceAll(p.text[said.End:by.mark], ">", "")) != "" {
		return 0 // a rule stands between
	}
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

// maxPassage is the length in bytes above which a paragraph becomes several
// passages: what is found as a whole should be about one thing.
const maxPassage = 1500

// parts splits the sentences of a long paragraph into passages, best of all
// where a sentence follows with no space between: a paragraph ended there.
func parts(cut []Span) [][]Span {
	if cut[len(cut)-1].End-cut[0].Start <= maxPassage {
		return [][]Span{cut}
	}
	var parts [][]Span
	from := 0
	for i := 1; i < len(cut); i++ {
		glued := cut[i].Start == cut[i-1].End && cut[i-1].End-cut[from].Start > maxPassage/5
		if glued || cut[i].End-cut[from].Start > maxPassage {
			parts = append(parts, cut[from:i:i])
			from = i
		}
	}
	return append(parts, cut[from:])
}

// leaveOut adds a span to those left out; neighbours with the same reason
// become one.
func (a *Article) leaveOut(s Span, reason string) {
	if n := len(a.LeftOut); n > 0 && a.LeftOut[n-1].Reason == reason {
		last := &a.LeftOut[n-1]
		kept := 0 // where what was kept ends
		if n := len(a.Passages); n > 0 {
			kept = a.Passages[n-1].End
		}
		if n := len(a.Headings); n > 0 {
			kept = max(kept, a.Headings[n-1].End)
		}
		if kept <= last.Start {
			last.End = s.End
			return
		}
	}
	a.LeftOut = append(a.LeftOut, LeftOut{s, reason})
}
