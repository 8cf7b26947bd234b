package discord

import (
	"strconv"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// underAnswer draws the buttons under an answer, in the words of t. Without a
// journal there are no votes.
func (b *bot) underAnswer(a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	if !a.Answered {
		return nil
	}
	g := givenBy(a)
	buttons := []discordgo.MessageComponent{button(t.Context, g.customID(contextKey))}
	if a.More {
		buttons = append(buttons, button(t.Further, page{a.Lang, len(a.Quotes)}.customID(moreKey)))
	}
	if b.Journal != nil {
		buttons = append(buttons, thumb("👍", g.customID(upKey)), thumb("👎", g.customID(downKey)))
	}
	return row(buttons...)
}

// underPage draws the buttons under a page of further quotes.
func underPage(p page, a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	return row(
		turning(t.Previous, page{p.lang, max(0, p.skip-pageSize)}.customID(pageKey), p.skip > pageSize),
		turning(t.Next, page{p.lang, p.skip + pageSize}.customID(pageKey), a.More),
		button(t.Context, givenBy(a).customID(contextKey)),
	)
}

// row puts components side by side.
func row(components ...discordgo.MessageComponent) []discordgo.MessageComponent {
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: components}}
}

func button(label, customID string) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: customID}
}

// turning draws a button to another page, which is disabled if there is none.
func turning(label, customID string, there bool) discordgo.Button {
	b := button(label, customID)
	b.Disabled = !there
	return b
}

func thumb(emoji, customID string) discordgo.Button {
	return discordgo.Button{Emoji: &discordgo.ComponentEmoji{Name: emoji}, Style: discordgo.SecondaryButton, CustomID: customID}
}

// pageSize is how many quotes a page has.
const pageSize = mostQuotes

// A page is one of further quotes.
type page struct {
	lang string // of the answer
	skip int    // quotes before it, those of the answer included
}

func (p page) customID(key string) string { return key + ":" + p.lang + ":" + strconv.Itoa(p.skip) }

// readPage reads what customID wrote after the key.
func readPage(arg string) page {
	lang, skip, _ := strings.Cut(arg, ":")
	n, _ := strconv.Atoi(skip)
	return page{lang, max(n, 0)}
}
