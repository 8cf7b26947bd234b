package discord

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// lineMarkup finds what makes a heading, a list or a block quote of a line.
var lineMarkup = regexp.MustCompile(`(?m)^([\s\p{Z}]*\d*)([#>+.-])`)

// markdown returns Discord markdown that shows just text, with the bytes in
// the ranges of bold in bold. The ranges are in order and apart. Characters
// that can't be seen, or that reorder those that can, are left out.
func markdown(text string, bold [][2]int) string {
	var b strings.Builder
	inBold := false
	for i, r := range text {
		if r = visible(r); r < 0 || strings.HasPrefix(text[i:], "\r\n") {
			continue
		}
		for len(bold) > 0 && bold[0][1] <= i {
			bold = bold[1:]
		}
		// White space is bold between words that are, and nowhere else, so that
		// no markers meet or span lines.
		want := len(bold) > 0 && bold[0][0] <= i
		if unicode.IsSpace(r) {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			want = want && inBold && strings.ContainsRune(" \u00a0\u202f", r) && i+utf8.RuneLen(r) < bold[0][1] && !unicode.IsSpace(next) && visible(next) == next
		}
		if want != inBold {
			b.WriteString("**")
			inBold = want
		}
		// Emphasis, code, spoilers and links; mentions, emoji and addresses.
		if strings.ContainsRune("\\*_~`|[<@:", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	if inBold {
		b.WriteString("**")
	}
	return lineMarkup.ReplaceAllString(b.String(), `$1\$2`)
}

// escape returns Discord markdown that shows just text, on one line.
func escape(text string) string {
	return strings.ReplaceAll(markdown(text, nil), "\n", " ")
}

// unseen are the controls, zero-width characters and marks of direction, but
// not the joiners that emoji and some scripts are written with.
var unseen = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0000, 0x0008, 1}, {0x000e, 0x001f, 1}, {0x007f, 0x0084, 1}, {0x0086, 0x009f, 1},
		{0x061c, 0x061c, 1}, {0x180e, 0x180e, 1}, {0x200b, 0x200b, 1}, {0x200e, 0x200f, 1},
		{0x202a, 0x202e, 1}, {0x2060, 0x206f, 1}, {0xfeff, 0xfeff, 1}, {0xfff9, 0xfffb, 1},
	},
	LatinOffset: 4,
}

// visible returns r as it is shown: '\n' for anything that ends a line, and
// -1 for what can't be seen.
func visible(r rune) rune {
	switch r {
	case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return '\n'
	}
	if unicode.Is(unseen, r) {
		return -1
	}
	return r
}

// omission marks where a text is cut. Its brackets tell it from an ellipsis of
// the text's own.
const omission = " […]"

// fit draws as much of text as takes at most room units, cut after a word and
// marked with an omission unless it is all there.
func fit(text string, room int, draw func(string) string) string {
	head := func(n int) string { // at most n bytes, and whole runes: the bytes of one are more units than it
		for 0 < n && n < len(text) && !utf8.RuneStart(text[n]) {
			n--
		}
		return text[:n]
	}
	tooLong := room + 1 // bytes; more may fit where it can't be seen
	for tooLong < len(text) && units(draw(head(tooLong))) <= room {
		tooLong *= 2
	}
	if tooLong >= len(text) {
		if whole := draw(text); units(whole) <= room {
			return whole
		}
		tooLong = len(text)
	}
	cut := len(head(max(0, sort.Search(tooLong, func(n int) bool {
		return units(draw(head(n))+omission) > room
	})-1)))
	if word := strings.LastIndexFunc(text[:cut], unicode.IsSpace); word > cut/2 {
		cut = word
	}
	return draw(strings.TrimRightFunc(text[:cut], unicode.IsSpace)) + omission
}

// fitName draws a file name as fit draws a text, but leaves out its beginning:
// it is the end that tells files apart.
func fitName(name string, room int, draw func(string) string) string {
	if whole := draw(name); units(whole) <= room {
		return whole
	}
	lead := strings.TrimLeft(omission, " ") + " "
	runes := []rune(name)
	from := sort.Search(len(runes), func(n int) bool { return units(lead+draw(string(runes[n:]))) <= room })
	return lead + draw(string(runes[from:]))
}

// units counts the UTF-16 code units of s, of which there are at least as many
// as code points: Discord does not say which of them its limits count.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
