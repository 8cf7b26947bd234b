package discord

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// checkLimits checks an embed against the limits of Discord's documentation.
func checkLimits(t *testing.T, e *discordgo.MessageEmbed) {
	t.Helper()
	footer := ""
	if e.Footer != nil {
		footer = e.Footer.Text
	}
	for name, n := range map[string][2]int{
		"title":       {units(e.Title), 256},
		"description": {units(e.Description), 4096},
		"footer":      {units(footer), 2048},
		"embed":       {units(e.Title + e.Description + footer), 6000},
	} {
		if n[0] > n[1] {
			t.Errorf("the %s has %d characters, more than %d", name, n[0], n[1])
		}
	}
}

// quoted returns the text that a description shows in block quotes.
func quoted(t *testing.T, description string) string {
	t.Helper()
	s, err := shown(description)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(s.Quoted, "\n")
}

func TestQuotesShareTheRoom(t *testing.T) {
	short, long := strings.Repeat("short ", 20), strings.Repeat("word_ ", 200_000)
	source := "a.txt"
	for _, tt := range []struct {
		name  string
		texts []string
		whole []bool
	}{
		{"one short", []string{short}, []bool{true}},
		{"one of 3,900", []string{long[:3900*6/7]}, []bool{true}},
		{"one too long", []string{long}, []bool{false}},
		{"two short, one too long", []string{short, long, short}, []bool{true, false, true}},
		{"three of 700 with long names", []string{long[:700], long[700:1400], long[:700]}, []bool{true, true, true}},
		{"three too long", []string{long, long, long}, []bool{false, false, false}},
	} {
		a := answer.Answer{Lang: "fr"}
		for _, text := range tt.texts {
			q := answer.Quote{File: source, Line: 1, Text: strings.TrimSpace(text)}
			if strings.Contains(tt.name, "long names") {
				q.File, q.Title, q.Date = long, long, long
			}
			a.Quotes = append(a.Quotes, q)
		}
		e := render(a, long)
		checkLimits(t, e)
		var whole []bool
		for line := range strings.SplitSeq(e.Description, "\n") {
			if strings.HasPrefix(line, "> ") {
				whole = append(whole, !strings.HasSuffix(line, omission))
			}
		}
		if !slices.Equal(whole, tt.whole) {
			t.Errorf("%s: whole are %v, want %v", tt.name, whole, tt.whole)
		}
		if slices.Contains(tt.whole, false) && units(e.Description) < maxDescription-100 {
			t.Errorf("%s: %d characters of the description are left empty", tt.name, maxDescription-units(e.Description))
		}
	}
}

func TestSilence(t *testing.T) {
	for _, tt := range []struct{ lang, note, want string }{
		{"fr", "", "Les articles ne répondent pas à cette question.\n\nPour reformuler"},
		{"en", "The word “*x*” appears in no article.", "The word “\\*x\\*” appears in no article.\n\nTo ask in other words"},
	} {
		e := render(answer.Answer{Lang: tt.lang, Note: tt.note}, "")
		if !strings.HasPrefix(e.Description, tt.want) {
			t.Errorf("got %q, want it to begin with %q", e.Description, tt.want)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, text, text, text, text, 3, 9)
	}
	f.Add(strings.Repeat("a*b ", 3000), strings.Repeat("dir/", 300), "Title", "2024-10-18", "Quand ?", 100, 200)
	f.Add(strings.Repeat("👩\u200d💻", 3000), "a.txt", strings.Repeat("_", 500), "2024", "", 0, 20000)
	f.Fuzz(func(t *testing.T, text, file, title, date, asked string, start, end int) {
		q := answer.Quote{File: file, Title: title, Date: date, Line: 7, Text: text, Highlights: [][2]int{{start, end}}}
		three := render(answer.Answer{Lang: "en", Quotes: []answer.Quote{q, q, q}}, asked)
		checkLimits(t, three)
		for md, sources := range map[string]int{three.Title: 0, three.Description: 3} {
			if s, err := shown(md); err != nil || len(s.Small) != sources {
				t.Errorf("%d lines of small print, want %d: %v", len(s.Small), sources, err)
			}
		}
		silent := render(answer.Answer{Lang: "fr", Note: text}, asked)
		checkLimits(t, silent)
		if s, err := shown(strings.TrimSuffix(silent.Description, texts.In("fr").AskAgain)); err != nil || s.Small != nil {
			t.Errorf("small print %q: %v", s.Small, err)
		}
		one := render(answer.Answer{Lang: "en", Quotes: []answer.Quote{q}}, asked)
		want := plain(text, nil).Text
		got := quoted(t, one.Description)
		if cut, ok := strings.CutSuffix(got, omission); got != want && !(ok && strings.HasPrefix(want, cut)) {
			t.Errorf("quoted %q, want %q or its beginning", got, want)
		}
	})
}
