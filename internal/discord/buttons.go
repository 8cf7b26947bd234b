package discord

import (
	"strconv"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// The keys of custom IDs.
const (
	contextKey = "context"
	moreKey    = "more"
	pageKey    = "page"
	upKey      = "up"
	downKey    = "down"
	whyKey     = "why"
)

// underAnswer draws the buttons under an answer, in the words of t. Without a
// journal there are no votes.
func (b *bot) underAnswer(a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	if !a.Answered {
		return nil
	}
	g := givenBy(a)
	row := []discordgo.MessageComponent{button(t.Context, g.customID(contextKey))}
	if a.More {
		row = append(row, button(t.Further, page{a.Lang, len(a.Quotes)}.customID(moreKey)))
	}
	if b.Journal != nil {
		row = append(row, thumb("👍", g.customID(upKey)), thumb("👎", g.customID(downKey)))
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: row}}
}

// underPage draws the buttons under a page of further quotes.
func underPage(p page, a answer.Answer, t *texts.Texts) []discordgo.MessageComponent {
	before := button(t.Previous, page{p.lang, max(0, p.skip-pageSize)}.customID(pageKey))
	before.Disabled = p.skip <= pageSize
	after := button(t.Next, page{p.lang, p.skip + pageSize}.customID(pageKey))
	after.Disabled = !a.More
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		before, after, button(t.Context, givenBy(a).customID(contextKey)),
	}}}
}

func button(label, customID string) discordgo.Button {
	return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: customID}
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
