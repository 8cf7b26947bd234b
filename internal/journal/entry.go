// Package journal keeps what was asked, whether it was answered, and how the
// answers were voted on, in a file that only grows. No person, server or
// channel is in it. Summing it up is left to package digest.
package journal

import "time"

// An Entry is one line of the journal: a question, or a vote on the answer to
// one. A vote says all of the question again, so that a line can be understood
// alone.
type Entry struct {
	Time     time.Time `json:"time"`
	Question string    `json:"question"`
	Lang     string    `json:"lang,omitempty"` // of the answer: "fr" or "en"
	Answered bool      `json:"answered"`
	Quotes   []Quote   `json:"quotes,omitempty"` // best first

	// Ballot is what Writer.Ballot returned for a vote, and empty for a
	// question. Of the entries with the same ballot the last one counts.
	Ballot string `json:"ballot,omitempty"`
	Vote   string `json:"vote,omitempty"` // Up or Down; empty for a question
	Why    string `json:"why,omitempty"`  // what was said to explain the vote
}

// The votes.
const (
	Up   = "up"
	Down = "down"
)

// A Quote says where a quote stands in its file, and how good it was thought.
type Quote struct {
	File  string  `json:"file"`            // relative to the corpus folder
	Start int     `json:"start"`           // in bytes
	End   int     `json:"end"`             // in bytes
	Score float64 `json:"score,omitempty"` // 0..1
}

// valid reports whether e can have been written by a Writer.
func (e *Entry) valid() bool {
	isQuestion := e.Vote == "" && e.Ballot == ""
	isVote := (e.Vote == Up || e.Vote == Down) && e.Ballot != ""
	return !e.Time.IsZero() && (isQuestion || isVote)
}
