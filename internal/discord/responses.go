package discord

import (
	"cmp"
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// deferAfter leaves a second of the three in which Discord wants to hear of a
// command.
const deferAfter = 2 * time.Second

// A way is how a reply to an interaction is shown.
type way struct {
	now, later discordgo.InteractionResponseType // at once, and where that takes longer
	private    bool                              // always
}

var (
	newMessage = way{discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseDeferredChannelMessageWithSource, false}
	ownMessage = way{newMessage.now, newMessage.later, true}
	inPlace    = way{discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate, false}
)

// answer responds to an interaction with what find finds: at once if that is
// there in time and soon sent, else by deferring first.
func (b *bot) answer(ctx context.Context, in *discordgo.Interaction, w way, find func(context.Context) reply) {
	began := time.Now()
	b.Log.Debug("question received", "way", wayOf(in))
	found := make(chan reply, 1)
	go func() { found <- b.attempt(ctx, originOf(in), language(in), find) }()
	select {
	case r := <-found:
		if len(r.files) == 0 {
			b.respond(ctx, in, r.response(w))
			b.observe(wayOf(in), cmp.Or(r.outcome, gotOther), began)
			return
		}
		found <- r // files may take long to send
	case <-time.After(deferAfter):
	}
	b.respond(ctx, in, &discordgo.InteractionResponse{
		Type: w.later, Data: &discordgo.InteractionResponseData{Flags: private(w.private)},
	})
	r := <-found
	b.editResponse(ctx, in, r)
	b.observe(wayOf(in), cmp.Or(r.outcome, gotOther), began)
}

// response draws the reply as the first response to an interaction.
func (r reply) response(w way) *discordgo.InteractionResponse {
	if f := r.form; f != nil {
		data := &discordgo.InteractionResponseData{CustomID: f.customID, Title: f.title}
		for _, field := range f.fields {
			data.Components = append(data.Components, row(field)...)
		}
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: data}
	}
	if w == inPlace && r.private {
		w = ownMessage
	}
	return &discordgo.InteractionResponse{Type: w.now, Data: &discordgo.InteractionResponseData{
		Content: r.text, AllowedMentions: nobody(), Flags: private(w.private || r.private),
		Embeds: list(r.embeds), Components: list(r.components), Files: r.files,
	}}
}

// list returns a list that is not nil. Where a message is changed, an empty
// list takes the place of what was there, and none leaves it.
func list[T any](l []T) []T { return append([]T{}, l...) }

// private returns the flags of a message that only one member sees, or of any
// other.
func private(yes bool) discordgo.MessageFlags {
	if yes {
		return discordgo.MessageFlagsEphemeral
	}
	return 0
}

// respond makes the first response to an interaction.
func (b *bot) respond(ctx context.Context, in *discordgo.Interaction, resp *discordgo.InteractionResponse) {
	if err := b.rest().InteractionRespond(in, resp, discordgo.WithContext(ctx)); err != nil {
		b.Log.Error("cannot respond to an interaction", "err", withoutURL(err))
	}
}

// editResponse puts a reply in place of a deferred response.
func (b *bot) editResponse(ctx context.Context, in *discordgo.Interaction, r reply) {
	embeds, components := list(r.embeds), list(r.components)
	edit := &discordgo.WebhookEdit{
		Content: &r.text, Embeds: &embeds, Components: &components, Files: r.files, AllowedMentions: nobody(),
	}
	if _, err := b.rest().InteractionResponseEdit(in, edit, discordgo.WithContext(ctx)); err != nil {
		b.Log.Error("cannot edit the response to an interaction", "err", withoutURL(err))
	}
}
