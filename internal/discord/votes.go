package discord

import (
	"context"
	"strings"
	"time"

	"entente/internal/answer"
	"entente/internal/journal"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// A Journal keeps questions and votes, as *journal.Writer does. It may be used
// by many goroutines.
type Journal interface {
	// Write adds an entry. It logs an error itself.
	Write(journal.Entry)
	// Ballot returns what stands for the vote of one member on one message.
	Ballot(messageID, userID string) string
}

// maxWhy is how long the reason for a vote may be, in characters.
const maxWhy = 500

// up counts a vote for an answer.
func (b *bot) up(ctx context.Context, in *discordgo.Interaction, arg string) reply {
	b.vote(ctx, in, arg, journal.Entry{Vote: journal.Up})
	return thanks(in)
}

// thanks says that a vote was counted.
func thanks(in *discordgo.Interaction) reply {
	return reply{text: texts.In(language(in)).Voted, private: true}
}

// down counts a vote against an answer, and asks for the reason.
func (b *bot) down(ctx context.Context, in *discordgo.Interaction, arg string) reply {
	b.vote(ctx, in, arg, journal.Entry{Vote: journal.Down})
	t := texts.In(language(in))
	r := thanks(in)
	r.form = &form{customID: whyKey + ":" + arg, title: t.Why, fields: []discordgo.TextInput{{
		CustomID: whyKey, Label: t.WhyField, Placeholder: t.WhyExample,
		Style: discordgo.TextInputParagraph, MaxLength: maxWhy,
	}}}
	return r
}

// why counts the vote again, with its reason.
func (b *bot) why(ctx context.Context, in *discordgo.Interaction, arg string) reply {
	if why := strings.TrimSpace(entered(in, whyKey)); why != "" {
		b.vote(ctx, in, arg, journal.Entry{Vote: journal.Down, Why: why})
	}
	return thanks(in)
}

// entered returns what was entered in a field of a form.
func entered(in *discordgo.Interaction, customID string) string {
	for _, c := range in.ModalSubmitData().Components {
		row, _ := c.(*discordgo.ActionsRow)
		if row == nil {
			continue
		}
		for _, c := range row.Components {
			if field, _ := c.(*discordgo.TextInput); field != nil && field.CustomID == customID {
				return field.Value
			}
		}
	}
	return ""
}

// vote writes a vote on the answer that was clicked into the journal, with what
// was asked and given. Quotes of an article that has changed are left out.
func (b *bot) vote(ctx context.Context, in *discordgo.Interaction, arg string, e journal.Entry) {
	if b.Journal == nil || in.Message == nil {
		return // the buttons are from when there was a journal
	}
	g, engine := readGiven(arg), b.Engine()
	q, _ := b.asked(ctx, in.Message)
	e.Question, e.Lang, e.Answered = q.text, g.lang, true
	for _, q := range g.quotes {
		if c, err := engine.Context(q.Ref); err == nil {
			e.Quotes = append(e.Quotes, journal.Quote{File: c.File, Start: c.Start, End: c.End, Score: q.score})
		}
	}
	e.Ballot = b.Journal.Ballot(in.Message.ID, who(in).ID)
	b.write(e)
}

// note writes a question and its answer into the journal.
func (b *bot) note(a answer.Answer) {
	if b.Journal == nil {
		return
	}
	e := journal.Entry{Question: a.Question, Lang: a.Lang, Answered: a.Answered}
	for _, q := range a.Quotes {
		e.Quotes = append(e.Quotes, journal.Quote{File: q.File, Start: q.Start, End: q.End, Score: q.Score})
	}
	b.write(e)
}

func (b *bot) write(e journal.Entry) {
	e.Time = time.Now()
	b.Journal.Write(e)
}
