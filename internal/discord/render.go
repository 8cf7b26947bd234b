package discord

import (
	"cmp"
	"slices"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// Limits of an embed, in units. Title, description and footer together stay
// far below the 6000 that Discord allows.
const (
	maxTitle       = 256
	maxDescription = 4096
)

// The most that is shown of an article's title or file name, and of a date.
const (
	maxName = 200 // units
	maxDate = 40  // units
)

// mostQuotes is how many quotes an answer has at most.
const mostQuotes = 3

// The bar at the left of an embed.
const (
	answeredColor = 0x2a7f62 // with quotes
	silentColor   = 0x99aab5
	aboutColor    = 0x3b6ea5 // about the bot and its articles
)

// render draws an answer under a title, which may be empty.
func render(a answer.Answer, title string) *discordgo.MessageEmbed {
	t := texts.In(a.Lang)
	e := &discordgo.MessageEmbed{Title: fit(title, maxTitle, escape)}
	if len(a.Quotes) == 0 {
		again := "\n\n" + t.AskAgain
		e.Description = fit(cmp.Or(a.Note, t.NoAnswer), maxDescription-units(again), escape) + again
		e.Color = silentColor
		return e
	}
	note := ""
	if a.Note != "" {
		note = fit(a.Note, maxName, escape) + "\n\n"
	}
	e.Description = note + quotes(a.Quotes[:min(len(a.Quotes), mostQuotes)], t, maxDescription-units(note))
	e.Color = answeredColor
	e.Footer = &discordgo.MessageEmbedFooter{Text: t.Quoted}
	return e
}

// quotes draws each quote with its source below, in at most room units.
func quotes(list []answer.Quote, t *texts.Texts, room int) string {
	return headed(make([]string, len(list)), list, t, room)
}

// headed draws each quote with a line of markdown above, which may be empty, and
// its source below, in at most room units.
func headed(heads []string, list []answer.Quote, t *texts.Texts, room int) string {
	sources := make([]string, len(list))
	wants := make([]int, len(list))
	for i, q := range list {
		sources[i] = "\n" + source(q, t)
		if i < len(list)-1 {
			sources[i] += "\n\n"
		}
		if heads[i] != "" {
			heads[i] += "\n"
		}
		room -= units(heads[i] + sources[i])
		wants[i] = units(blockQuote(q, maxDescription))
	}
	var b strings.Builder
	for i, room := range shares(room, wants) {
		b.WriteString(heads[i] + blockQuote(list[i], room) + sources[i])
	}
	return b.String()
}

// blockQuote draws as much of a quote as takes at most room units.
func blockQuote(q answer.Quote, room int) string {
	return fit(q.Text, room, func(text string) string {
		return "> " + strings.ReplaceAll(markdown(text, q.Highlights), "\n", "\n> ")
	})
}

// source says where a quote stands, in a line of small print.
func source(q answer.Quote, t *texts.Texts) string {
	parts := []string{t.Source(fitName(q.File, maxName, escape), q.Line)}
	if q.Title != "" {
		parts = append(parts, fit(q.Title, maxName, escape))
	}
	if q.Date != "" {
		parts = append(parts, fit(t.Date(q.Date), maxDate, escape))
	}
	return "-# " + strings.Join(parts, " · ")
}

// shares splits room among those who want some. Who wants less than an even
// share gets all of it, and leaves the rest to the others.
func shares(room int, wants []int) []int {
	order := make([]int, len(wants))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return wants[i] - wants[j] })
	got := make([]int, len(wants))
	for n, i := range order {
		got[i] = min(wants[i], room/(len(order)-n))
		room -= got[i]
	}
	return got
}
