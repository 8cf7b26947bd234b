package article_test

import (
	"testing"

	"entente/internal/article"
)

func TestDetectLang(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"What is AGI?", "en"},
		{"How much did Microsoft invest?", "en"},
		{"who owns openai", "en"},
		{"OpenAI's board: who's in?", "en"},
		{"explain the deal to me", "en"},
		{"Combien Microsoft a-t-il investi ?", "fr"},
		{"quand est sorti chatgpt", "fr"},
		{"c’est quoi l’AGI", "fr"},
		{"l'accord d'openai", "fr"},
		{"définition AGI", "fr"},
		{"de\u0301finition AGI", "fr"}, // accents written apart
		{"pourquoi microsoft", "fr"},
		{"The café of the Élysée is open.", "en"},
		{"Le « New York Times » of the day est cité dans la presse.", "fr"},
		{"agi definition", "?"},
		{"Microsoft OpenAI 2019", "?"},
		{"", "?"},
		{"?!", "?"},
	} {
		if got := article.DetectLang(c.text, "?"); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}
