// Package article turns a folder of text files into articles: their title,
// date, language and source, and the spans of their passages and sentences.
// Page furniture (breadcrumbs, share buttons, tag clouds…) is left out of the
// spans, and each thing left out is listed with the reason.
//
// The text of a file is never changed: every span is a range of bytes of the
// file as it lies on disk. Finding and answering are left to others.
package article

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is the half-open range [Start, End) of bytes of a file.
type Span struct{ Start, End int }

// Len returns the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// A Kind says what part of an article a passage is.
type Kind uint8

// The kinds of passages.
const (
	Paragraph Kind = iota
	ListItem       // one item of a list, introduced by Passage.Lead
	PullQuote      // words set apart, the last sentence being their attribution
)

// A Passage is a part of an article that is found as a whole. Its span has no
// white space at either end.
type Passage struct {
	Span
	Kind Kind
	// Heading is the text of the nearest heading above, or empty.
	Heading string
	// Lead is the sentence that introduces a list item; it lies before the
	// passage. Empty for other kinds and for lists that nothing introduces.
	Lead Span
	// Sentences lie in order within the passage, do not overlap, and leave
	// out only white space between them, and the > of a Markdown quote.
	Sentences []Span
}

// An Article is one file of the corpus.
type Article struct {
	Name   string   // path relative to the corpus folder, with slashes
	Title  string   // on one line, without markup; empty where none is known
	Date   string   // ISO 8601: 2006-01-02, 2006-01 or 2006; empty where none is known
	Lang   string   // "fr" or "en"
	Source string   // publisher and the like, from front matter; may be empty
	Topics []string // from front matter; may be empty

	Text     string // the file, byte for byte
	Passages []Passage
	Headings []Span // the title and the headings in the text, without marks
	LeftOut  []LeftOut

	lines []int // offset of the first byte of each line
}

// LeftOut is a span that is no part of the article, and why.
type LeftOut struct {
	Span
	Reason string
}

// Slice returns the bytes of s.
func (a *Article) Slice(s Span) string { return a.Text[s.Start:s.End] }

// Line returns the number, from 1, of the line that holds the byte at offset.
func (a *Article) Line(offset int) int {
	return sort.Search(len(a.lines), func(i int) bool { return a.lines[i] > offset })
}

// A Problem is one thing that is wrong with a file of the corpus.
type Problem struct {
	File   string // relative to the corpus folder
	Line   int    // from 1; 0 when it is about the whole file
	Reason string // what is wrong
	Action string // what was done about it
	Unread bool   // the file could not be read as an article
}

// String gives the problem on one line: file, line, reason, and what was done.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(printable(p.File))
	if p.Line > 0 {
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Line))
	}
	b.WriteString(": ")
	b.WriteString(p.Reason)
	if p.Action != "" {
		b.WriteString("; ")
		b.WriteString(p.Action)
	}
	return b.String()
}

// printable quotes a name that would break a line or hide what it is.
func printable(name string) string {
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}

// A Corpus is a folder of articles, sorted by name.
type Corpus struct {
	Articles []*Article
	Problems []Problem
}
