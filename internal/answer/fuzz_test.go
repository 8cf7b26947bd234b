package answer_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"
)

// Whatever is asked, and was before, the query has words, of a weight each, and
// not without end.
func FuzzClauses(f *testing.F) {
	for _, question := range hostile {
		f.Add(question, "Qui dirige Microsoft ?")
	}
	f.Add("et lui ?", "Qui a fondé OpenAI ?")
	f.Add("Combien Microsoft a-t-il investi ?", strings.Repeat("l'accord de 2019 ", 400))
	f.Add("date des chatbots à but lucratif", "stake capped-profit AGI")
	e := engine(f, "../../corpus")
	f.Fuzz(func(t *testing.T, question, before string) {
		clauses, err := e.Clauses(t.Context(), answer.Question{Text: question, Before: []answer.Turn{{Question: before}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(clauses) > 3000 {
			t.Errorf("%d clauses", len(clauses))
		}
		for _, c := range clauses {
			if c.Word == "" || len(c.Stems) == 0 || !(c.Boost > 0) || math.IsInf(c.Boost, 0) {
				t.Errorf("clause %+v of %q after %q", c, question, before)
			}
		}
	})
}

// Whatever a glossary holds, it is refused by the number of its line or can be
// worked with.
func FuzzGlossary(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "# ours\nphare | fanal\tlighthouse | beacon\n", "phare\tlighthouse\r\nphare\tlighthouse", "\t", "|\t|", "a\tb\tc",
		"le la les\tthe of", "phare", "l'IA | intelligence artificielle\tAI", "phare | \x00\t\xff", strings.Repeat("phare | ", 2000) + "\tlighthouse",
		strings.Repeat("a", 70_000) + "\tb", "phare\tphare\nphare\tphare", "\ufeffphare\tlighthouse",
	} {
		f.Add(seed)
	}
	a, _ := article.Parse("a.md", []byte("Le phare de Kermor est gardé par Anne Le Goff depuis 1987. Il est haut de trente mètres."))
	kermor := engineOf(f, &article.Corpus{Articles: []*article.Article{a}})
	f.Fuzz(func(t *testing.T, text string) {
		e, err := kermor.WithGlossary(strings.NewReader(text))
		if err != nil {
			if line := 0; !strings.Contains(err.Error(), "line ") {
				t.Errorf("%v names no line", err)
			} else if n, _ := fmt.Sscanf(err.Error(), "line %d:", &line); n != 1 || line < 1 || line > strings.Count(text, "\n")+1 {
				t.Errorf("%v names no line of %q", err, text)
			}
			return
		}
		question := answer.Question{Text: "Qui garde le phare ? " + text[:min(len(text), 200)]}
		got, err := e.Answer(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, question, got)
	})
}
