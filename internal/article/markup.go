package article

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
