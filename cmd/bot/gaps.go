package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"entente/internal/answer"
	"entente/internal/digest"
	"entente/internal/journal"
)

type gapsCommand struct {
	JSON bool `help:"Print one JSON object for each question."`
}

// Run lists the questions that went unanswered and that the articles do not
// answer now either.
func (c *gapsCommand) Run(ctx context.Context, s *settings) error {
	log := s.logger()
	entries, err := s.readJournal(log)
	if err != nil {
		return err
	}
	_, index, engine, err := s.open(ctx, log, s.MinScore)
	if err != nil {
		return err
	}
	defer index.Close()
	var open []digest.Gap
	gaps := digest.Gaps(entries)
	for _, g := range gaps {
		a, err := engine.Answer(ctx, answer.Question{Text: g.Question, Lang: g.Lang})
		if err != nil {
			return err
		}
		if !a.Answered {
			open = append(open, g)
		}
	}
	if c.JSON {
		return encodeLines(os.Stdout, open)
	}
	p := newPrinter(os.Stdout)
	var b strings.Builder
	for _, g := range open {
		fmt.Fprintln(&b, p.wrap(fmt.Sprintf("%4d × ", g.Times)+p.bold(oneLine(g.Question)), ""))
		fmt.Fprintln(&b, p.wrap(p.faint("last on "+day(g.Last)), "       "))
		for _, other := range g.Others {
			fmt.Fprintln(&b, p.wrap(p.faint("also: "+oneLine(other)), "       "))
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "questions without an answer: %d, of these answered by now: %d\n", len(gaps), len(gaps)-len(open))
	_, err = io.WriteString(p.w, b.String())
	return err
}

// readJournal reads the journal and logs what of it can't be read.
func (s *settings) readJournal(log *slog.Logger) ([]journal.Entry, error) {
	entries, skipped, err := journal.Read(s.Data)
	if err != nil {
		return nil, err
	}
	if skipped > 0 {
		log.Warn("lines of the journal are skipped: they are torn or damaged", "dir", s.Data, "lines", skipped)
	}
	return entries, nil
}

// day returns the day of t where the reader is.
func day(t time.Time) string { return t.Local().Format(time.DateOnly) }
