package article_test

import (
	"testing"
)

func TestDate(t *testing.T) {
	const french = "\n\nLe lac est ouvert au public depuis lundi. Il était fermé.\n"
	const english = "\n\nThe lake is open to the public since Monday. It was closed.\n"
	for _, c := range []struct{ line, body, want string }{
		{"2024-10-18", french, "2024-10-18"},
		{"octobre 18, 2024", french, "2024-10-18"},
		{"18 octobre 2024", french, "2024-10-18"},
		{"Le 1er mars 2023", french, "2023-03-01"},
		{"vendredi 18 oct. 2024, 10:30", french, "2024-10-18"},
		{"18/10/2024", french, "2024-10-18"},
		{"03/04/2024", french, "2024-04-03"},
		{"Mis à jour le 18 décembre 2024 à 10h30", french, "2024-12-18"},
		{"Publié le 18 août 2024 par Anne Roche", french, "2024-08-18"},
		{"*18 FÉVRIER 2024*", french, "2024-02-18"},
		{"October 18, 2024", english, "2024-10-18"},
		{"18 October 2024", english, "2024-10-18"},
		{"Posted on March 1st, 2023 by Ann Reed", english, "2023-03-01"},
		{"10/18/2024", english, "2024-10-18"},
		{"03/04/2024", english, ""}, // which of the two is the month?
		{"30 février 2024", french, ""},
		{"18 brumaire 1799", french, ""},
		{"Le lac a ouvert le 18 octobre 2024 après des années de travaux.", french, ""},
		{"Le lac ouvert le 18 octobre 2024", french, ""},
		{"Ouverture : 18 octobre 2024", french, ""},
		{"", french + "\n\n18 octobre 2024\n", ""},
	} {
		a := parse(t, "a.txt", "Nouvelles du lac\n\n"+c.line+c.body)
		if a.Date != c.want {
			t.Errorf("%q: date %q, want %q", c.line, a.Date, c.want)
		}
		if out := len(a.LeftOut) > 0; out != (c.want != "") {
			t.Errorf("%q: left out %v", c.line, a.LeftOut)
		}
	}
}
