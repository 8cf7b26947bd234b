package answer_test

import (
	"errors"
	"slices"
	"testing"

	"entente/internal/answer"
	"entente/internal/article"
)

func TestContext(t *testing.T) {
	e := village(t)
	for _, tt := range []struct {
		question   string
		paragraphs int
	}{
		{"En quelle année le moulin a-t-il été bâti ?", 2}, // the first of its article
		{"Pour combien la commune a-t-elle vendu le moulin ?", 3},
		{"What does a ticket cost?", 2}, // the last of its article
	} {
		q := ask(t, e, tt.question).Quotes[0]
		c, err := e.Context(q.Ref())
		if err != nil {
			t.Errorf("%s: %v", tt.question, err)
			continue
		}
		if c.File != q.File || c.Title != q.Title || c.Line != q.Line || c.Start != q.Start || c.Text != q.Text {
			t.Errorf("%s: the quote %+v became %+v", tt.question, q, c.Quote)
		}
		holding := slices.IndexFunc(c.Paragraphs, func(p answer.Paragraph) bool { return p.Start <= c.Start && c.End <= p.End })
		if len(c.Paragraphs) != tt.paragraphs || holding < 0 {
			t.Errorf("%s: the paragraphs are %+v, want %d", tt.question, c.Paragraphs, tt.paragraphs)
		}
	}
}

func TestContextOfWhatHasChanged(t *testing.T) {
	const before, after = "Le moulin a été bâti en 1642 par Yves Tanguy.", "Le moulin a été bâti en 1643 par Yves Tanguy."
	of := func(name, text string) *answer.Engine {
		a, problems := article.Parse(name, []byte(text))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return engineOf(t, &article.Corpus{Articles: []*article.Article{a}})
	}
	ref := ask(t, of("a.txt", before), "Quand le moulin a-t-il été bâti ?").Quotes[0].Ref()
	for name, tt := range map[string]struct {
		engine *answer.Engine
		want   error
	}{
		"the same":        {of("a.txt", before), nil},
		"more after it":   {of("a.txt", before+"\n\nIl tourne encore chaque dimanche."), nil},
		"other words":     {of("a.txt", after), answer.ErrChanged},
		"more before it":  {of("a.txt", "Il tourne encore chaque dimanche.\n\n"+before), answer.ErrChanged},
		"shorter":         {of("a.txt", "Le moulin tourne."), answer.ErrChanged},
		"another's words": {of("b.txt", before), answer.ErrChanged},
	} {
		if _, err := tt.engine.Context(ref); !errors.Is(err, tt.want) {
			t.Errorf("%s: got error %v, want %v", name, err, tt.want)
		}
	}
	for _, ref := range []answer.Ref{{}, {File: ref.File, Start: -1, End: 5}, {File: ref.File, Start: 9, End: 1 << 40}} {
		if _, err := of("a.txt", before).Context(ref); !errors.Is(err, answer.ErrChanged) {
			t.Errorf("%+v: got error %v, want %v", ref, err, answer.ErrChanged)
		}
	}
}

func TestFurtherQuotes(t *testing.T) {
	a, problems := article.Parse("phare.md", []byte(`# Le phare de Penmarch

Le phare de Penmarch domine la côte depuis deux siècles et se voit à vingt milles.

La commune loue le phare de Penmarch aux mariés du canton, chaque samedi de juin.

Un orage a fendu la lanterne du phare de Penmarch, que des vitriers ont refaite.

Des peintres viennent dessiner le phare de Penmarch au printemps, quand la brume se lève.

Le gardien du phare de Penmarch élevait des chèvres, dont le fromage partait au marché.

Une école porte le nom du phare de Penmarch, et ses élèves en ont sculpté la maquette.
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	e := engineWith(t, &article.Corpus{Articles: []*article.Article{a}}, 0) // of so many, no one is likely
	const question = "Que dit-on du phare de Penmarch ?"
	first := ask(t, e, question)
	if len(first.Quotes) != 3 || !first.More {
		t.Fatalf("got %d quotes, more %t; want three and more", len(first.Quotes), first.More)
	}
	var all []string
	for more := true; more; {
		a, err := e.Answer(t.Context(), answer.Question{Text: question, Skip: len(all)})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range a.Quotes {
			if slices.Contains(all, q.Text) {
				t.Errorf("given twice: %s", q.Text)
			}
			all = append(all, q.Text)
		}
		if more = a.More; more && len(a.Quotes) == 0 {
			t.Fatal("more is promised, but there is none")
		}
	}
	if len(all) <= 3 || all[0] != first.Quotes[0].Text || all[2] != first.Quotes[2].Text {
		t.Errorf("page by page: %q", all)
	}
	past, err := e.Answer(t.Context(), answer.Question{Text: question, Skip: 1000})
	if err != nil || past.Answered || past.More {
		t.Errorf("past the end: %+v, %v", past, err)
	}
}
