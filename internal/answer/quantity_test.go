package answer

import (
	"testing"

	"entente/internal/retrieval"

	"github.com/google/go-cmp/cmp"
)

func quantitiesOf(sentence string) []quantity {
	t := text{lang: "fr", tokens: retrieval.NewLanguage("fr").Tokens(sentence)}
	return t.quantities(sentence)
}

func TestQuantities(t *testing.T) {
	for sentence, want := range map[string][]quantity{
		"Le pont a coûté 13,75 milliards de dollars.":     {{13.75e9, "dollar"}},
		"Le pont a coûté 13,75 milliards de dollars":      {{13.75e9, "dollar"}},
		"The bridge cost $2.5 million, or 2 000 000 €.":   {{2.5e6, "dollar"}, {2e6, "euro"}},
		"Un milliard d'euros, puis un million de dollars": {{1e9, "euro"}, {1e6, "dollar"}},
		"Une part de 30 à 35 %, soit 12 pour cent":        {{35, "%"}, {12, "%"}},
		"En 2019, deux ponts et 40 mètres":                nil,
		"GPT-3 dollars":                                   nil,
		"":                                                nil,
	} {
		if diff := cmp.Diff(want, quantitiesOf(sentence), cmp.AllowUnexported(quantity{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", sentence, diff)
		}
	}
}

func TestDiffer(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"13,75 milliards de dollars", "13 milliards de dollars", true},
		{"13 milliards de dollars", "13 milliards de dollars", false},
		{"13 milliards de dollars", "13 milliards d'euros", false},
		{"13 milliards de dollars", "1 milliard de dollars", false}, // of two things
		{"49 % et 13 milliards de dollars", "49 % et 14 milliards de dollars", false},
		{"13 milliards de dollars", "beaucoup de dollars", false},
	} {
		if got := differ(quantitiesOf(tt.a), quantitiesOf(tt.b)); got != tt.want {
			t.Errorf("%q and %q: %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
