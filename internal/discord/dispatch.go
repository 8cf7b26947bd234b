package discord

import (
	"context"
	"strings"
	"time"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// A click is what a button, a menu or the sending of a form does. The key in its
// custom ID says which one it is; what follows the colon is given to run.
type click struct {
	run func(ctx context.Context, in *discordgo.Interaction, arg string) reply
	// inPlace: the reply takes the place of the message that was clicked. Any
	// other reply is a message of its own, which only who clicked can see.
	inPlace bool
}

// The keys of custom IDs: what stands in front of the first colon.
const (
	contextKey  = "context"  // under quotes: shows them in the text around them
	moreKey     = "more"     // under an answer: shows further quotes
	pageKey     = "page"     // under further quotes: turns the page
	upKey       = "up"       // under an answer: votes for it
	downKey     = "down"     // and against it
	whyKey      = "why"      // a form, and its field: says why
	sourceKey   = "source"   // a menu: opens an article
	sourcesKey  = "sources"  // under the list of articles: turns the sheet
	timelineKey = "timeline" // under a timeline: turns the sheet
	exampleKey  = "example"  // asks the question that follows
)

// clicks returns what the parts of messages do, by the first part of their
// custom IDs.
func (b *bot) clicks() map[string]click {
	return map[string]click{
		contextKey:  {run: b.context},
		moreKey:     {run: b.more},
		pageKey:     {run: b.more, inPlace: true},
		upKey:       {run: b.up},
		downKey:     {run: b.down},
		whyKey:      {run: b.why},
		sourceKey:   {run: b.openSource},
		sourcesKey:  {run: b.sourcesSheet, inPlace: true},
		timelineKey: {run: b.timelineSheet, inPlace: true},
		exampleKey:  {run: b.example},
	}
}

// dispatch hands an interaction to the one function that answers it.
func (b *bot) dispatch(ctx context.Context, in *discordgo.Interaction) {
	switch in.Type {
	case discordgo.InteractionApplicationCommand:
		if c := b.command(in); c != nil {
			b.carryOut(ctx, in, c)
		}
	case discordgo.InteractionApplicationCommandAutocomplete:
		if c := b.command(in); c != nil && c.complete != nil {
			b.complete(ctx, in, c)
		}
	case discordgo.InteractionMessageComponent:
		b.click(ctx, in, in.MessageComponentData().CustomID)
	case discordgo.InteractionModalSubmit:
		b.click(ctx, in, in.ModalSubmitData().CustomID)
	}
}

// carryOut carries out a command, unless it comes too soon.
func (b *bot) carryOut(ctx context.Context, in *discordgo.Interaction, c *command) {
	if wait, _ := b.cooldown.wait(originOf(in)); wait > 0 {
		defer b.observe(wayOf(in), gotRefusal, time.Now())
		b.respond(ctx, in, aside(texts.In(language(in)).Wait(seconds(wait))).response(newMessage))
		return
	}
	how := newMessage
	if o := in.ApplicationCommandData().GetOption(texts.In("en").AskPrivate.Name); c.private || o != nil && o.Value == true {
		how = ownMessage
	}
	b.answer(ctx, in, how, func(ctx context.Context) reply { return c.run(ctx, in) })
}

// command returns the command that is used, or nil if there is none like it,
// as until a change of the commands has come to every client.
func (b *bot) command(in *discordgo.Interaction) *command {
	data := in.ApplicationCommandData()
	for _, c := range b.commands() {
		if c.kind == data.CommandType && c.label(texts.In("en")).Name == data.Name {
			return &c
		}
	}
	return nil
}

// click carries out a click.
func (b *bot) click(ctx context.Context, in *discordgo.Interaction, customID string) {
	key, arg, _ := strings.Cut(customID, ":")
	c, ok := b.clicks()[key]
	if !ok {
		c.run = func(_ context.Context, in *discordgo.Interaction, _ string) reply {
			return aside(texts.In(language(in)).Outdated)
		}
	}
	how := ownMessage
	if c.inPlace {
		how = inPlace
	}
	b.answer(ctx, in, how, func(ctx context.Context) reply { return c.run(ctx, in, arg) })
}

// complete says what may be entered at an option. What comes too late is of no
// use to anybody.
func (b *bot) complete(ctx context.Context, in *discordgo.Interaction, c *command) {
	limited, cancel := context.WithTimeout(ctx, deferAfter)
	defer cancel()
	var choices []*discordgo.ApplicationCommandOptionChoice
	if err := b.queue.do(limited, originOf(in), func() { choices = c.complete(limited, in) }); err != nil {
		b.Log.Debug("nothing is completed", "err", err)
	}
	b.respond(ctx, in, &discordgo.InteractionResponse{
		Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: choices},
	})
}

// originOf returns where an interaction comes from.
func originOf(in *discordgo.Interaction) origin { return origin{who(in).ID, in.ChannelID} }

// who returns whom an interaction comes from.
func who(in *discordgo.Interaction) *discordgo.User {
	if in.Member != nil {
		return in.Member.User
	}
	return in.User
}

// language returns the language of the client that an interaction comes from.
func language(in *discordgo.Interaction) string {
	if in.Locale == discordgo.French {
		return "fr"
	}
	return "en"
}
