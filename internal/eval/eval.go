// Package eval takes questions with known answers and tells how well they were
// answered, in figures. It leaves the answering to others.
package eval

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entente/internal/answer"
	"entente/internal/article"
)

// A Result is a question and what was answered.
type Result struct {
	Question
	Before []answer.Turn // of its conversation
	Answer answer.Answer
	Took   time.Duration     // from the question to the answer
	texts  map[string]string // of the articles, by file
}

// Right reports whether the question was treated rightly: answered with a
// right quote first, or not at all where the articles do not answer.
func (r Result) Right() bool {
	if !r.Answerable {
		return !r.Answer.Answered
	}
	return r.rightWithin(1)
}

func (r Result) rightWithin(quotes int) bool {
	return slices.ContainsFunc(r.Answer.Quotes[:min(quotes, len(r.Answer.Quotes))], r.Question.Right)
}

// Run asks every question, one after the other so that none waits for another,
// and keeps the articles to check the quotes against. The engine's own least
// score is 0; what a follow-up may lean on is what a least score of minScore
// leaves of the answers before it.
func Run(ctx context.Context, questions []Question, corpus *article.Corpus, engine *answer.Engine, minScore float64) ([]Result, error) {
	texts := make(map[string]string)
	for _, a := range corpus.Articles {
		texts[a.Name] = a.Text
	}
	results := make([]Result, len(questions))
	var before []answer.Turn
	for i, q := range questions {
		if !q.followUp() {
			before = nil
		}
		start := time.Now()
		a, err := engine.Answer(ctx, answer.Question{Text: q.Text, Before: before})
		if err != nil {
			return nil, fmt.Errorf("ask %q: %w", q.Text, err)
		}
		results[i] = Result{q, before, a, time.Since(start), texts}
		a.Quotes = answer.Given(a.Quotes, minScore)
		before = append(before, a.Turn())
	}
	return results, nil
}

// verbatim returns how many quotes equal the bytes of their file.
func (r Result) verbatim() int {
	n := 0
	for _, q := range r.Answer.Quotes {
		text := r.texts[q.File]
		if 0 <= q.Start && q.Start <= q.End && q.End <= len(text) && text[q.Start:q.End] == q.Text {
			n++
		}
	}
	return n
}
