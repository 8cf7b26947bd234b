package discord

import (
	"context"
	"time"
	"unicode/utf8"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

const (
	maxQuestion = 1000 // runes

	// answerTime is the most that an answer may take.
	answerTime = time.Minute
	// deferAfter leaves a second of the three in which Discord wants to hear
	// of a command.
	deferAfter = 2 * time.Second
	// typingTime is how often to say that the bot is typing; Discord shows it
	// for ten seconds.
	typingTime = 8 * time.Second
)

// A reply is what the bot says: an answer, or else a line of text.
type reply struct {
	answer *discordgo.MessageEmbed
	text   string // Discord markdown
}

func (r reply) embeds() []*discordgo.MessageEmbed {
	if r.answer == nil {
		return nil
	}
	return []*discordgo.MessageEmbed{r.answer}
}

// compose finds what to say to a question; the title of an answer may be empty.
// Whatever happens, there is something to say.
func (b *bot) compose(ctx context.Context, q question, title string) (r reply) {
	defer func() {
		if p := recover(); p != nil {
			logPanic(b.Log, p)
			r.answer, r.text = nil, say(q.lang, func(t *texts.Texts) string { return t.Failed })
		}
	}()
	if q.text == "" {
		return reply{text: say(q.lang, func(t *texts.Texts) string { return t.NoQuestion })}
	}
	if n := utf8.RuneCountInString(q.text); n > maxQuestion {
		return reply{text: say(q.lang, func(t *texts.Texts) string { return t.TooLong(n, maxQuestion) })}
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	a, err := b.Engine().Answer(ctx, answer.Question{Text: q.text, Lang: q.lang, Before: q.before})
	if err != nil {
		b.Log.Error("cannot answer", "err", err)
		return reply{text: say(q.lang, func(t *texts.Texts) string { return t.Failed })}
	}
	return reply{answer: render(a, title)}
}

// say gives the words of a language, or of both where it is not known.
func say(lang string, words func(*texts.Texts) string) string {
	if lang == "" {
		return words(texts.In("fr")) + "\n" + words(texts.In("en"))
	}
	return words(texts.In(lang))
}

// nobody is who may be pinged by what the bot sends.
func nobody() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// answerMessage replies to a message.
func (b *bot) answerMessage(ctx context.Context, m *discordgo.Message, q question) {
	stopTyping := b.startTyping(ctx, m.ChannelID)
	q.before = b.turns(ctx, m)
	r := b.compose(ctx, q, "") // the question stands right above
	stopTyping()
	_, err := b.rest.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
		Content:         r.text,
		Embeds:          r.embeds(),
		AllowedMentions: nobody(),
		Reference:       m.SoftReference(),
	}, discordgo.WithContext(ctx))
	if err != nil {
		b.Log.Error("cannot reply to a message", "err", withoutURL(err))
	}
}

// startTyping shows that the bot is typing until stop is called. Discord ends
// the show when the message comes, so stop waits for a request under way, which
// would begin it anew.
func (b *bot) startTyping(ctx context.Context, channelID string) (stop func()) {
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			if err := b.rest.ChannelTyping(channelID, discordgo.WithContext(ctx)); err != nil {
				b.Log.Debug("cannot show typing", "err", withoutURL(err))
			}
			select {
			case <-done:
				return
			case <-time.After(typingTime):
			}
		}
	}()
	return func() {
		close(done)
		<-stopped
	}
}

// answerCommand responds to a slash command: at once if the answer is there in
// time, else by deferring first.
func (b *bot) answerCommand(ctx context.Context, in *discordgo.Interaction, q question) {
	found := make(chan reply, 1)
	go func() { found <- b.compose(ctx, q, q.text) }()
	select {
	case r := <-found:
		data := &discordgo.InteractionResponseData{Content: r.text, Embeds: r.embeds(), AllowedMentions: nobody()}
		if r.answer == nil {
			data.Flags = discordgo.MessageFlagsEphemeral // of no use to anybody else
		}
		b.respond(ctx, in, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource, Data: data,
		})
	case <-time.After(deferAfter):
		b.respond(ctx, in, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		})
		b.editResponse(ctx, in, <-found)
	}
}

// respond makes the first response to an interaction. discordgo would keep a
// rate limit for each interaction for ever: a hundred for all are enough for
// them not to wait for each other.
func (b *bot) respond(ctx context.Context, in *discordgo.Interaction, resp *discordgo.InteractionResponse) {
	endpoint := discordgo.EndpointInteractionResponse(in.ID, in.Token)
	bucket := "interactions " + in.ID[max(0, len(in.ID)-2):]
	_, err := b.rest.RequestWithBucketID("POST", endpoint, resp, bucket, discordgo.WithContext(ctx))
	if err != nil {
		b.Log.Error("cannot respond to a command", "err", withoutURL(err))
	}
}

// editResponse puts a reply in place of a deferred response.
func (b *bot) editResponse(ctx context.Context, in *discordgo.Interaction, r reply) {
	edit := &discordgo.WebhookEdit{Content: &r.text, AllowedMentions: nobody()}
	if embeds := r.embeds(); embeds != nil {
		edit.Embeds = &embeds
	}
	if _, err := b.rest.InteractionResponseEdit(in, edit, discordgo.WithContext(ctx)); err != nil {
		b.Log.Error("cannot edit the response to a command", "err", withoutURL(err))
	}
}
