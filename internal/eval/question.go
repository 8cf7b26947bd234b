package eval

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"entente/internal/answer"

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
	Gold       []string `json:"gold"`  // regular expressions; a right quote matches all
	Files      []string `json:"files"` // base names of the files it may stand in; none: any
	Answerable bool     `json:"-"`     // whether the articles answer it
	Turn       int      `json:"-"`     // its number in its conversation, from 1; 0: it is in none

	gold []*regexp2.Regexp
}

// followUp reports whether q was asked in the light of other questions.
func (q Question) followUp() bool { return q.Turn > 1 }

// ReadQuestions reads a file of questions and conversations, one JSON object a
// line. The turns of a conversation follow each other. An error names the line.
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
			turns, err := parseLine(line)
			if err != nil {
				return nil, fmt.Errorf("read %s:%d: %w", file, number, err)
			}
			questions = append(questions, turns...)
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

// An entry is a question as files have it, or a conversation, whose language and
// kind are those of the turns that have none of their own.
type entry struct {
	Question
	Answerable *bool   `json:"answerable"` // nil: whether it has a gold
	Turns      []entry `json:"turns"`
}

// parseLine reads a question, or the turns of a conversation.
func parseLine(line string) ([]Question, error) {
	var e entry
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		return nil, err
	}
	if e.Turns == nil {
		e.Turns = []entry{e}
	} else {
		for i := range e.Turns {
			t := &e.Turns[i]
			t.ID = cmp.Or(t.ID, fmt.Sprintf("%s.%d", e.ID, i+1))
			t.Lang = cmp.Or(t.Lang, e.Lang)
			t.Kind = cmp.Or(t.Kind, e.Kind)
			t.Turn = i + 1
		}
	}
	var questions []Question
	for _, t := range e.Turns {
		q, err := t.question()
		if err != nil {
			return nil, err
		}
		questions = append(questions, q)
	}
	return questions, nil
}

// question returns e as one that can be asked and judged.
func (e entry) question() (Question, error) {
	q := e.Question
	q.Answerable = len(q.Gold) > 0
	if e.Answerable != nil {
		q.Answerable = *e.Answerable
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
