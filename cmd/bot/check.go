package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"entente/internal/article"
)

type checkCommand struct{}

// Run reports on the corpus: what is known of each article, what was left out
// of it and why, and what is wrong.
func (checkCommand) Run(ctx context.Context, s *settings) error {
	corpus, err := article.Read(ctx, s.Corpus, s.MaxMiB<<20)
	if corpus == nil {
		return err
	}
	if _, err := os.Stdout.WriteString(report(corpus)); err != nil {
		return err
	}
	if err != nil {
		return err
	}
	unread := 0
	for _, p := range corpus.Problems {
		if p.Unread {
			unread++
		}
	}
	if unread > 0 {
		return fmt.Errorf("files in %s that could not be read: %d", s.Corpus, unread)
	}
	return nil
}

// report says what is known of a corpus.
func report(corpus *article.Corpus) string {
	var b strings.Builder
	passages := 0
	for _, a := range corpus.Articles {
		describe(&b, a)
		passages += len(a.Passages)
	}
	for _, p := range corpus.Problems {
		fmt.Fprintln(&b, oneLine(p.String()))
	}
	if len(corpus.Problems) > 0 {
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "articles: %d, passages: %d, problems: %d\n", len(corpus.Articles), passages, len(corpus.Problems))
	return b.String()
}

// shown is how much of a span that was left out is shown, in runes.
const shown = 80

// describe writes what is known of a.
func describe(b *strings.Builder, a *article.Article) {
	fmt.Fprintln(b, oneLine(a.Name))
	field := func(name, value string) {
		if value == "" {
			value = "-"
		}
		fmt.Fprintf(b, "  %-9s %s\n", name, oneLine(value))
	}
	field("title", a.Title)
	field("date", a.Date)
	field("language", a.Lang)
	field("source", a.Source)
	field("passages", fmt.Sprint(len(a.Passages)))
	for _, out := range a.LeftOut {
		text := []rune(strings.Join(strings.Fields(visible(a.Slice(out.Span))), " "))
		if len(text) > shown {
			text = append(text[:shown-1], '…')
		}
		fmt.Fprintf(b, "  left out  line %d, %s: %s\n", a.Line(out.Start), out.Reason, string(text))
	}
	fmt.Fprintln(b)
}
