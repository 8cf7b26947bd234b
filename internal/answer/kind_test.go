package answer

import (
	"strings"
	"testing"

	"entente/internal/retrieval"
)

func TestAskedFor(t *testing.T) {
	for _, tt := range []struct {
		lang, question string
		kind           kind
		means          string // the words that carry meaning
	}{
		{"fr", "Combien le pont a-t-il coûté ?", amount, "pont coute"},
		{"fr", "Combien de ponts la ville a-t-elle ?", count, "ponts ville"},
		{"fr", "Quelle part des recettes va à la ville ?", share, "recettes ville"},
		{"fr", "Quand la fête a-t-elle eu lieu ?", date, "fete"},
		{"fr", "En quel lieu le roi est-il né ?", place, "roi ne"},
		{"fr", "Par qui le pont a-t-il été bâti ?", person, "pont bati"},
		{"fr", "Le pont, qui a brûlé, est-il refait ?", anything, "pont brule refait"},
		{"fr", "Quel est le but de la fête ?", reason, "fete"},
		{"fr", "Quel est le rôle du maire ?", definition, "maire"},
		{"fr", "Qu'est-ce que la marée ?", definition, "maree"},
		{"fr", "Où veut-elle bâtir le pont ?", place, "batir pont"},
		{"en", "When did the fair take place?", date, "fair"},
		{"en", "What was the purpose of the fair?", reason, "fair"},
		{"en", "How many bridges does the town want?", count, "bridges town"},
		{"en", "Why did the bridge burn?", reason, "bridge burn"},
	} {
		tokens := retrieval.NewLanguage(tt.lang).Tokens(tt.question)
		kind, roles := askedFor(tokens)
		var carrying []string
		for i, token := range tokens {
			if roles[i] == means && !token.Function {
				carrying = append(carrying, token.Word)
			}
		}
		if got := strings.Join(carrying, " "); kind != tt.kind || got != tt.means {
			t.Errorf("%s asks for kind %d by %q, want %d by %q", tt.question, kind, got, tt.kind, tt.means)
		}
	}
}
