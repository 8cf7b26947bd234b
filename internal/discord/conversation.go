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

// read reads the question in a message to the bot, in the light of the answer
// that it replies to.
func (b *bot) read(ctx context.Context, m *discordgo.Message) question {
	q, at := b.words(ctx, m)
	q.before = b.turns(ctx, b.repliedTo(ctx, at))
	return q
}

// words reads the question in a message to the bot, and returns the message
// that it stands in: m itself or, where that has no words, the message of
// somebody else that it replies to.
func (b *bot) words(ctx context.Context, m *discordgo.Message) (q question, at *discordgo.Message) {
	self := b.self.Load().ID
	if q = readMessage(m, self); q.text != "" {
		return q, m
	}
	to := b.repliedTo(ctx, m)
	if to == nil || b.own(to) {
		return q, m
	}
	q = readMessage(to, self)
	q.hidden = to.Content == ""
	return q, to
}

// asked returns the question that a message of the bot is about, and the
// message that it stands in, nil for the bot's own. It has no text if it is
// gone.
func (b *bot) asked(ctx context.Context, m *discordgo.Message) (q question, at *discordgo.Message) {
	if to := b.answered(ctx, m); to != nil && b.own(to) { // m is a page of quotes
		if q, at = b.asked(ctx, to); q.text != "" {
			return q, at
		}
	} else if to != nil {
		return b.words(ctx, to)
	}
	return question{text: title(m)}, nil
}

// answered returns the message that a message of the bot answers or, if that is
// a page of quotes, the answer; nil for the answer to a command, which has the
// question for its title.
func (b *bot) answered(ctx context.Context, m *discordgo.Message) *discordgo.Message {
	if m.Type != discordgo.MessageTypeReply {
		return nil
	}
	return b.repliedTo(ctx, m)
}

// title returns the question that a message of the bot has for its title, or as
// much of it as stands there.
func title(m *discordgo.Message) string {
	if len(m.Embeds) == 0 {
		return ""
	}
	return strings.TrimSuffix(unmark(m.Embeds[0].Title), omission)
}

// own reports whether the bot wrote m.
func (b *bot) own(m *discordgo.Message) bool {
	return m.Author != nil && m.Author.ID == b.self.Load().ID
}

// turns follows the replies that lead to an answer, if a is one, back through
// the bot's answers, and returns what was asked and quoted, the latest last.
// All of it stands in the messages; nothing is kept.
func (b *bot) turns(ctx context.Context, a *discordgo.Message) []answer.Turn {
	var turns []answer.Turn
	for range turnsBack {
		if a == nil || !b.own(a) || len(a.Embeds) == 0 {
			break
		}
		turn := answer.Turn{Question: title(a), Quotes: blockQuotes(a.Embeds[0].Description)}
		m := b.answered(ctx, a)
		if m != nil {
			var q question
			q, m = b.words(ctx, m)
			turn.Question = q.text
		}
		turns = append(turns, turn)
		if m == nil {
			break // the answer to a command
		}
		a = b.repliedTo(ctx, m)
	}
	slices.Reverse(turns)
	return turns
}

// repliedTo returns the message that m replies to, or nil.
func (b *bot) repliedTo(ctx context.Context, m *discordgo.Message) *discordgo.Message {
	if m.ReferencedMessage != nil || m.MessageReference == nil {
		return m.ReferencedMessage
	}
	to, err := b.rest().ChannelMessage(m.MessageReference.ChannelID, m.MessageReference.MessageID, discordgo.WithContext(ctx))
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
