package discord

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entente/internal/answer"

	"github.com/bwmarrin/discordgo"
)

// FuzzOverviews sends overviews of hostile texts, as FuzzPayloads does answers.
func FuzzOverviews(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, text, text, text)
	}
	f.Add(strings.Repeat("a*b ", 3000), strings.Repeat("dir/", 300), strings.Repeat("_", 500), "2024-10-18")
	f.Add("x", "\u200b", "\u202e", strings.Repeat("2", 300))
	f.Add("x", "", "", "\x1b")
	f.Add("x", strings.Repeat("\x88", 300), "", "")
	f.Fuzz(func(t *testing.T, text, file, title, date string) {
		l := newLoopback(t)
		file += ".md" // as every article
		q := answer.Quote{File: file, Title: title, Date: date, Line: 7, Text: text, Highlights: [][2]int{{0, 3}}}
		s := answer.Source{
			File: file, Title: title, Publisher: text, Date: date, Passages: 3, Beginning: q,
			Topics: []string{text, title, text, text}, Text: text,
		}
		list := slices.Repeat([]answer.Source{s}, sourcesOnSheet+1)
		for i := range list {
			list[i].File = fmt.Sprint(i, file)
		}
		f := answer.Fact{When: "2024-10", Quote: q}
		l.check(t, drawSources(list, 0, "fr"))
		l.check(t, drawTimeline(slices.Repeat([]answer.Fact{f}, factsOnSheet+1), period{"en", "2019-01-01", "2024-10-18"}, 0))
		l.check(t, reply{embeds: []*discordgo.MessageEmbed{drawComparison(answer.Comparison{
			Topic: text, Lang: "fr", Note: title, Quotes: []answer.Quote{q, q, q, q, q, q},
		})}})
		l.check(t, drawSource(s, "fr"))
	})
}
