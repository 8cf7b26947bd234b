package retrieval

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// words gives the folded words of text that are indexed.
func words(lang, text string) string {
	var list []string
	for _, t := range NewLanguage(lang).Tokens(text) {
		if !t.Function {
			list = append(list, t.Word)
		}
	}
	return strings.Join(list, " ")
}

func TestWords(t *testing.T) {
	for _, tt := range []struct{ name, lang, text, want string }{
		{"accents are folded", "fr", "Éléphant CAFÉ clé état", "elephant cafe cle etat"},
		{"decomposed letters too", "fr", "cle\u0301", "cle"},
		{"ligatures come apart", "fr", "Œuvre bœuf et cætera", "oeuvre boeuf caetera"},
		{"elisions are dropped, with either apostrophe", "fr", "l'accès l’accès qu'autrefois jusqu’ici", "acces acces autrefois"},
		{"a word with an apostrophe of its own stays whole", "fr", "aujourd'hui aujourd’hui", "aujourdhui aujourdhui"},
		{"an English possessive is dropped", "en", "Anna's boat, James' hat", "anna boat james hat"},
		{"été is a season and sommes are sums", "fr", "été, sommes", "ete sommes"},
		{"function words are not indexed", "fr", "le chat est sur la table", "chat table"},
		{"but words that only accents tell from them are", "fr", "il ne fut pas né sur le quai, sûr", "ne quai sur"},
		{"nor are English ones in English", "en", "what is the meaning of this", "meaning"},
		{"decimals stay together", "fr", "13,75 milliards ; 3.5", "13.75 milliards 3.5"},
		{"thousands too, whatever the space", "fr", "10 000, 1\u202f000\u202f000 et 12\u00a0500", "10000 1000000 12500"},
		{"but not a year and a count", "fr", "en 2019 300 personnes", "2019 300 personnes"},
		{"nor a list", "fr", "2, 3 et 4", "2 3 4"},
		{"a number ends a word", "fr", "GPT-4 GPT4", "gpt 4 gpt 4"},
		{"an ordinal is one word", "fr", "le XIe et le 19e siècle", "xie 19e siecle"},
		{"hyphens part words", "fr", "a-t-il porte-monnaie", "porte monnaie"},
		{"nothing is no word", "fr", " …  « » — ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := words(tt.lang, tt.text); got != tt.want {
				t.Errorf("words of %q:\n got %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
}

func TestFormsOfOneWordShareAStem(t *testing.T) {
	for _, tt := range []struct {
		lang  string
		forms []string
	}{
		{"fr", []string{"bateau", "bateaux"}},
		{"fr", []string{"navigation", "navigations"}},
		{"fr", []string{"petit", "petite", "petites"}},
		{"en", []string{"sailing", "sails", "sail"}},
	} {
		l := NewLanguage(tt.lang)
		for _, form := range tt.forms[1:] {
			if got, want := l.Stem(form), l.Stem(tt.forms[0]); got != want {
				t.Errorf("stem of %q is %q, want %q as of %q", form, got, want, tt.forms[0])
			}
		}
	}
}

func TestLettersThatRepeatAreNotStemmedAway(t *testing.T) {
	word := strings.Repeat("e", 90)
	for _, lang := range []string{"fr", "en"} {
		if got := NewLanguage(lang).Stem(word); len(got) < len(word)/3 {
			t.Errorf("in %s, %d letters are stemmed to %q", lang, len(word), got)
		}
	}
}

func TestSpans(t *testing.T) {
	const text = "« L’été, j'ai vu l'œuvre : 13,75 »"
	var got []string
	for _, token := range NewLanguage("fr").Tokens(text) {
		got = append(got, text[token.Start:token.End])
	}
	want := []string{"été", "ai", "vu", "œuvre", "13,75"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("spans (-want +got):\n%s", diff)
	}
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"l'accès à 13,75 %", "aujourd’hui", "10 000 000,5e", "e\u0301\u0301", "\xff'", "'s", "l'", "٣٤", strings.Repeat("a", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"fr", "en"} {
			at := 0
			for _, token := range NewLanguage(lang).Tokens(text) {
				if token.Start < at || token.End <= token.Start || token.End > len(text) {
					t.Fatalf("span %d:%d after %d in a text of %d bytes", token.Start, token.End, at, len(text))
				}
				at = token.End
				if len(token.Word) > 4*maxWord || utf8.ValidString(text) && !utf8.ValidString(token.Word) {
					t.Fatalf("word %q of %q", token.Word, text[token.Start:token.End])
				}
			}
		}
	})
}
