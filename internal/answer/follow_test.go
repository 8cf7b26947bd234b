package answer_test

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"entente/internal/answer"
)

// converse asks the questions one after the other and returns the answers.
func converse(t *testing.T, e *answer.Engine, asked ...string) []answer.Answer {
	t.Helper()
	var turns []answer.Turn
	var answers []answer.Answer
	for _, question := range asked {
		a, err := e.Answer(t.Context(), answer.Question{Text: question, Before: turns})
		if err != nil {
			t.Fatal(err)
		}
		turns = append(turns, a.Turn())
		answers = append(answers, a)
	}
	return answers
}

func TestAFollowUpIsReadInTheLightOfTheQuestionsBefore(t *testing.T) {
	e := village(t)
	for _, tt := range []struct {
		name  string
		asked []string
		want  string // in the first quote of the last answer
	}{
		{"a pronoun", []string{"Qui a bâti le moulin de Kerlouan ?", "Quand a-t-il brûlé ?"}, "1709"},
		{"a possessive", []string{"Does the ferry cross the bay?", "Who is its captain?"}, "Mary Quinn"},
		{"an ellipsis", []string{"Quand le moulin a-t-il été bâti ?", "et par qui ?"}, "Yves Tanguy"},
		{"a follow-up to a follow-up", []string{"Qui a bâti le moulin de Kerlouan ?", "Quand a-t-il brûlé ?", "et combien a-t-il été vendu ?"}, "45 000 euros"},
		{"in another language", []string{"Qui a bâti le moulin de Kerlouan ?", "When did it burn?"}, "1709"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answers := converse(t, e, tt.asked...)
			last := answers[len(answers)-1]
			if !last.Answered || !strings.Contains(last.Quotes[0].Text, tt.want) {
				t.Errorf("%q is answered with %+v, want a first quote with %q", tt.asked, last, tt.want)
			}
		})
	}
}

func TestAQuestionThatStandsAloneIsLeftAlone(t *testing.T) {
	e := village(t)
	const question = "Who is the captain of the ferry?"
	single := ask(t, e, question)
	for _, before := range []string{"Qui a bâti le moulin de Kerlouan ?", "Combien coûte le dirigeable de Zanzibar ?", ""} {
		answers := converse(t, e, before, question)
		if last := answers[1]; len(last.Quotes) != len(single.Quotes) || last.Quotes[0].Text != single.Quotes[0].Text || last.Quotes[0].Score != single.Quotes[0].Score {
			t.Errorf("after %q, %q is answered with %+v, alone with %+v", before, question, last, single)
		}
	}
}

func TestConversations(t *testing.T) {
	const shared = "../../../shared/"
	f, err := os.Open(shared + "eval/conversations.jsonl")
	if err != nil {
		t.Skipf("the shared test data is missing: %v", err)
	}
	defer f.Close()
	e := engine(t, shared+"articles")
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var conversation struct {
			ID    string
			Turns []struct {
				Question string
				Gold     []string
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &conversation); err != nil {
			t.Fatal(err)
		}
		var asked []string
		for _, turn := range conversation.Turns {
			asked = append(asked, turn.Question)
		}
		for i, a := range converse(t, e, asked...) {
			for _, gold := range conversation.Turns[i].Gold {
				if !a.Answered || !regexp.MustCompile(gold).MatchString(a.Quotes[0].Text) {
					t.Errorf("%s: %q is answered with %+v, want %q", conversation.ID, a.Question, a, gold)
				}
			}
		}
	}
}
