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
	outcome string // for the Observer; empty for gotOther
}

// A form asks for text in fields.
type form struct {
	customID string
	title    string
	fields   []discordgo.TextInput
}

// aside says, to who asked alone, why they don't get what they asked for.
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
