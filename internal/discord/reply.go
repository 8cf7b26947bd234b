package discord

import (
	"cmp"
	"context"
	"errors"
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

// A reply is what the bot says.
type reply struct {
	text       string // Discord markdown
	embeds     []*discordgo.MessageEmbed
	components []discordgo.MessageComponent
	files      []*discordgo.File
	private    bool // for who asked alone, where Discord can do that
	// form, if not nil, is opened instead. Discord takes one in answer to a
	// command or a click, and only at once; later, there is the rest of the
	// reply.
	form    *form
	outcome string // for who observes
}

// A form asks for text in fields.
type form struct {
	customID string
	title    string
	fields   []discordgo.TextInput
}

// aside is a line of text that is of no use to anybody but who asked.
func aside(text string) reply { return reply{text: text, private: true, outcome: gotRefusal} }

// ask answers the slash command.
func (b *bot) ask(ctx context.Context, in *discordgo.Interaction) reply {
	q := readOption(in, texts.In("en").AskQuestion)
	return b.compose(ctx, q, q.text)
}

// lookUp answers from the text of a message.
func (b *bot) lookUp(ctx context.Context, in *discordgo.Interaction) reply {
	q := readTarget(in, b.self.Load().ID)
	return b.compose(ctx, q, q.text)
}

// compose finds what to say to a question; the title of an answer may be empty.
func (b *bot) compose(ctx context.Context, q question, title string) reply {
	if q.hidden {
		return aside(say(q.lang, func(t *texts.Texts) string { return t.Unreadable }))
	}
	if q.text == "" {
		return aside(say(q.lang, func(t *texts.Texts) string { return t.NoQuestion }))
	}
	if n := utf8.RuneCountInString(q.text); n > maxQuestion {
		return aside(say(q.lang, func(t *texts.Texts) string { return t.TooLong(n, maxQuestion) }))
	}
	began := time.Now()
	a, err := b.recent.answer(ctx, b.Engine(), answer.Question{Text: q.text, Lang: q.lang, Before: q.before})
	if err != nil {
		b.Log.Error("cannot answer", "err", err)
		return failed(q.lang)
	}
	took := time.Since(began)
	b.Observer.Searched(took)
	b.Log.Debug("quotes found", "quotes", len(a.Quotes), "lang", a.Lang, "turns_before", len(q.before), "took", took)
	b.note(a)
	outcome := gotSilence
	if a.Answered {
		outcome = gotQuotes
	}
	return reply{
		embeds:     []*discordgo.MessageEmbed{render(a, title)},
		components: b.underAnswer(a, texts.In(cmp.Or(q.lang, a.Lang))),
		outcome:    outcome,
	}
}

// failed is an apology.
func failed(lang string) reply {
	r := aside(say(lang, func(t *texts.Texts) string { return t.Failed }))
	r.outcome = gotApology
	return r
}

// attempt returns what find does when it is the origin's turn, or an apology:
// whatever happens, there is something to say.
func (b *bot) attempt(ctx context.Context, from origin, lang string, find func(context.Context) reply) (r reply) {
	defer func() {
		if p := recover(); p != nil {
			logPanic(b.Log, p)
			r = failed(lang)
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	switch err := b.queue.do(ctx, from, func() { r = find(ctx) }); {
	case errors.Is(err, errBusy):
		return aside(say(lang, func(t *texts.Texts) string { return t.Busy }))
	case err != nil:
		b.Log.Error("cannot answer", "err", err)
		return failed(lang)
	}
	return r
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
// there in time, else by deferring first.
func (b *bot) answer(ctx context.Context, in *discordgo.Interaction, w way, find func(context.Context) reply) {
	began := time.Now()
	b.Log.Debug("question received", "way", wayOf(in))
	found := make(chan reply, 1)
	go func() { found <- b.attempt(ctx, originOf(in), language(in), find) }()
	var r reply
	select {
	case r = <-found:
		b.respond(ctx, in, r.response(w))
	case <-time.After(deferAfter):
		b.respond(ctx, in, &discordgo.InteractionResponse{
			Type: w.later, Data: &discordgo.InteractionResponseData{Flags: private(w.private)},
		})
		r = <-found
		b.editResponse(ctx, in, r)
	}
	b.observe(wayOf(in), cmp.Or(r.outcome, gotOther), began)
}

// response draws the reply as the first response to an interaction.
func (r reply) response(w way) *discordgo.InteractionResponse {
	if f := r.form; f != nil {
		data := &discordgo.InteractionResponseData{CustomID: f.customID, Title: f.title}
		for _, field := range f.fields {
			data.Components = append(data.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{field}})
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
