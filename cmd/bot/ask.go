package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"golang.org/x/term"
)

type askCommand struct {
	Question []string `arg:"" optional:"" help:"The question. Without it, one is read from each line of standard input."`
	JSON     bool     `help:"Print one JSON object for each question."`
}

// Run answers the question given, or those that standard input holds.
func (c *askCommand) Run(ctx context.Context, s *settings) error {
	_, index, engine, err := s.open(ctx, s.logger(), s.MinScore)
	if err != nil {
		return err
	}
	defer index.Close()
	show := newPrinter(os.Stdout).print
	if c.JSON {
		show = func(a answer.Answer) error { return writeJSON(os.Stdout, a) }
	}
	var before []answer.Turn
	ask := func(question string) (answer.Answer, error) {
		a, err := engine.Answer(ctx, answer.Question{Text: question, Before: before})
		if err != nil {
			return a, err
		}
		return a, show(a)
	}
	if len(c.Question) > 0 {
		_, err := ask(strings.Join(c.Question, " "))
		return err
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return eachLine(os.Stdin, func() {}, func(line string) error {
			_, err := ask(line)
			return err
		})
	}
	t := texts.In(localeLanguage())
	fmt.Fprintln(os.Stderr, t.Welcome)
	defer fmt.Fprintln(os.Stderr) // after the last prompt
	return eachLine(os.Stdin, func() { fmt.Fprint(os.Stderr, t.Prompt) }, func(line string) error {
		a, err := ask(line)
		before = append(before, a.Turn())
		before = before[max(0, len(before)-remembered):]
		return err
	})
}

// remembered is how many turns of a conversation a question may lean on.
const remembered = 5

// eachLine calls ask with each line of r that isn't blank, and prompt before
// each line.
func eachLine(r io.Reader, prompt func(), ask func(string) error) error {
	lines := bufio.NewReader(r)
	for {
		prompt()
		line, err := lines.ReadString('\n')
		if question := strings.TrimSpace(line); question != "" {
			if err := ask(question); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a question: %w", err)
		}
	}
}

// localeLanguage returns the language of the terminal's user, "fr" or "en", as
// POSIX has it in the environment.
func localeLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			if strings.HasPrefix(value, "fr") {
				return "fr"
			}
			return "en"
		}
	}
	return "fr"
}
