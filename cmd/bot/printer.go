package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// A printer shows answers to a person. On a terminal it wraps lines and, but
// for NO_COLOR (https://no-color.org), sets what matched in bold.
type printer struct {
	w     io.Writer
	width int // in columns; 0: lines are not wrapped
	bold  func(string) string
	faint func(string) string
}

// widest is the line length past which prose is hard to read, in columns.
const widest = 100

func newPrinter(f *os.File) *printer {
	plain := func(s string) string { return s }
	p := &printer{w: f, bold: plain, faint: plain}
	if !term.IsTerminal(int(f.Fd())) {
		return p
	}
	p.width = widest
	if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
		p.width = min(columns, widest)
	}
	if os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" {
		p.bold = func(s string) string { return ansi.Style{}.Bold().Styled(s) }
		p.faint = func(s string) string { return ansi.Style{}.Faint().Styled(s) }
	}
	return p
}

// print writes the quotes of a, each with where it stands, and what there is to
// say of them, or why there are none.
func (p *printer) print(a answer.Answer) error {
	var b strings.Builder
	if a.Note != "" {
		fmt.Fprintln(&b, p.wrap(visible(a.Note), ""))
	}
	if a.Note != "" && a.Answered {
		fmt.Fprintln(&b)
	}
	for _, q := range a.Quotes {
		fmt.Fprintln(&b, p.wrap(p.mark(q), p.faint("│ ")))
		fmt.Fprintln(&b, p.wrap(p.faint(source(q, texts.In(a.Lang))), "  "))
		fmt.Fprintln(&b)
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

// mark returns the text of q with what matched in bold.
func (p *printer) mark(q answer.Quote) string {
	var b strings.Builder
	at := 0
	for _, h := range q.Highlights {
		b.WriteString(visible(q.Text[at:h[0]]))
		b.WriteString(p.bold(visible(q.Text[h[0]:h[1]])))
		at = h[1]
	}
	b.WriteString(visible(q.Text[at:]))
	return b.String()
}

// source says where q stands: file:line, and the article's title and date
// where they are known.
func source(q answer.Quote, t *texts.Texts) string {
	parts := []string{fmt.Sprintf("%s:%d", oneLine(q.File), q.Line)}
	if q.Title != "" {
		parts = append(parts, oneLine(q.Title))
	}
	if q.Date != "" {
		parts = append(parts, t.Date(q.Date))
	}
	return strings.Join(parts, " · ")
}

// wrap breaks text into lines that fit the terminal, each after prefix.
func (p *printer) wrap(text, prefix string) string {
	if p.width > 0 {
		text = ansi.Wrap(text, max(p.width-ansi.StringWidth(prefix), 20), "")
	}
	return prefix + strings.ReplaceAll(text, "\n", "\n"+prefix)
}

// encodeLines writes each of list as JSON on a line of its own.
func encodeLines[T any](w io.Writer, list []T) error {
	for _, v := range list {
		if err := writeJSON(w, v); err != nil {
			return err
		}
	}
	return nil
}

// visible replaces what would command the terminal, or reorder what it shows.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == '\r':
			return -1
		case commands(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// oneLine is visible for what is to stay on its line, such as a name.
func oneLine(text string) string {
	return strings.ReplaceAll(visible(text), "\n", string(unicode.ReplacementChar))
}

// commands reports whether r may do something to a terminal.
func commands(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// writeJSON writes v as one line of JSON in which what commands a terminal is
// escaped, also where JSON would not ask for it.
func writeJSON(w io.Writer, v any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	var escaped bytes.Buffer
	for _, r := range strings.TrimSuffix(line.String(), "\n") {
		if commands(r) {
			fmt.Fprintf(&escaped, `\u%04x`, r)
		} else {
			escaped.WriteRune(r)
		}
	}
	escaped.WriteByte('\n')
	_, err := escaped.WriteTo(w)
	return err
}
