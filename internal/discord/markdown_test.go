package discord

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// A styled text is what Discord shows for some markdown.
type styled struct {
	Text   string
	Bold   string   // the characters in bold, one after the other
	Quoted []string // the lines in block quotes
	Small  []string // the lines in small print
}

var (
	lineMarks = regexp.MustCompile(`^\s*(#{1,3}|-#|[-*+]|\d+\.|>|>>>)\s`)
	marks     = []*regexp.Regexp{
		regexp.MustCompile("^([*_~|`]).*"),
		regexp.MustCompile(`^<(@[!&]?|#|id:|a?:\w+:|t:-?|/[^>]*:)\w+(:\w)?>`),
		regexp.MustCompile(`^<?(https?|steam|discord)://\S+`),
		regexp.MustCompile(`^<[^ >]+@[^ >]+>`),
		regexp.MustCompile(`^@(everyone|here)`),
		regexp.MustCompile(`^:[^\s:]+:`),
		regexp.MustCompile(`^\[[^\]]*\]\(`),
	}
	escaped = regexp.MustCompile(`^\\([^0-9A-Za-z\s])`)
	strong  = regexp.MustCompile(`^\*\*((?:\\[\s\S]|[^\\*])+)\*\*(?:[^*]|$)`)
)

// shown reads markdown by the rules of Discord's clients. Whatever formats,
// links, mentions or is drawn, other than bold, block quotes and small print, is
// an error, and so is what hides or reorders text.
func shown(md string) (styled, error) {
	var s styled
	for _, r := range md {
		if unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\u200b' || r == '\ufeff' {
			return s, fmt.Errorf("%U is there", r)
		}
	}
	var lines []string
	for line := range strings.SplitSeq(md, "\n") {
		line, quoted := strings.CutPrefix(line, "> ")
		small := false
		if !quoted {
			line, small = strings.CutPrefix(line, "-# ")
		}
		if m := lineMarks.FindString(line); m != "" {
			return s, fmt.Errorf("the line %q is formatted by %q", line, m)
		}
		text, bold, err := inline(line)
		if err != nil {
			return s, err
		}
		lines = append(lines, text)
		s.Bold += bold
		if quoted {
			s.Quoted = append(s.Quoted, text)
		}
		if small {
			s.Small = append(s.Small, text)
		}
	}
	s.Text = strings.Join(lines, "\n")
	return s, nil
}

// inline reads one line, and what is bold in it.
func inline(line string) (text, bold string, err error) {
	for line != "" {
		if !strings.ContainsRune("\\*_~`|[<@:hsd", rune(line[0])) { // no mark begins with it
			_, n := utf8.DecodeRuneInString(line)
			text, line = text+line[:n], line[n:]
			continue
		}
		if m := escaped.FindStringSubmatch(line); m != nil {
			text += m[1]
			line = line[len(m[0]):]
			continue
		}
		if m := strong.FindStringSubmatch(line); m != nil {
			inner, _, err := inline(m[1])
			if err != nil {
				return "", "", err
			}
			text += inner
			bold += inner
			line = line[len(m[1])+len("****"):]
			continue
		}
		for _, re := range marks {
			if m := re.FindString(line); m != "" {
				return "", "", errors.New("formatted: " + m)
			}
		}
		_, n := utf8.DecodeRuneInString(line)
		text += line[:n]
		line = line[n:]
	}
	return text, bold, nil
}

// plain returns what of text is to be seen, and what of it in bold.
func plain(text string, ranges [][2]int) styled {
	var all, bold strings.Builder
	for i, r := range text {
		if r = visible(r); r < 0 || strings.HasPrefix(text[i:], "\r\n") {
			continue
		}
		all.WriteRune(r)
		for _, b := range ranges {
			if b[0] <= i && i < b[1] && !unicode.IsSpace(r) {
				bold.WriteRune(r)
			}
		}
	}
	return styled{Text: all.String(), Bold: bold.String()}
}

// hostile are texts that Discord would not show as they are.
var hostile = []string{
	"",
	"plain words",
	"**bold** *it* __under__ _it_ ~~gone~~ ||spoiler|| `code` ```go\ncode\n```",
	"snake_case_name, 2*3*4, a|b|c, ~5, it's `x`",
	"# heading\n## two\n### three\n-# small\n- item\n* item\n+ item\n  - nested\n1. one\n23. two\n> quote\n>>> all",
	"[click](https://example.com) https://example.com/a_b_c <https://example.com> steam://run/1",
	"<@123> <@!123> <@&123> <#123> <:smile:123> <a:smile:123> <t:1700000000:R> </ask:123> <id:guide>",
	"@everyone and @here, a@example.com, <a@example.com>",
	":smile: 12:30:45 a:b:c \\:x:",
	`back\slash \* \\ \` + "`" + ` ends in \`,
	"¯\\_(ツ)_/¯",
	"two\r\nlines\rand\u2028more\u2029with\u0085ends",
	"zero\u200bwidth \u202eright to left\u202c \u2066isolate\u2069 \ufefftext\u0000",
	"\u202e# hidden heading\n\u200b- hidden item",
	"👩\u200d💻 👍🏽 family",
	"***", "**", "*", "__", "a**b**c", "** **",
	"invalid \xff\xfe bytes",
	"\u00a0# no-break heading\n\u202f- item",
	"1.\n1. \n.",
	"@\u200beveryone <@\u200b123>",
}

func TestMarkdownShowsTheTextAsItIs(t *testing.T) {
	for _, text := range hostile {
		got, err := shown(markdown(text, nil))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if want := plain(text, nil); got.Text != want.Text || got.Bold != "" {
			t.Errorf("%q is shown as %q, bold %q", text, got.Text, got.Bold)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct {
		text string
		bold [][2]int
		want string
	}{
		{"une somme de 13 milliards", [][2]int{{4, 9}}, "une **somme** de 13 milliards"},
		{"l’accès, enfin", [][2]int{{4, 10}}, "l’**accès**, enfin"},
		{"13 milliards", [][2]int{{0, 12}}, "**13 milliards**"},
		{"13\u202f000\u00a0€ net", [][2]int{{0, 13}}, "**13\u202f000\u00a0€** net"},
		{"13  milliards d’euros", [][2]int{{0, 16}}, "**13**  **milliards d’**euros"},
		{"ab", [][2]int{{0, 1}, {1, 2}}, "**ab**"},
		{"a\u200bb", [][2]int{{0, 1}, {4, 5}}, "**ab**"},
		{"*a*", [][2]int{{1, 2}}, `\***a**\*`},
		{"*a*", [][2]int{{0, 3}}, `**\*a\***`},
		{"snake_case", [][2]int{{0, 5}}, `**snake**\_case`},
		{"one\ntwo", [][2]int{{0, 7}}, "**one**\n**two**"},
		{"- item", [][2]int{{0, 6}}, "**- item**"},
		{"- item", nil, `\- item`},
		{"2023. Then", nil, `2023\. Then`},
		{"a-t-il 3.5 #1", nil, "a-t-il 3.5 #1"},
		{"out of range", [][2]int{{-4, -1}, {3, 3}, {7, 99}}, "out of **range**"},
	} {
		if got := markdown(tt.text, tt.bold); got != tt.want {
			t.Errorf("%q %v: got %q, want %q", tt.text, tt.bold, got, tt.want)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 0, 5, 6, 20)
		f.Add(text, 1, 2, 2, 3)
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		bold := [][2]int{{a, b}, {c, d}}
		if a > b || b > c || c > d {
			bold = nil // are not in order and apart
		}
		got, err := shown(markdown(text, bold))
		if err != nil {
			t.Fatal(err)
		}
		got.Bold = strings.Join(strings.Fields(got.Bold), "") // that white space is bold can't be seen
		if diff := cmp.Diff(plain(text, bold), got); diff != "" {
			t.Error(diff)
		}
		if back := unmark(markdown(text, bold)); back != got.Text {
			t.Errorf("read back as %q, want %q", back, got.Text)
		}
	})
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		text string
		room int
		want string
	}{
		{"it all fits", 11, "it all fits"},
		{"cut after a word", 14, "cut after […]"},
		{"cut after a word", 15, "cut after […]"},
		{"onewordthatistoolong", 12, "onewordt […]"},
		{"* * * * * *", 13, `\* \* \* […]`},
		{"日本語日本語日本語", 8, "日本語日 […]"},
		{"👍👍👍👍", 7, "👍 […]"},
		{"a€", 2, "a€"}, // of four bytes, the first three of which are three units
	} {
		got := fit(tt.text, tt.room, escape)
		if got != tt.want {
			t.Errorf("fit(%q, %d) = %q, want %q", tt.text, tt.room, got, tt.want)
		}
	}
}

func TestFitName(t *testing.T) {
	for _, tt := range []struct {
		name string
		room int
		want string
	}{
		{"it fits.txt", 11, "it fits.txt"},
		{"press/2023/article-1.txt", 17, "[…] article-1.txt"},
		{"press/2023/article-2.txt", 17, "[…] article-2.txt"},
		{"a_b_c_d.txt", 12, `[…] c\_d.txt`},
		{"日本語日本語日本語.md", 8, "[…] 語.md"},
		{"👍👍👍👍.md", 10, "[…] 👍.md"},
	} {
		if got := fitName(tt.name, tt.room, escape); got != tt.want {
			t.Errorf("fitName(%q, %d) = %q, want %q", tt.name, tt.room, got, tt.want)
		}
	}
}
