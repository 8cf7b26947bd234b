package discord

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"entente/internal/answer"

	"github.com/bwmarrin/discordgo"
)

// turnsBack is how many answers back the replies are followed that lead to a
// question. Each costs a request.
const turnsBack = 5

// turns follows the replies that lead to m back through the bot's answers, and
// returns what was asked and quoted, the latest last. All of it stands in the
// messages; nothing is kept.
func (b *bot) turns(ctx context.Context, m *discordgo.Message) []answer.Turn {
	self := b.self.Load().ID
	var turns []answer.Turn
	for range turnsBack {
		a := b.repliedTo(ctx, m)
		if a == nil || a.Author == nil || a.Author.ID != self || len(a.Embeds) == 0 {
			break
		}
		turn := answer.Turn{Question: unmark(a.Embeds[0].Title), Quotes: blockQuotes(a.Embeds[0].Description)}
		if m = b.repliedTo(ctx, a); m != nil {
			turn.Question = readMessage(m, self).text
		}
		turns = append(turns, turn)
		if m == nil {
			break // the answer to a command
		}
	}
	slices.Reverse(turns)
	return turns
}

// repliedTo returns the message that m replies to, or nil.
func (b *bot) repliedTo(ctx context.Context, m *discordgo.Message) *discordgo.Message {
	if m.ReferencedMessage != nil || m.MessageReference == nil {
		return m.ReferencedMessage
	}
	to, err := b.rest.ChannelMessage(m.MessageReference.ChannelID, m.MessageReference.MessageID, discordgo.WithContext(ctx))
	if err != nil {
		b.Log.Debug("cannot read the message replied to", "err", withoutURL(err))
		return nil
	}
	return to
}

// blockQuotes returns the texts of the block quotes that render drew.
func blockQuotes(description string) []string {
	var quotes []string
	open := false
	for line := range strings.SplitSeq(description, "\n") {
		text, isQuote := strings.CutPrefix(line, "> ")
		switch text = unmark(text); {
		case isQuote && open:
			quotes[len(quotes)-1] += "\n" + text
		case isQuote:
			quotes = append(quotes, text)
		}
		open = isQuote
	}
	return quotes
}

var ourMarks = regexp.MustCompile(`\\([^0-9A-Za-z\s])|\*\*`)

// unmark returns the text that markdown made the argument of.
func unmark(md string) string { return ourMarks.ReplaceAllString(md, "$1") }
