package answer_test

import (
	"maps"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/answer"
)

// hostile are questions that nobody asks to learn something.
var hostile = map[string]string{
	"as long as Discord allows": cut(strings.Repeat("Combien Microsoft a-t-il investi dans OpenAI ? ", 200), 6000),
	"6000 different words":      differentWords(),
	"6000 misspelt words":       cut(strings.Repeat("microsofft investissemant oppenai partenariatt ", 200), 6000),
	"one word of 6000 letters":  strings.Repeat("a", 6000),
	"6000 words of one letter":  strings.Repeat("x ", 3000),
	"6000 digits":               strings.Repeat("1 ", 3000),
	"groups of digits":          strings.Repeat("123 ", 1500),
	"nothing but apostrophes":   strings.Repeat("l’", 3000),
	"zalgo":                     "Qui dirige M" + strings.Repeat("\u0300\u0317\u0353", 1900) + "icrosoft ?",
	"right-to-left overrides":   strings.Repeat("\u202eQui \u2066dirige\u202c Microsoft ? ", 200),
	"zero-width characters":     "Qui diri\u200bge Micro\u200d\ufeff\u2060soft ?" + strings.Repeat("\u200b", 5000),
	"NUL and controls":          "Qui\x00 dirige\x1b[2J Microsoft\x7f\u009b ?" + strings.Repeat("\x00", 5000),
	"bytes that are not UTF-8":  "Qui dirige \xff\xfe Microsoft \xc3 ?" + strings.Repeat("\xf0\x9f", 3000),
	"a markdown bomb":           cut(strings.Repeat("**__~~||`*_", 600), 6000),
	"brackets without end":      strings.Repeat("[(", 3000),
	"mentions":                  strings.Repeat("@everyone @here <@1> <@&2> <#3> <:a:4> </b:5> <t:6> ", 100),
	"masked links":              strings.Repeat("[Microsoft](https://example.com/@everyone) ", 130),
	"query syntax":              `+Microsoft -OpenAI title:"AGI"~9 (Qui* OR /.*/) AND NOT _exists_:* ^1e99 \ ` + strings.Repeat(`"(*?~^:\`, 700),
	"a hundred emoji":           strings.Repeat("👩\u200d👩\u200d👧\u200d👦", 100),
	"emoji between the words":   "Qui 🤖 dirige 🧑\u200d💻 Microsoft 🇫🇷 ?",
	"one line break a word":     strings.Repeat("Qui\ndirige\r\nMicrosoft\u2028?\u0085", 200),
	"nothing but spaces":        strings.Repeat("\u00a0\u202f\u3000 ", 1500),
	"letters of many scripts":   strings.Repeat("Кто 谁 من Ποιος 誰が कौन ใคร ", 200),
	"ligatures and wide forms":  strings.Repeat("ﬁﬀⅧ㎏ﷺＭｉｃｒｏｓｏｆｔ ", 300),
}

func cut(s string, n int) string { return s[:min(n, len(s))] }

func differentWords() string {
	var b strings.Builder
	for a := 'a'; a <= 'z'; a++ {
		for c := 'a'; c <= 'z'; c++ {
			b.WriteString("mot" + string(a) + string(c) + "xyz ")
		}
	}
	return cut(b.String(), 6000)
}

func TestHostileQuestions(t *testing.T) {
	e := engine(t, "../../corpus")
	for name, question := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, q := range []answer.Question{
				{Text: question},
				{Text: "et lui ?", Before: []answer.Turn{{Question: question, Quotes: []string{question}}}},
			} {
				a, err := e.Answer(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				wellFormed(t, q, a)
			}
		})
	}
}

// wellFormed fails the test if the answer to q is not what the fields of an
// Answer promise.
func wellFormed(t *testing.T, q answer.Question, a answer.Answer) {
	t.Helper()
	if a.Answered != (len(a.Quotes) > 0) || len(a.Quotes) > 3 || a.Lang != "fr" && a.Lang != "en" {
		t.Errorf("answered %t in %q with %d quotes", a.Answered, a.Lang, len(a.Quotes))
	}
	if !a.Answered && a.Note == "" {
		t.Error("silent without saying why")
	}
	if !utf8.ValidString(a.Note) {
		t.Errorf("the note is not UTF-8: %q", a.Note)
	}
	for _, w := range a.Unknown {
		asked := q.Text
		for _, turn := range q.Before {
			asked += turn.Question
		}
		if !strings.Contains(asked, w) {
			t.Errorf("%q is no word of the question", w)
		}
	}
	for _, q := range a.Quotes {
		if q.Text == "" || len(q.Text) != q.End-q.Start || q.Line < 1 || q.Score < 0 || q.Score > 1 {
			t.Errorf("quote %+v", q)
		}
		at := 0
		for _, h := range q.Highlights {
			if h[0] < at || h[1] <= h[0] || h[1] > len(q.Text) {
				t.Errorf("highlights %v of %q", q.Highlights, q.Text)
			}
			at = h[1]
		}
	}
}

// BenchmarkHostile measures the questions that are to cost no more than others.
func BenchmarkHostile(b *testing.B) {
	for _, dir := range []string{"../../corpus", piaf + "/articles"} {
		e := engineOf(b, corpus(b, dir))
		questions := maps.Clone(hostile)
		for _, a := range corpus(b, dir).Articles {
			if len(a.Text) > len(questions["an article"]) {
				questions["an article"] = cut(a.Text, 6000)
			}
		}
		for name, question := range questions {
			b.Run(dir+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if _, err := e.Answer(b.Context(), answer.Question{Text: question}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
