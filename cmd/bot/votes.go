package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"entente/internal/article"
	"entente/internal/digest"
	"entente/internal/journal"
)

type votesCommand struct {
	JSON bool `help:"Print one JSON object for each answer."`
}

// A complaint is an answer that was voted down, with the texts of its quotes.
type complaint struct {
	digest.Complaint
	Quotes []votedQuote `json:"quotes"`
}

type votedQuote struct {
	journal.Quote
	Line int    `json:"line,omitempty"` // of Start, from 1
	Text string `json:"text,omitempty"` // empty if the file has changed since
}

// Run lists the answers that were voted down, with their quotes and what was
// said to explain the votes.
func (c *votesCommand) Run(ctx context.Context, s *settings) error {
	log := s.logger()
	entries, err := s.readJournal(log)
	if err != nil {
		return err
	}
	corpus, err := s.readCorpus(ctx, log)
	if err != nil {
		return err
	}
	var complaints []complaint
	votes := 0
	for _, d := range digest.Complaints(entries) {
		complaints = append(complaints, withTexts(d, corpus))
		votes += d.Down
	}
	if c.JSON {
		return encodeLines(os.Stdout, complaints)
	}
	p := newPrinter(os.Stdout)
	var b strings.Builder
	for _, d := range complaints {
		p.complaint(&b, d)
	}
	fmt.Fprintf(&b, "answers voted down: %d, votes against them: %d\n", len(complaints), votes)
	_, err = io.WriteString(p.w, b.String())
	return err
}

// complaint writes an answer that was voted down.
func (p *printer) complaint(b *strings.Builder, d complaint) {
	fmt.Fprintln(b, p.wrap(p.bold(oneLine(d.Question)), ""))
	fmt.Fprintln(b, p.wrap(p.faint(fmt.Sprintf("votes against: %d, for: %d, last on %s", d.Down, d.Up, day(d.Last))), "  "))
	for _, why := range d.Why {
		fmt.Fprintln(b, p.wrap("“"+visible(why)+"”", "  "))
	}
	fmt.Fprintln(b)
	for _, q := range d.Quotes {
		where := fmt.Sprintf("%s, bytes %d to %d; the file has changed since", oneLine(q.File), q.Start, q.End)
		if q.Text != "" {
			fmt.Fprintln(b, p.wrap(visible(q.Text), p.faint("│ ")))
			where = fmt.Sprintf("%s:%d", oneLine(q.File), q.Line)
		}
		fmt.Fprintln(b, p.wrap(p.faint(fmt.Sprintf("%s · score %.2f", where, q.Score)), "  "))
		fmt.Fprintln(b)
	}
}

// withTexts looks up the texts of the quotes of d.
func withTexts(d digest.Complaint, corpus *article.Corpus) complaint {
	c := complaint{Complaint: d, Quotes: []votedQuote{}}
	for _, q := range d.Quotes {
		voted := votedQuote{Quote: q}
		span := article.Span{Start: q.Start, End: q.End}
		for _, a := range corpus.Articles {
			if a.Name == q.File && quotable(a, span) {
				voted.Line, voted.Text = a.Line(span.Start), a.Slice(span)
			}
		}
		c.Quotes = append(c.Quotes, voted)
	}
	return c
}

// quotable reports whether whole sentences of a stand at span, as they do in a
// quote. Otherwise the file is not the one that was quoted.
func quotable(a *article.Article, span article.Span) bool {
	return slices.ContainsFunc(a.Passages, func(p article.Passage) bool {
		return slices.ContainsFunc(p.Sentences, func(s article.Span) bool { return s.Start == span.Start }) &&
			slices.ContainsFunc(p.Sentences, func(s article.Span) bool { return s.End == span.End })
	})
}
