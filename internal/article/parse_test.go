package article_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// parse returns the article that a text is; its problems fail the test.
func parse(t *testing.T, name, text string) *article.Article {
	t.Helper()
	a, problems := article.Parse(name, []byte(text))
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	checkSpans(t, a)
	return a
}

// outline writes the passages one per line: mark of the kind, heading in
// brackets, lead, and the sentences with bars between.
func outline(a *article.Article) []string {
	var lines []string
	for _, p := range a.Passages {
		var b strings.Builder
		b.WriteString([]string{"", "* ", "” "}[p.Kind])
		if p.Heading != "" {
			b.WriteString("[" + p.Heading + "] ")
		}
		if p.Lead.Len() > 0 {
			b.WriteString("(" + a.Slice(p.Lead) + ") ")
		}
		for i, s := range p.Sentences {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(a.Slice(s))
		}
		lines = append(lines, b.String())
	}
	return lines
}

// marks are what may stand between the parts of an article and be in none:
// marks of lists, quotes, headings, notes, rules, fences and tables.
var marks = regexp.MustCompile("^(?:\ufeff|[-*+•‣◦▪●·–—―>#=_~`:.|\\\\]|\\d{1,3}[.)]|[a-zA-Z]\\)|\\[\\^[^\\]\\s]+\\]:|(?:```|~~~).*)*$")

// checkSpans fails the test when a span of the article is not what it should
// be, or when something of the file is nowhere.
func checkSpans(t *testing.T, a *article.Article) {
	t.Helper()
	covered := make([]bool, len(a.Text))
	take := func(what string, s article.Span) {
		t.Helper()
		if s.Start < 0 || s.End <= s.Start || s.End > len(a.Text) {
			t.Fatalf("%s: span %v of %d bytes", what, s, len(a.Text))
		}
		for i := s.Start; i < s.End; i++ {
			if covered[i] {
				t.Fatalf("%s %q lies in two places", what, a.Slice(s))
			}
			covered[i] = true
		}
	}
	text := func(what string, s article.Span) {
		t.Helper()
		if one := a.Slice(s); !utf8.ValidString(one) || one != strings.TrimSpace(one) {
			t.Fatalf("%s: %q", what, one)
		}
	}
	end := 0
	for _, p := range a.Passages {
		take("passage", p.Span)
		text("passage", p.Span)
		if p.Start < end {
			t.Fatalf("passage %q is out of order", a.Slice(p.Span))
		}
		if p.Lead.Len() > 0 && (p.Kind != article.ListItem || p.Lead.End > p.Start) {
			t.Fatalf("lead %q of %q", a.Slice(p.Lead), a.Slice(p.Span))
		}
		if len(p.Sentences) == 0 || p.Sentences[0].Start != p.Start || p.Sentences[len(p.Sentences)-1].End != p.End {
			t.Fatalf("sentences %v of the passage %v", p.Sentences, p.Span)
		}
		end = p.Start
		for _, s := range p.Sentences {
			if s.Start < end || s.Len() <= 0 {
				t.Fatalf("sentence %v is out of order", s)
			}
			text("sentence", s)
			if gap := a.Slice(article.Span{Start: end, End: s.Start}); strings.TrimSpace(strings.ReplaceAll(gap, ">", "")) != "" {
				t.Fatalf("%q between sentences", gap)
			}
			end = s.End
		}
	}
	for _, h := range a.Headings {
		take("heading", h)
		text("heading", h)
	}
	for _, l := range a.LeftOut {
		if l.Reason == "" {
			t.Fatalf("no reason for %q", a.Slice(l.Span))
		}
		for i := l.Start; i < l.End; i++ {
			if covered[i] {
				t.Fatalf("%q is left out and in the article", a.Slice(l.Span))
			}
		}
		take("left out", l.Span)
	}
	body := 0
	if strings.HasPrefix(strings.TrimPrefix(a.Text, "\ufeff"), "---") {
		for body < len(covered) && !covered[body] {
			body++ // front matter
		}
	}
	for body < len(covered) {
		if covered[body] {
			body++
			continue
		}
		from := body
		for body < len(covered) && !covered[body] && a.Text[body] != '\n' && a.Text[body] != '\r' {
			body++
		}
		if lost := strings.Join(strings.Fields(a.Text[from:body]), ""); !marks.MatchString(lost) {
			t.Fatalf("%q is nowhere", lost)
		}
		if body < len(covered) && !covered[body] {
			body++
		}
	}
}

func TestPassages(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             []string
	}{
		{
			"paragraphs of plain text end with the line", "a.txt",
			"Le lac est grand. Il est bleu.\nLa forêt est noire.\n\nLe pré est vert.\n",
			[]string{"Le lac est grand. | Il est bleu.", "La forêt est noire.", "Le pré est vert."},
		},
		{
			"paragraphs of Markdown end with a blank line", "a.md",
			"Le lac est grand. Il est\nbleu.\n\nLe pré est vert.  \nLe bois est noir.\\\nFin.\n",
			[]string{"Le lac est grand. | Il est\nbleu.", "Le pré est vert.", "Le bois est noir.", "Fin."},
		},
		{
			"hard-wrapped plain text", "a.txt",
			"Le lac est grand et la forêt qui l’entoure est si vaste\nque personne n’en a jamais fait le tour à pied, dit-on\ndans la vallée.\n\n" +
				"    Un jour, deux enfants partirent au lever du jour et\ne revinrent que le soir, les poches pleines de cailloux\nblancs.\n",
			[]string{
				"Le lac est grand et la forêt qui l’entoure est si vaste\nque personne n’en a jamais fait le tour à pied, dit-on\ndans la vallée.",
				"Un jour, deux enfants partirent au lever du jour et\ne revinrent que le soir, les poches pleines de cailloux\nblancs.",
			},
		},
		{
			"verse is not hard-wrapped text", "a.txt",
			"Le soir descend sur la vallée où dorment les troupeaux\nLa lune monte et blanchit les murs de la chapelle\nUn chien aboie au loin\nPuis plus rien\n",
			[]string{
				"Le soir descend sur la vallée où dorment les troupeaux", "La lune monte et blanchit les murs de la chapelle",
				"Un chien aboie au loin", "Puis plus rien",
			},
		},
		{
			"list with its lead", "a.txt",
			"Le jardin a trois arbres. Ce sont :\n\n  • un chêne ;\n  • un hêtre. Il est vieux.\n\nIls sont grands.\n",
			[]string{
				"Le jardin a trois arbres. | Ce sont :", "* (Ce sont :) un chêne ;", "* (Ce sont :) un hêtre. | Il est vieux.",
				"Ils sont grands.",
			},
		},
		{
			"list without a lead", "a.txt",
			"Le jardin est grand.\n\n- un chêne\n- un hêtre\n",
			[]string{"Le jardin est grand.", "* un chêne", "* un hêtre"},
		},
		{
			"lists within lists", "a.md",
			"On y voit :\n\n1. des arbres :\n   - un chêne\n   - un hêtre\n2. un puits\n\n   Il est profond.\n",
			[]string{
				"On y voit :", "* (On y voit :) des arbres :", "* (des arbres :) un chêne", "* (des arbres :) un hêtre",
				"* (On y voit :) un puits", "* (On y voit :) Il est profond.",
			},
		},
		{
			"item over several lines", "a.md",
			"* un chêne\n  très vieux\n* un hêtre\n+ un puits\n",
			[]string{"* un chêne\n  très vieux", "* un hêtre", "* un puits"},
		},
		{
			"a dash in the middle of a sentence", "a.md",
			"Le lac – le plus grand\n– est bleu et\n2. il est froid.\n",
			[]string{"Le lac – le plus grand\n– est bleu et\n2. il est froid."},
		},
		{
			"dialogue", "a.txt",
			"Il entre et dit :\n— Bonjour.\n— Bonsoir, répond-elle.\n",
			[]string{"Il entre et dit :", "* (Il entre et dit :) Bonjour.", "* (Il entre et dit :) Bonsoir, répond-elle."},
		},
		{
			"headings of Markdown", "a.md",
			"# Le *lac* [bleu](lac.html)\n\nIl est grand.\n\n## La **forêt** ##\n\nElle est noire.\n\nLe pré\n------\n\nIl est vert.\n",
			[]string{"Il est grand.", "[La forêt] Elle est noire.", "[Le pré] Il est vert."},
		},
		{
			"headings of plain text", "a.txt",
			"Le lac\n\nIl est grand et bleu.\n\nEt la forêt ?\n\nElle est noire et profonde.\n\n1. Le pré\n\nIl est vert.\n",
			[]string{"Il est grand et bleu.", "[Et la forêt ?] Elle est noire et profonde.", "[Le pré] Il est vert."},
		},
		{
			"bold headings", "a.md",
			"**Le lac**\n\nIl est grand et bleu.\n\n**La forêt**\n\nElle est noire.\n",
			[]string{"Il est grand et bleu.", "[La forêt] Elle est noire."},
		},
		{
			"a short sentence is no heading", "a.txt",
			"Le lac\n\nIl est grand.\n\nIl pleut !\n\nOn rentre.\n\nLa forêt est noire.\n",
			[]string{"Il est grand.", "Il pleut !", "On rentre.", "La forêt est noire."},
		},
		{
			"headings need something below", "a.txt",
			"Le lac est grand. Il est bleu.\n\nUne ligne sans point\n",
			[]string{"Le lac est grand. | Il est bleu.", "Une ligne sans point"},
		},
		{
			"headings above lists", "a.txt",
			"Le parc est ouvert. On y entre par la porte.\n\nLes arbres\n\n- un chêne\n- un hêtre\n",
			[]string{"Le parc est ouvert. | On y entre par la porte.", "* [Les arbres] un chêne", "* [Les arbres] un hêtre"},
		},
		{
			"pull quote", "a.txt",
			"Le maire est venu hier.\n\n« Le lac est à nous tous. Gardons-le. »\n\n– Paul Roche, maire\n\nIl est reparti.\n",
			[]string{
				"Le maire est venu hier.", "” « Le lac est à nous tous. | Gardons-le. » | – Paul Roche, maire", "Il est reparti.",
			},
		},
		{
			"pull quote without quotation marks", "a.txt",
			"Le lac est à nous tous, et nous devons le garder.\n\n—Paul Roche, maire\n",
			[]string{"” Le lac est à nous tous, et nous devons le garder. | —Paul Roche, maire"},
		},
		{
			"pull quote in a Markdown quote", "a.md",
			"Il dit hier.\n\n> Le lac est à nous tous.\n> Gardons-le.\n>\n> — Paul Roche\n",
			[]string{"Il dit hier.", "” Le lac est à nous tous. | Gardons-le. | — Paul Roche"},
		},
		{
			"pull quote in one block", "a.md",
			"« Le lac est à nous. »\n— Paul Roche\n",
			[]string{"” « Le lac est à nous. » | — Paul Roche"},
		},
		{
			"a list of one item is no attribution", "a.txt",
			"Le lac est à nous tous.\n\n- Paul Roche\n\nIl a un gardien :\n\n– Paul Roche\n",
			[]string{"Le lac est à nous tous.", "* Paul Roche", "Il a un gardien :", "* (Il a un gardien :) Paul Roche"},
		},
		{
			"a Markdown quote over lines leaves out its marks", "a.md",
			"> Le lac est grand et\n> bleu. Il est froid.\nIl est profond.\n",
			[]string{"Le lac est grand et | bleu. | Il est froid. | Il est profond."},
		},
		{
			"fences, tables, rules, notes and comments", "a.md",
			"Le lac est grand.[^1]\n\n```text\nla lune\nle soleil\n```\n\n| nom | taille |\n|-----|--------|\n| lac | grande |\n|\u00a0|\n\n***\n\n" +
				"<!-- à revoir -->\n\n[^1]: Selon la mairie.\n",
			[]string{"Le lac est grand.[^1]", "la lune | le soleil", "nom | taille", "lac | grande", "Selon la mairie."},
		},
		{
			"furniture in a Markdown paragraph", "a.md",
			"Le lac est grand et\nbleu.\nPartagez cet article sur Facebook\nIl est froid.\n",
			[]string{"Le lac est grand et\nbleu.", "Il est froid."},
		},
		{
			"a rule under a sentence", "a.txt",
			"Le lac est grand.\n-----\nIl est bleu.\n",
			[]string{"Le lac est grand.", "Il est bleu."},
		},
		{
			"a fence that nothing closes", "a.md",
			"```\nLe lac est grand.\n",
			[]string{"Le lac est grand."},
		},
		{
			"a long paragraph is several passages", "a.txt",
			strings.Repeat("Le lac est grand et profond, et nul ne sait pourquoi. ", 20) + "Voilà pour le lac." +
				strings.Repeat("La forêt est noire et profonde, et nul ne sait pourquoi. ", 20),
			[]string{
				strings.TrimSuffix(strings.Repeat("Le lac est grand et profond, et nul ne sait pourquoi. | ", 20), "") + "Voilà pour le lac.",
				strings.TrimSuffix(strings.Repeat("La forêt est noire et profonde, et nul ne sait pourquoi. | ", 20), " | "),
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, outline(parse(t, c.file, c.text))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestTitle(t *testing.T) {
	const body = "\n\nLe lac est grand. Il est bleu.\n"
	for _, c := range []struct{ name, file, text, want string }{
		{"first line", "a.txt", "Le lac de la vallée" + body, "Le lac de la vallée"},
		{"question", "a.txt", "Qui a vu le lac ?" + body, "Qui a vu le lac ?"},
		{"heading", "a.md", "# Le lac\nsuite" + body, "Le lac"},
		{"heading below an introduction", "a.md", "Un mot d’abord, et un autre.\n\n# Le lac" + body, "Le lac"},
		{"underlined", "a.txt", "Le lac\n======" + body, "Le lac"},
		{"with a byline under it", "a.txt", "Le lac de la vallée\nPar Anne Roche" + body, "Le lac de la vallée"},
		{"below a trail", "a.txt", "Accueil > Nature > Lacs\n\nLe lac de la vallée" + body, "Le lac de la vallée"},
		{"HTML in it", "a.txt", "<i>Le lac</i>&nbsp;&amp; le pré" + body, "Le lac\u00a0& le pré"},
		{"acronym at the end", "a.txt", "Les agents du S.H.I.E.L.D." + body, "Les agents du S.H.I.E.L.D."},
		{"no title: a sentence", "a.txt", "Le lac est loin." + body, ""},
		{"no title: a long paragraph", "a.txt", strings.Repeat("le lac et la forêt ", 20) + body, ""},
		{"no title: nothing under it", "a.txt", "Le lac de la vallée\n", ""},
		{"no title: the first of several lines", "a.txt", "Présents\nAnne et Paul\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := parse(t, c.file, c.text)
			if a.Title != c.want {
				t.Errorf("title %q, want %q", a.Title, c.want)
			}
			if len(a.Passages) == 0 {
				t.Error("no passage is left")
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	a := parse(t, "a.md", "---\ntitle: \"Le lac : un bilan\"\ndate: 2023-03-04\nlang: en\nsource: La Gazette, 4 mars\n"+
		"topics: [eau, pêche]\nother: {a: 1}\n---\n\n# Le lac : un bilan\n\nLe lac est grand.\n")
	got := []any{a.Title, a.Date, a.Lang, a.Source, a.Topics, outline(a)}
	want := []any{
		"Le lac : un bilan", "2023-03-04", "en", "La Gazette, 4 mars", []string{"eau", "pêche"}, []string{"Le lac est grand."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestFrontMatterFields(t *testing.T) {
	for _, c := range []struct {
		name, field string
		get         func(*article.Article) any
		want        any
	}{
		{"English date in numbers", "date: 10/18/2023\nlang: en", func(a *article.Article) any { return a.Date }, "2023-10-18"},
		{"year only", "date: 2023", func(a *article.Article) any { return a.Date }, "2023"},
		{"month and year", "date: 2023-04", func(a *article.Article) any { return a.Date }, "2023-04"},
		{"month and year in words", "date: avril 2023", func(a *article.Article) any { return a.Date }, "2023-04"},
		{"date in words", "date: Mardi 4 avril 2023", func(a *article.Article) any { return a.Date }, "2023-04-04"},
		{"date and time", "date: 2023-04-04T10:00:00+02:00", func(a *article.Article) any { return a.Date }, "2023-04-04"},
		{"language with a country", "lang: en-GB", func(a *article.Article) any { return a.Lang }, "en"},
		{"title over lines", "title: >\n  Le lac\n  bleu", func(a *article.Article) any { return a.Title }, "Le lac bleu"},
		{"title that is a number", "title: 1984", func(a *article.Article) any { return a.Title }, "1984"},
		{"key in capitals", "Title: Le lac", func(a *article.Article) any { return a.Title }, "Le lac"},
		{"one topic", "topics: eau", func(a *article.Article) any { return a.Topics }, []string{"eau"}},
		{"topics as a list", "topics:\n  - eau\n  - 2023", func(a *article.Article) any { return a.Topics }, []string{"eau", "2023"}},
		{"empty field", "source:", func(a *article.Article) any { return a.Source }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := parse(t, "a.txt", "---\n"+c.field+"\n---\nLe lac est grand.\n")
			if diff := cmp.Diff(c.want, c.get(a)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	const body = "Le lac est grand.\n"
	for _, c := range []struct {
		name, text string
		want       []string // "" in front: unread
		passages   []string
	}{
		{"empty", "", []string{"unread a.md: is empty; not read"}, nil},
		{"white space", " \n\t\r\n", []string{"unread a.md: is empty; not read"}, nil},
		{"only a byte-order mark", "\ufeff\n", []string{"unread a.md: is empty; not read"}, nil},
		{"UTF-16", "\xff\xfeL\x00e\x00", []string{"unread a.md: is UTF-16 text; not read; convert it to UTF-8"}, nil},
		{"only a heading", "# Le lac\n", []string{"unread a.md: holds no text of an article; not read"}, nil},
		{
			"byte-order mark", "\ufeff" + body,
			[]string{"a.md:1: begins with a byte-order mark; skipped"}, []string{"Le lac est grand."},
		},
		{
			"CRLF", "# Titre\r\n\r\n" + "Le lac est\r\ngrand.\r\n",
			[]string{"a.md:1: lines end in carriage returns (CRLF); read as they are"}, []string{"Le lac est\r\ngrand."},
		},
		{
			"invalid UTF-8", body + "\nLa for\xeat est\nnoire.\n\nLe pr\xe9 est vert.\n\nFin.\n",
			[]string{"a.md:3: not UTF-8 text or NUL bytes, in 2 of its lines; their paragraphs are left out; convert the file to UTF-8"},
			[]string{"Le lac est grand.", "Fin."},
		},
		{
			"NUL bytes", "Le lac\x00 est grand.\n\nFin du texte.\n",
			[]string{"a.md:1: not UTF-8 text or NUL bytes, in 1 of its lines; their paragraphs are left out; convert the file to UTF-8"},
			[]string{"Fin du texte."},
		},
		{
			"nothing but invalid UTF-8", "La for\xeat est noire.\n",
			[]string{"unread a.md: no paragraph of it is UTF-8 text; not read; convert it to UTF-8"}, nil,
		},
		{
			"front matter that doesn't parse", "---\ntitle: Le lac\ntopics: [eau\n---\n" + body,
			[]string{"a.md:3: front matter does not parse: sequence end token ']' not found; left out; title, date and language are taken from the text"},
			[]string{"Le lac est grand."},
		},
		{
			"front matter that is no list of fields", "---\n- title: Le lac\n---\n" + body,
			[]string{"a.md:1: front matter does not parse: it is not a list of fields; left out; title, date and language are taken from the text"},
			[]string{"Le lac est grand."},
		},
		{
			"front matter that nothing closes", "---\ntitle: Le lac\n\n" + body,
			[]string{"a.md:1: front matter is not closed by ---; read as text"},
			[]string{"Le lac est grand."},
		},
		{
			"fields of a wrong type", "---\ntitle: [a]\ndate: demain\nlang: de\nsource: {a: b}\ntopics: {a: b}\n---\n" + body,
			[]string{
				"a.md:2: front matter: title is not text; the field is ignored",
				"a.md:3: front matter: date is not a date like 2024-10-18; the field is ignored",
				"a.md:4: front matter: lang is not fr or en; the field is ignored",
				"a.md:5: front matter: source is not text; the field is ignored",
				"a.md:6: front matter: topics is not a list; the field is ignored",
			},
			[]string{"Le lac est grand."},
		},
		{"prose between rules", "---\nLe lac est grand.\n\n---\nFin.\n", nil, []string{"Le lac est grand.", "Fin."}},
		{"empty front matter", "---\n---\n" + body, nil, []string{"Le lac est grand."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, problems := article.Parse("a.md", []byte(c.text))
			var got []string
			for _, p := range problems {
				line := p.String()
				if p.Unread {
					line = "unread " + line
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("problems: -want +got\n%s", diff)
			}
			if a == nil {
				if c.passages != nil {
					t.Error("not read")
				}
				return
			}
			checkSpans(t, a)
			if a.Lang != "fr" {
				t.Errorf("language %s", a.Lang)
			}
			if diff := cmp.Diff(c.passages, outline(a)); diff != "" {
				t.Errorf("passages: -want +got\n%s", diff)
			}
		})
	}
}

func TestLine(t *testing.T) {
	a := parseAny(t, "a.txt", "Un.\r\nDeux.\n\nQuatre.\rCinq.")
	for text, want := range map[string]int{"Un.": 1, "Deux.": 2, "Quatre.": 4, "Cinq.": 5} {
		if got := a.Line(strings.Index(a.Text, text)); got != want {
			t.Errorf("%s on line %d, want %d", text, got, want)
		}
	}
}

// parseAny returns the article that a text is, whatever its problems.
func parseAny(t *testing.T, name, text string) *article.Article {
	t.Helper()
	a, problems := article.Parse(name, []byte(text))
	if a == nil {
		t.Fatalf("not read: %v", problems)
	}
	checkSpans(t, a)
	return a
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"Le lac\n\nIl est grand. Il est bleu.\n",
		"---\ntitle: Le lac\ndate: 2023\nlang: de\ntopics: [a, *b]\n---\n# Le lac\n\n- un\n  - deux :\n1. trois\n",
		"> un\n> deux\n>\n> — Paul\n\n```\ncode\n```\n<!-- a --> b\n| a | b |\n|---|---|\n",
		"\ufeffTitre\r\n=====\r\n\r\nUn\x00.\r\n\xff\r\n",
		"Accueil » Lac\nLac\nPar Anne Roche\n\nTexte. Fin.Sources : X Quel est votre avis ?\n\nPartager\nfacebook\n5M+\nFollow me\n",
		"[a]: b\n[^1]: c\n![a](b)\n#tag #tag\n* * *\n…\n",
	} {
		f.Add("a.md", []byte(seed))
		f.Add("a.txt", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		a, problems := article.Parse(name, data)
		unread := false
		for _, p := range problems {
			if s := p.String(); p.Unread {
				unread = true
			} else if strings.ContainsAny(s, "\r\n") {
				t.Errorf("problem over several lines: %q", s)
			}
		}
		if unread != (a == nil) {
			t.Fatalf("article %v, problems %v", a, problems)
		}
		if a == nil {
			return
		}
		if a.Text != string(data) || len(a.Passages) == 0 || a.Lang != "fr" && a.Lang != "en" {
			t.Fatalf("%+v", a)
		}
		checkSpans(t, a)
	})
}

// Every file of the test data is read whole: what is in no passage is left
// out with a reason.
func TestSharedCorpora(t *testing.T) {
	for _, c := range []struct {
		dir   string
		files int
		title bool // every file begins with its title, and has no furniture
	}{
		{"articles", 5, false},
		{"eval/piaf/articles", 364, true},
	} {
		t.Run(c.dir, func(t *testing.T) {
			corpus := readShared(t, c.dir)
			if len(corpus.Articles) != c.files || len(corpus.Problems) > 0 {
				t.Errorf("%d articles, problems %v", len(corpus.Articles), corpus.Problems)
			}
			for _, a := range corpus.Articles {
				checkSpans(t, a)
				if c.title && (a.Title == "" || a.Lang != "fr" || len(a.LeftOut) > 0) {
					t.Errorf("%s: title %q, language %s, left out %v", a.Name, a.Title, a.Lang, a.LeftOut)
				}
			}
		})
	}
}

func readShared(t *testing.T, dir string) *article.Corpus {
	t.Helper()
	dir = filepath.Join("../../../shared", filepath.FromSlash(dir))
	if _, err := os.Stat(dir); err != nil {
		t.Skip("needs the folder shared beside the project: ", err)
	}
	corpus, err := article.Read(context.Background(), dir, article.DefaultMaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	return corpus
}
