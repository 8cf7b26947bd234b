package eval

import (
	"cmp"
	"slices"

	"entente/internal/answer"
)

// An outcome is one of the things that can become of a question, and the
// questions that it became of.
type outcome struct {
	ID      string
	Name    string
	Miss    bool // whether it is not what was wanted
	Of      int  // the questions that it could have become of
	Treated []treated
}

// A treated question is one with the quotes that were given, and with those
// that the least score withheld.
type treated struct {
	Result
	Given, Withheld []judged
}

// A judged quote is one of which it is known whether it answers.
type judged struct {
	answer.Quote
	Right bool
}

func (r Result) judged() []judged {
	var quotes []judged
	for _, q := range r.Answer.Quotes {
		quotes = append(quotes, judged{q, r.Answerable && r.Question.Right(q)})
	}
	return quotes
}

// outcomes sorts the questions that the articles answer by what became of
// them, and the others likewise. The results are of an engine whose own least
// score is 0. Within an outcome the questions with the surest quotes come
// first: of the misses, they are the gravest.
func outcomes(results []Result, minScore float64) [2][]outcome {
	answerable := []outcome{
		{ID: "first", Name: "right quote first"},
		{ID: "later", Name: "right quote second or third", Miss: true},
		{ID: "wrong", Name: "wrong quotes only", Miss: true},
		{ID: "silent", Name: "silence", Miss: true},
	}
	others := []outcome{
		{ID: "none", Name: "silence"},
		{ID: "quoted", Name: "quotes all the same", Miss: true},
	}
	for i, given := range AtLeast(results, minScore) {
		t := treated{Result: given, Given: given.judged()}
		answered := given.Answer.Answered
		if !answered {
			t.Withheld = results[i].judged()
		}
		var o *outcome
		switch {
		case !given.Answerable && !answered:
			o = &others[0]
		case !given.Answerable:
			o = &others[1]
		case given.rightWithin(1):
			o = &answerable[0]
		case given.rightWithin(3):
			o = &answerable[1]
		case answered:
			o = &answerable[2]
		default:
			o = &answerable[3]
		}
		o.Treated = append(o.Treated, t)
	}
	all := [2][]outcome{answerable, others}
	for _, group := range all {
		questions := 0
		for _, o := range group {
			questions += len(o.Treated)
			slices.SortStableFunc(o.Treated, func(a, b treated) int { return cmp.Compare(b.surest(), a.surest()) })
		}
		for i := range group {
			group[i].Of = questions
		}
	}
	return all
}

// surest returns the score of the first quote, given or withheld, or 0.
func (t treated) surest() float64 {
	if quotes := slices.Concat(t.Given, t.Withheld); len(quotes) > 0 {
		return quotes[0].Score
	}
	return 0
}
