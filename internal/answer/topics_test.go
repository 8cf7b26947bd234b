package answer_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/answer"
)

func topics(t testing.TB, e *answer.Engine, typed, lang string) []string {
	t.Helper()
	list, err := e.Topics(t.Context(), typed, lang)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestTopicsFitWhatWasTyped(t *testing.T) {
	e := engine(t, "../../corpus")
	for _, tt := range []struct{ name, typed, lang, want string }{
		{"the beginning of a word", "clau", "fr", "clause du contrat"},
		{"a word in the middle", "benef", "fr", "Le partage des bénéfices\u00a0: 75\u00a0%, puis 49\u00a0%"},
		{"without accents or capitals", "memorandum", "fr", "mémorandum d’entente"},
		{"in capitals", "MUSK", "fr", "Elon Musk"},
		{"with a letter wrong", "resturc", "fr", "restructuration d’OpenAI"},
		{"with letters in the wrong order", "fondatuers", "fr", "fondateurs d’OpenAI"},
		{"several words", "conseil openai", "fr", "Le conseil d’administration d’OpenAI trancherait"},
		{"a question in French", "qui est s", "fr", "Qui est Sam Altman\u202f?"},
		{"a question in English", "what is a", "en", "What is AGI?"},
		{"English in a French client", "who is", "fr", "Who is Elon Musk?"},
		{"a question for a sum", "combien", "fr", "Combien est-ce que Microsoft a investi dans OpenAI\u202f?"},
		{"a question with its article", "qu’est-ce que l’a", "fr", "Qu’est-ce que l’AGI\u202f?"},
		{"nothing", "", "fr", "Qui est Elon Musk\u202f?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if list := topics(t, e, tt.typed, tt.lang); !slices.Contains(list, tt.want) {
				t.Errorf("%q is completed with %q, want %q among it", tt.typed, list, tt.want)
			}
		})
	}
	if list := topics(t, e, "zanzibar", "fr"); len(list) > 0 {
		t.Errorf("what no article speaks of is completed with %q", list)
	}
	if list := topics(t, e, "qui est elon", "fr"); len(list) == 0 || list[0] != "Qui est Elon Musk\u202f?" {
		t.Errorf("the best comes not first: %q", list)
	}
}

// Whoever picks a topic gets an answer.
func TestTopicsAreAnswered(t *testing.T) {
	e := engine(t, "../../corpus")
	asked := make(map[string]bool)
	for _, typed := range []string{"", "a", "m", "c", "openai", "microsoft", "ia", "what is", "who", "qui", "qu’est-ce"} {
		for _, lang := range []string{"fr", "en"} {
			list := topics(t, e, typed, lang)
			if len(list) == 0 || len(list) > 25 {
				t.Errorf("%q: %d topics, want 1 to 25", typed, len(list))
			}
			for _, topic := range list {
				if asked[lang+topic] {
					continue
				}
				asked[lang+topic] = true
				a, err := e.Answer(t.Context(), answer.Question{Text: topic, Lang: lang})
				if err != nil {
					t.Fatal(err)
				}
				if !a.Answered || a.Quotes[0].Score < 0.3 {
					t.Errorf("%q, of %q: answered %v", topic, typed, a)
				}
				if n := utf8.RuneCountInString(topic); n > 100 {
					t.Errorf("%q has %d characters", topic, n)
				}
			}
		}
	}
}

func TestTopicsOfEnglishArticles(t *testing.T) {
	e := engineOf(t, articles(t, map[string]string{
		"ferry.md": "# The ferry of Kerlouan\n\nThe ferry crosses the bay twice a day. Its captain Mary Quinn has held the helm since 2011.\n\n" +
			"Mary Quinn has spent $40,000 on paint. The NBX, or northern bay express, is the ferry that she steers. The NBX is fast.\n\n" +
			"The bay is wide and the sea is calm. The weather there changes often. In winter the wind blows from the north.\n\n" +
			"Nobody lives on the island. A lighthouse stands there, and some sheep. They were brought in the spring.\n",
	}))
	list := topics(t, e, "", "en")
	for _, want := range []string{"Who is Mary Quinn?", "How much has Mary Quinn spent?", "What is the NBX?"} {
		if !slices.Contains(list, want) {
			t.Errorf("got %q, want %q among it", list, want)
		}
	}
}

func FuzzTopics(f *testing.F) {
	for _, typed := range []string{"", "qui est", "\x00\xff", "é", strings.Repeat("m", 6000), "a b c d e f g h"} {
		f.Add(typed)
	}
	e := engine(f, "../../corpus")
	f.Fuzz(func(t *testing.T, typed string) {
		if list := topics(t, e, typed, "fr"); len(list) > 25 {
			t.Errorf("%q: %d topics", typed, len(list))
		}
	})
}

func BenchmarkTopics(b *testing.B) {
	e := engine(b, "../../corpus")
	for b.Loop() {
		topics(b, e, "qui est", "fr")
	}
}
