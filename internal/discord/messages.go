package discord

import (
	"context"
	"errors"
	"time"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// typingTime is how often to say that the bot is typing; Discord shows it for
// ten seconds.
const typingTime = 8 * time.Second

// answerMessage replies to a message. One that comes too soon is told how long
// to wait; those that still come before then are not answered, lest the bot
// help to fill the channel.
func (b *bot) answerMessage(ctx context.Context, m *discordgo.Message) {
	from, began := origin{m.Author.ID, m.ChannelID}, time.Now()
	b.Log.Debug("question received", "way", byMessage)
	if wait, news := b.cooldown.wait(from); wait > 0 {
		defer b.observe(byMessage, gotRefusal, began)
		if news {
			b.send(ctx, m, aside(say("", func(t *texts.Texts) string { return t.Wait(seconds(wait)) })))
		}
		return
	}
	stopTyping := b.startTyping(ctx, m.ChannelID)
	r := b.attempt(ctx, from, "", func(ctx context.Context) reply {
		return b.compose(ctx, b.read(ctx, m), "") // the question stands right above
	})
	stopTyping()
	b.send(ctx, m, r)
	b.observe(byMessage, r.outcome, began)
}

// send sends a reply to a message. Where the bot may not write, its author is
// told so.
func (b *bot) send(ctx context.Context, m *discordgo.Message, r reply) {
	err := b.post(ctx, m.ChannelID, m.ID, &discordgo.MessageSend{
		Content:         r.text,
		Embeds:          r.embeds,
		Components:      r.components,
		AllowedMentions: nobody(),
		Reference:       m.SoftReference(),
	})
	switch {
	case err == nil:
	case forbidden(err):
		b.tellMuted(ctx, m)
	default:
		b.Log.Error("cannot reply to a message", "err", withoutURL(err))
	}
}

// forbidden reports whether the bot lacks the permission for a request.
func forbidden(err error) bool {
	refused, ok := errors.AsType[*discordgo.RESTError](err)
	return ok && refused.Message != nil && (refused.Message.Code == discordgo.ErrCodeMissingAccess ||
		refused.Message.Code == discordgo.ErrCodeMissingPermissions)
}

// tellMuted tells the author of a message, in a direct message and once a day,
// that the bot may not answer where it was written.
func (b *bot) tellMuted(ctx context.Context, m *discordgo.Message) {
	if !b.toldMuted.putNew(origin{m.Author.ID, m.ChannelID}, struct{}{}) {
		return
	}
	dm, err := b.rest().UserChannelCreate(m.Author.ID, discordgo.WithContext(ctx))
	if err == nil {
		err = b.post(ctx, dm.ID, m.ID, &discordgo.MessageSend{
			Content:         say("", func(t *texts.Texts) string { return t.Muted("<#" + m.ChannelID + ">") }),
			AllowedMentions: nobody(),
		})
	}
	if err != nil { // such as when they take no direct messages
		b.Log.Warn("cannot tell a member that the bot may not write in a channel", "err", withoutURL(err))
	}
}

// post sends a message to a channel. Of those with the same nonce, at most 25
// characters, Discord shows but one in the next minutes.
func (b *bot) post(ctx context.Context, channelID, nonce string, m *discordgo.MessageSend) error {
	endpoint := discordgo.EndpointChannelMessages(channelID)
	_, err := b.rest().RequestWithBucketID("POST", endpoint, struct {
		*discordgo.MessageSend
		Nonce        string `json:"nonce"`
		EnforceNonce bool   `json:"enforce_nonce"`
	}{m, nonce, true}, endpoint, discordgo.WithContext(ctx))
	return err
}

// startTyping shows that the bot is typing until stop is called. Discord ends
// the show when the message comes, so stop waits for a request under way, which
// would begin it anew.
func (b *bot) startTyping(ctx context.Context, channelID string) (stop func()) {
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			if err := b.rest().ChannelTyping(channelID, discordgo.WithContext(ctx)); err != nil {
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
