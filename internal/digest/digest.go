// Package digest sums up a journal for whoever keeps the articles: which
// questions went unanswered, and which answers were voted down. How that is
// shown is left to others.
package digest

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"entente/internal/journal"
)

// A Gap is a question that went unanswered, in all the ways it was put.
type Gap struct {
	Question string    `json:"question"`       // as it was put most often
	Lang     string    `json:"lang,omitempty"` // "fr" or "en"
	Times    int       `json:"times"`          // that it was asked
	Last     time.Time `json:"last"`           // when it was
	Others   []string  `json:"others"`         // other ways in which it was put, the most frequent first
}

// Gaps returns the questions that went unanswered, those asked most often
// first.
func Gaps(entries []journal.Entry) []Gap {
	var unanswered []journal.Entry
	for _, e := range entries {
		if e.Vote == "" && !e.Answered {
			unanswered = append(unanswered, e)
		}
	}
	gaps := []Gap{}
	for _, g := range make(reader).alike(unanswered) {
		wordings := g.wordings()
		gaps = append(gaps, Gap{
			Question: wordings[0], Others: wordings[1:],
			Lang: g[0].Lang, Times: len(g), Last: g.last(),
		})
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), b.Last.Compare(a.Last))
	})
	return gaps
}

// A Complaint is an answer that was voted down.
type Complaint struct {
	Question string          `json:"question"`       // as it was put most often
	Lang     string          `json:"lang,omitempty"` // "fr" or "en"
	Quotes   []journal.Quote `json:"quotes"`         // that were given, best first
	Down     int             `json:"down"`           // votes
	Up       int             `json:"up"`             // votes
	Last     time.Time       `json:"last"`           // when it was voted on
	Why      []string        `json:"why"`            // what was said to explain votes against it, in order
}

// Complaints returns the answers that were voted down, those with most votes
// against them first. Of each ballot the last vote counts.
func Complaints(entries []journal.Entry) []Complaint {
	r := make(reader)
	last := make(map[string]int)
	for i, e := range entries {
		last[e.Ballot] = i
	}
	answers := make(map[string]group) // votes, by question and quotes
	var order []string
	for i, e := range entries {
		if e.Vote == "" || last[e.Ballot] != i {
			continue
		}
		key := fmt.Sprint(r.key(e), e.Quotes)
		if answers[key] == nil {
			order = append(order, key)
		}
		answers[key] = append(answers[key], e)
	}
	complaints := []Complaint{}
	for _, key := range order {
		votes := answers[key]
		c := Complaint{
			Question: votes.wordings()[0], Lang: votes[0].Lang, Quotes: votes[0].Quotes,
			Last: votes.last(), Why: []string{},
		}
		for _, v := range votes {
			if v.Vote == journal.Up {
				c.Up++
				continue
			}
			c.Down++
			if v.Why != "" {
				c.Why = append(c.Why, v.Why)
			}
		}
		if c.Down > 0 {
			complaints = append(complaints, c)
		}
	}
	slices.SortStableFunc(complaints, func(a, b Complaint) int {
		return cmp.Or(cmp.Compare(b.Down, a.Down), b.Last.Compare(a.Last))
	})
	return complaints
}
