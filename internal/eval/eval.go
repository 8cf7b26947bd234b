// Package eval takes questions with known answers and tells how well they were
// answered, in figures. It leaves the answering to others.
package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"entente/internal/answer"
	"entente/internal/article"

	"github.com/dlclark/regexp2/v2"
)

// maxRunes is the length past which a quote is a page and never right.
const maxRunes = 700

// A Question is a question with what a right quote holds.
type Question struct {
	ID         string   `json:"id"`
	Text       string   `json:"question"`
	Lang       string   `json:"lang"`
	Kind       string   `json:"kind"`
	Gold       []string `json:"gold"`       // regular expressions; a right quote matches all
	Files      []string `json:"files"`      // base names of the files it may stand in; none: any
	Answerable bool     `json:"answerable"` // whether the articles answer it

	gold []*regexp2.Regexp
}

// ReadQuestions reads a file of questions, one JSON object a line. An error
// names the line.
func ReadQuestions(file string) ([]Question, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	defer f.Close()
	var questions []Question
	lines := bufio.NewReader(f)
	for number := 1; ; number++ {
		line, err := lines.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("read %s:%d: %w", file, number, err)
		}
		if strings.TrimSpace(line) != "" {
			q, err := parseQuestion(line)
			if err != nil {
				return nil, fmt.Errorf("read %s:%d: %w", file, number, err)
			}
			questions = append(questions, q)
		}
		if err == io.EOF {
			break
		}
	}
	if len(questions) == 0 {
		return nil, fmt.Errorf("read %s: it holds no question", file)
	}
	return questions, nil
}

func parseQuestion(line string) (Question, error) {
	var q Question
	if err := json.Unmarshal([]byte(line), &q); err != nil {
		return q, err
	}
	for _, gold := range q.Gold {
		// The files are written for Python's re, which has look-behind and
		// reads \w as any script's letters; package regexp does neither.
		re, err := regexp2.Compile(straight(gold), regexp2.IgnoreCase)
		if err != nil {
			return q, fmt.Errorf("gold of %s: %w", q.ID, err)
		}
		q.gold = append(q.gold, re)
	}
	return q, nil
}

// straight gives s with straight apostrophes.
func straight(s string) string { return strings.ReplaceAll(s, "’", "'") }

// Right reports whether quote answers q.
func (q Question) Right(quote answer.Quote) bool {
	if utf8.RuneCountInString(quote.Text) > maxRunes {
		return false
	}
	if len(q.Files) > 0 && !slices.Contains(q.Files, path.Base(quote.File)) {
		return false
	}
	text := straight(strings.Join(strings.Fields(quote.Text), " "))
	for _, re := range q.gold {
		if ok, err := re.MatchString(text); err != nil || !ok {
			return false
		}
	}
	return true
}

// A Result is a question and what was answered.
type Result struct {
	Question
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
// and keeps the articles to check the quotes against.
func Run(ctx context.Context, questions []Question, corpus *article.Corpus, engine *answer.Engine) ([]Result, error) {
	texts := make(map[string]string)
	for _, a := range corpus.Articles {
		texts[a.Name] = a.Text
	}
	results := make([]Result, len(questions))
	for i, q := range questions {
		start := time.Now()
		a, err := engine.Answer(ctx, answer.Question{Text: q.Text})
		if err != nil {
			return nil, fmt.Errorf("ask %q: %w", q.Text, err)
		}
		results[i] = Result{q, a, time.Since(start), texts}
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
