package article_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/article"

	"github.com/google/go-cmp/cmp"
)

// Each case is a text whose sentences are set apart by a bar.
func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"two", "Il pleut. |Nous rentrons."},
		{"question and exclamation", "Qui vient ? |Personne ! |Tant pis."},
		{"lower case goes on", "« Vraiment ? » demanda le maire. |« Oui ! » cria la foule."},
		{"English question in quotes", `"Really?" asked the mayor. |"Yes!" cried the crowd.`},
		{"semicolon and colon", "Il dit : c’est fini ; on part. |Voilà."},
		{"no stop at the end", "Il pleut. |Nous rentrons"},

		{"titles", "M. Roche, Mme Petit et le Dr Blanc sont là. |M. Petit non. |Mme. Roche et Dr. Blanc partent."},
		{"English titles", "Mr. Stone met Dr. Reed on St. Mary Street. |Mrs. Stone did not."},
		{"French abbreviations", "On pêche, p. ex. Paul, cf. Le Lac, vol. 3, art. 12, n° 4, p. 18. |Rien d’autre."},
		{"etc. within", "Le pain, le vin, etc. sont là."},
		{"etc. at the end", "Le pain, le vin, etc. |Tout est là."},
		{"art is a word as well", "Il aime l’art. |Elle préfère le sport."},
		{"before our era", "La ville fut prise en 49 av. J.-C. par Rome. |Elle brûla vers 12 apr. J.-C. |Elle fut rebâtie."},
		{"countries", "The U.S. economy grew. |He left the U.S. |The plane was late."},
		{"e.g. and i.e.", "Use a fruit, e.g. Apples, i.e. The red ones. |Then wait."},
		{"companies", "Contoso Inc. Chairman Ann Lee left. |She sold Contoso Inc. |It was late."},
		{"initials", "J. K. Rowling et J.-P. Martin écrivent. |George W. Stone lit."},
		{"a letter at the end", "Il habite au bloc B. |Elle habite au bloc C. |Ils se voient."},
		{"a name that ends in a letter", "Le logiciel Pixel-E. |Lumen a fait de même."},
		{"months", "Il vint le 3 sept. 2020 et le 4 Oct. 2021. |Il resta."},
		{"No. before a number", "It is No. 5 on the list. |Is it? |No. |Not yet."},

		{"decimals", "Il coûte 13,75 euros, soit 14.20 dollars. |C’est 3.5 fois plus."},
		{"thousands", "Elle compte 12 000 habitants. |Puis 1 250 000."},
		{"percent", "Il a 49 %. |Elle a 51 %."},
		{"versions and files", "La v1.2.3 de Node.js lit notes.txt. |Elle marche."},
		{"addresses", "Voir https://example.org/a.B?c=D.E et www.Exemple.fr. |Écrire à Paul.Roche@exemple.fr. |Merci."},
		{"dotted identifiers", "Le type System.Text.Encoding existe. |ASP.NET aussi. |Le .NET également."},
		{"a number in a list", "1. Le pain. |2. Le vin."},

		{"French quotes", "« Je pars. |Tu restes. » |Il sortit. |« Non », dit-elle."},
		{"curly quotes", "“I go. |You stay.” |He left."},
		{"straight quotes", `"I go. |You stay." |He left. |"Fine."`},
		{"a quoted word", `Il dit "oui". |Elle dit "non" aussi.`},
		{"parentheses", "Il vint. |(Personne ne sut pourquoi.) |Elle partit."},
		{"abbreviation in parentheses", "César (mort en 44 av. J.-C.) Auguste et d’autres."},
		{"ellipsis", "Il attend... |Rien. |Elle attend… et s’en va. |Fin…"},
		{"ellipsis in brackets", "Il dit […] La vérité. |Fin."},
		{"footnotes", "Il vint.[1] |Elle aussi.[12][note 3] |Eux non.² |Fin."},
		{"emphasis", "**Il vint.** |*Elle partit.* |_Fin._"},
		{"emphasis opens", "Il vint. |*Elle* partit."},
		{"no-break spaces", "Combien\u202f? |Trop\u00a0! |«\u00a0Bien.\u00a0» |Fin."},
		{"brands in lower case", "Il a un téléphone. |iPhone ou autre."},
		{"three stops", "Quoi ?! |Rien !!! |Bon."},

		{"glued", "Elle reste associée.|Sources diverses.|L’eau monte.|À midi."},
		{"glued after an acronym", "Il parle de l’IA.|Le reste suit. |Il cite la NASA.|NovaLab répond."},
		{"glued after a year", "Elle naît en 2007.|Bien plus tard, elle part."},
		{"glued names", "Il quitte NovaLab.|NovaLab ferme."},
		{"glued quotes", "Il travaille.|« Avec soin », dit-elle. |Il rit.|“Oui.”"},
		{"glued after a quote", "« Il est parti. »|Le silence revint. |(Il pleuvait.)|Puis plus rien."},
		{"glued question", "Qui vient ?|Personne !|Tant pis."},
		{"glued initials stay", "L’U.R.S.S.Tel est le nom de M.Roche."},

		{"many lines", "Une phrase qui\npasse à la ligne. |Une\nautre."},
		{"stray marks", "Fini. . ."},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.ReplaceAll(c.want, "|", "")
			var got []string
			for _, s := range article.Sentences(text) {
				got = append(got, text[s.Start:s.End])
			}
			want := strings.Split(c.want, "|")
			for i := range want {
				want[i] = strings.TrimSpace(want[i])
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A text on one long line is cut like any other.
func TestSentencesOnOneLine(t *testing.T) {
	const one = "La rivière monte depuis mardi, selon M. Roche, de 3.5 cm par heure."
	text := strings.Repeat(one, 200)
	got := article.Sentences(text)
	if len(got) != 200 {
		t.Fatalf("got %d sentences, want 200", len(got))
	}
	for _, s := range got {
		if text[s.Start:s.End] != one {
			t.Fatalf("got %q", text[s.Start:s.End])
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{
		"", ".", "Il pleut. Nous rentrons.", `"Oui." Non…`, "fin.[1] « Non ! »", "a.B.c.D", "M.\u202fRoche ?\u00a0»", "\xff. A", "1. 2. 3.",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range article.Sentences(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %v after %d in %q", s, end, text)
			}
			if gap := text[end:s.Start]; strings.TrimSpace(gap) != "" {
				t.Fatalf("%q is in no sentence", gap)
			}
			if one := text[s.Start:s.End]; one != strings.TrimSpace(one) {
				t.Fatalf("white space around %q", one)
			} else if utf8.ValidString(text) && !utf8.ValidString(one) {
				t.Fatalf("%q cuts a rune", one)
			}
			end = s.End
		}
		if rest := text[end:]; strings.TrimSpace(rest) != "" {
			t.Fatalf("%q is in no sentence", rest)
		}
	})
}
