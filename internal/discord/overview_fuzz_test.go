package discord

import (
	"slices"
	"strings"
	"testing"

	"entente/internal/answer"

	"github.com/bwmarrin/discordgo"
)

// checkReply checks a reply with one embed against Discord's limits, and that
// nothing in it formats but what is ours.
func checkReply(t *testing.T, r reply) {
	t.Helper()
	for _, e := range r.embeds {
		checkLimits(t, e)
		for _, md := range []string{e.Title, e.Description} {
			if _, err := shown(md); err != nil {
				t.Error(err)
			}
		}
	}
	for _, c := range r.components {
		for _, c := range c.(discordgo.ActionsRow).Components {
			switch c := c.(type) {
			case discordgo.Button:
				checkLength(t, "label", c.Label, 80)
				checkLength(t, "custom_id", c.CustomID, 100)
			case discordgo.SelectMenu:
				for _, o := range c.Options {
					checkLength(t, "label", o.Label, 100)
					checkLength(t, "description", o.Description, 100)
					checkLength(t, "value", o.Value, 100)
				}
			}
		}
	}
	for _, f := range r.files {
		checkLength(t, "file name", f.Name, 260)
		if strings.ContainsAny(f.Name, "/\\\n\x00") {
			t.Errorf("%q can't name a file", f.Name)
		}
	}
}

// checkLength checks that a text has from 1 to most units.
func checkLength(t *testing.T, what, text string, most int) {
	t.Helper()
	if n := units(text); n == 0 || n > most {
		t.Errorf("the %s %q has %d characters, want 1 to %d", what, text, n, most)
	}
}

func FuzzOverviews(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, text, text, text)
	}
	f.Add(strings.Repeat("a*b ", 3000), strings.Repeat("dir/", 300), strings.Repeat("_", 500), "2024-10-18")
	f.Add("x", "\u200b", "\u202e", strings.Repeat("2", 300))
	f.Fuzz(func(t *testing.T, text, file, title, date string) {
		file += ".md" // as every article
		q := answer.Quote{File: file, Title: title, Date: date, Line: 7, Text: text, Highlights: [][2]int{{0, 3}}}
		s := answer.Source{
			File: file, Title: title, Publisher: text, Date: date, Passages: 3, Beginning: q,
			Topics: []string{text, title, text, text}, Text: text,
		}
		f := answer.Fact{When: "2024-10", Quote: q}
		checkReply(t, drawSources(slices.Repeat([]answer.Source{s}, sourcesOnSheet+1), 0, "fr"))
		checkReply(t, drawTimeline(slices.Repeat([]answer.Fact{f}, factsOnSheet+1), period{"en", "2019-01-01", "2024-10-18"}, 0))
		checkReply(t, reply{embeds: []*discordgo.MessageEmbed{drawComparison(answer.Comparison{
			Topic: text, Lang: "fr", Note: title, Quotes: []answer.Quote{q, q, q, q, q, q},
		})}})
		checkReply(t, drawSource(s, "fr"))
	})
}
