package article_test

import (
	"strings"
	"testing"

	"entente/internal/article"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ date, sentence, want string }{
		{"", "Le pont a ouvert le lundi 23 janvier 2023.", "23 janvier 2023=2023-01-23"},
		{"", "Le pont a ouvert en juillet 2019, et le quai en mars 2021.", "juillet 2019=2019-07, mars 2021=2021-03"},
		{"", "Sorti fin novembre 2022, le livre date de février\u00a02018.", "novembre 2022=2022-11, février\u00a02018=2018-02"},
		{"", "Deux ponts ont ouvert, en 2019 puis en 2021.", "2019=2019, 2021=2021"},
		{"", "L’année 2022 fut belle ; depuis 1998, rien.", "2022=2022, 1998=1998"},
		{"", "L’accord pourrait expirer en 2030.", "2030=2030"},
		{"", "It opened on October 18, 2024, and closed in spring 2025.", "October 18, 2024=2024-10-18, 2025=2025"},
		{"", "It has been open since March 2011.", "March 2011=2011-03"},
		{"", "Le 30 février 2024 n’existe pas.", "février 2024=2024-02"},
		{"", "Plus de 2000 élèves, 1642 tonnes et 2019 euros.", ""},
		{"", "Le prix a grimpé de 12 % en mai.", ""}, // of which year?
		{"2025-09-11", "En mai, la ville a abandonné son projet.", "mai=2025-05"},
		{"2025-09", "La ville a abandonné son projet en novembre.", "novembre=2024-11"},
		{"2025-09-11", "En mai, la ville abandonnera son projet.", ""},
		{"2025-09-11", "La ville a dit qu’elle agirait en mai prochain.", ""},
		{"2025-09-11", "The town dropped its plan last year, and had regretted it in May.", "last year=2024, May=2025-05"},
		{"2025-01-11", "Le maire a démissionné le mois dernier.", "mois dernier=2024-12"},
		{"2025-01-11", "May was there in a hurry.", ""},
		{"2025", "En mai, la ville a abandonné son projet.", ""},
		{"2025-09-11", "En mai 2023, la ville a abandonné son projet.", "mai 2023=2023-05"},
	} {
		lang := article.DetectLang(c.sentence, "fr")
		a := &article.Article{Date: c.date, Lang: lang, Text: "… " + c.sentence}
		var got []string
		for _, d := range a.Dates(article.Span{Start: len("… "), End: len(a.Text)}) {
			got = append(got, a.Slice(d.Span)+"="+d.ISO)
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%q, of %q: got %q, want %q", c.sentence, c.date, got, c.want)
		}
	}
}

func FuzzDates(f *testing.F) {
	f.Add("2025-09-11", "En mai, le 18 octobre 2024, in 2019, 03/04/2024")
	f.Add("x", "en\u202f2019 é")
	f.Add("", "\xff en 2019\xff")
	f.Fuzz(func(t *testing.T, date, text string) {
		a := &article.Article{Date: date, Lang: "fr", Text: text}
		end := 0
		for _, d := range a.Dates(article.Span{End: len(text)}) {
			if d.Start < end || d.End <= d.Start || d.End > len(text) {
				t.Fatalf("%q: %v", text, d)
			}
			end = d.End
			if iso, ok := article.ParseDate(d.ISO, "fr"); !ok || iso != d.ISO {
				t.Errorf("%q is no date", d.ISO)
			}
		}
	})
}
