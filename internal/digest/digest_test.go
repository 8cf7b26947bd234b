package digest_test

import (
	"testing"
	"time"

	"entente/internal/digest"
	"entente/internal/journal"

	"github.com/google/go-cmp/cmp"
)

// day is the time of the entry numbered n, as each is a day after the other.
func day(n int) time.Time { return time.Date(2026, 3, 1+n, 8, 30, 0, 0, time.UTC) }

// unanswered are entries of questions in French that were asked in vain.
func unanswered(questions ...string) []journal.Entry {
	var entries []journal.Entry
	for i, q := range questions {
		entries = append(entries, journal.Entry{Time: day(i), Question: q, Lang: "fr"})
	}
	return entries
}

func TestGaps(t *testing.T) {
	entries := unanswered(
		"Qui garde le phare de Kermor ?",
		"Combien pèse la cloche du port ?",
		"les phares de Kermor, qui les garde ?",    // other forms, another order
		"Qui garde le phare de  Kermor ?",          // the same
		"Qui garde le fhare de Kermor ?",           // no: the first letter is another
		"Qui garde le phare de Kermmor ?",          // a misspelling
		"Qui garde le phare de Brest ?",            // another name
		"Que s’est-il passé au phare en 1987 ?",    // no: another year
		"Que s’est-il passé au phare en 1988 ?",    //
		"Combien pèse la cloche du port en tout ?", // another word
	)
	entries = append(entries,
		journal.Entry{Time: day(20), Question: "Qui garde le phare de Kermor ?", Lang: "fr", Answered: true},
		journal.Entry{Time: day(21), Question: "Qui garde le phare de Kermor ?", Lang: "fr", Ballot: "00", Vote: journal.Down},
		journal.Entry{Time: day(22), Question: "Qui garde le phare de Kermor ?", Lang: "en"})
	type gap struct {
		Question string
		Times    int
		Last     time.Time
		Others   []string
	}
	var got []gap
	for _, g := range digest.Gaps(entries) {
		got = append(got, gap{g.Question, g.Times, g.Last, g.Others})
	}
	want := []gap{
		{"Qui garde le phare de Kermor ?", 4, day(5), []string{"les phares de Kermor, qui les garde ?", "Qui garde le phare de Kermmor ?"}},
		{"Qui garde le phare de Kermor ?", 1, day(22), []string{}}, // in English
		{"Combien pèse la cloche du port en tout ?", 1, day(9), []string{}},
		{"Que s’est-il passé au phare en 1988 ?", 1, day(8), []string{}},
		{"Que s’est-il passé au phare en 1987 ?", 1, day(7), []string{}},
		{"Qui garde le phare de Brest ?", 1, day(6), []string{}},
		{"Qui garde le fhare de Kermor ?", 1, day(4), []string{}},
		{"Combien pèse la cloche du port ?", 1, day(1), []string{}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Questions of function words alone are told apart by these.
func TestGapsOfFewWords(t *testing.T) {
	got := digest.Gaps(unanswered("Et lui ?", "Et elle ?", "et lui", "?!"))
	if len(got) != 3 || got[0].Question != "Et lui ?" || got[0].Times != 2 {
		t.Errorf("got %+v", got)
	}
	if got := digest.Gaps(nil); got == nil || len(got) > 0 {
		t.Errorf("of no question the gaps are %#v, want an empty list", got)
	}
}

func TestComplaints(t *testing.T) {
	keeper := []journal.Quote{{File: "phares.md", Start: 10, End: 60, Score: 0.4}}
	other := []journal.Quote{{File: "phares.md", Start: 70, End: 90, Score: 0.3}}
	var entries []journal.Entry
	vote := func(question string, quotes []journal.Quote, ballot, vote, why string) {
		entries = append(entries, journal.Entry{
			Time: day(len(entries)), Question: question, Lang: "fr", Answered: true,
			Quotes: quotes, Ballot: ballot, Vote: vote, Why: why,
		})
	}
	const who, when = "Qui garde le phare ?", "Depuis quand le phare brille-t-il ?"
	vote(when, other, "a1", journal.Down, "")
	vote(who, keeper, "b1", journal.Up, "")
	vote(who, keeper, "b2", journal.Down, "")
	vote("Le phare, qui le garde ?", keeper, "b3", journal.Down, "il est à la retraite")
	vote(who, keeper, "b2", journal.Down, "ce n’est plus lui") // says why
	vote(who, keeper, "b4", journal.Down, "")
	vote(who, keeper, "b4", journal.Up, "") // changed
	vote(when, keeper, "d1", journal.Up, "")
	entries = append(entries, unanswered(who)...)

	want := []digest.Complaint{
		{
			Question: who, Lang: "fr", Quotes: keeper,
			Down: 2, Up: 2, Last: day(6), Why: []string{"il est à la retraite", "ce n’est plus lui"},
		},
		{Question: when, Lang: "fr", Quotes: other, Down: 1, Last: day(0), Why: []string{}},
	}
	if diff := cmp.Diff(want, digest.Complaints(entries)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
