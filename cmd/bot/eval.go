package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"entente/internal/eval"
)

type evalCommand struct {
	Questions string `required:"" type:"existingfile" placeholder:"FILE" help:"Questions with known answers, or conversations of them, one JSON object a line."`
	Fit       bool   `help:"Instead, print the weights of the evidence that serve these questions best."`
	Misses    bool   `help:"List the questions that were not treated rightly, and what was said to them."`
	HTML      string `name:"html" type:"path" placeholder:"FILE" help:"Also write a page with the figures, their plots and the misses."`
}

// Run prints the figures of each kind of question and of each language.
func (c *evalCommand) Run(ctx context.Context, s *settings) error {
	questions, err := eval.ReadQuestions(c.Questions)
	if err != nil {
		return err
	}
	corpus, index, engine, err := s.open(ctx, s.logger(), 0)
	if err != nil {
		return err
	}
	defer index.Close()
	if c.Fit {
		weights, err := eval.Fit(ctx, questions, corpus)
		if err != nil {
			return err
		}
		encoder := json.NewEncoder(os.Stdout)
		encoder.SetIndent("", "\t")
		return encoder.Encode(weights)
	}
	results, err := eval.Run(ctx, questions, corpus, engine, s.MinScore)
	if err != nil {
		return err
	}
	given := eval.AtLeast(results, s.MinScore)
	eval.WriteTable(os.Stdout, given)
	fmt.Println()
	eval.WriteTradeOff(os.Stdout, results, s.MinScore)
	fmt.Println()
	eval.WriteCalibration(os.Stdout, results)
	if c.Misses {
		var misses strings.Builder
		eval.WriteMisses(&misses, given)
		fmt.Print("\n", visible(misses.String()))
	}
	if c.HTML == "" {
		return nil
	}
	var page bytes.Buffer
	err = eval.Report{
		Questions: c.Questions,
		Corpus:    s.Corpus,
		Articles:  len(corpus.Articles),
		MinScore:  s.MinScore,
		Made:      time.Now(),
		Results:   results,
	}.WriteHTML(&page)
	if err != nil {
		return err
	}
	return os.WriteFile(c.HTML, page.Bytes(), 0o644)
}
