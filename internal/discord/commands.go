package discord

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// A command is one that members can pick. It is registered and carried out as
// it stands here.
type command struct {
	kind    discordgo.ApplicationCommandType
	label   func(*texts.Texts) texts.Label
	options []option
	run     func(context.Context, *discordgo.Interaction) reply
	private bool // who uses it alone sees what it says
	// complete returns what may be entered at the focused option, at most 25
	// choices; nil where no option is completed.
	complete func(context.Context, *discordgo.Interaction) []*discordgo.ApplicationCommandOptionChoice
}

// An option is one of a slash command.
type option struct {
	kind      discordgo.ApplicationCommandOptionType
	label     func(*texts.Texts) texts.Label
	required  bool
	completed bool // by the command's complete
}

// commands returns all commands.
func (b *bot) commands() []command {
	return []command{
		{
			kind:  discordgo.ChatApplicationCommand,
			label: func(t *texts.Texts) texts.Label { return t.Ask },
			options: []option{{
				kind:      discordgo.ApplicationCommandOptionString,
				label:     func(t *texts.Texts) texts.Label { return t.AskQuestion },
				required:  true,
				completed: true,
			}, {
				kind:  discordgo.ApplicationCommandOptionBoolean,
				label: func(t *texts.Texts) texts.Label { return t.AskPrivate },
			}},
			complete: b.completeQuestion,
			run:      b.ask,
		},
		{
			kind:  discordgo.MessageApplicationCommand,
			label: func(t *texts.Texts) texts.Label { return t.LookUp },
			run:   b.lookUp,
		},
		{
			kind:  discordgo.ChatApplicationCommand,
			label: func(t *texts.Texts) texts.Label { return t.Sources },
			run:   b.sources,
		},
		{
			kind:  discordgo.ChatApplicationCommand,
			label: func(t *texts.Texts) texts.Label { return t.Timeline },
			options: []option{
				{kind: discordgo.ApplicationCommandOptionString, label: func(t *texts.Texts) texts.Label { return t.From }},
				{kind: discordgo.ApplicationCommandOptionString, label: func(t *texts.Texts) texts.Label { return t.To }},
			},
			run: b.timeline,
		},
		{
			kind:  discordgo.ChatApplicationCommand,
			label: func(t *texts.Texts) texts.Label { return t.Compare },
			options: []option{{
				kind:      discordgo.ApplicationCommandOptionString,
				label:     func(t *texts.Texts) texts.Label { return t.Topic },
				required:  true,
				completed: true,
			}},
			run:      b.compare,
			complete: b.completeTopic,
		},
		{
			kind:    discordgo.ChatApplicationCommand,
			label:   func(t *texts.Texts) texts.Label { return t.Help },
			run:     b.help,
			private: true,
		},
		{
			kind:    discordgo.ChatApplicationCommand,
			label:   func(t *texts.Texts) texts.Label { return t.About },
			run:     b.about,
			private: true,
		},
	}
}

// fewServers is how many servers a bot may be in that looks in each for commands
// of its own. One that is tried in one server first is in few.
const fewServers = 10

// register has Discord show the commands, in all servers or in one alone. Where
// they are those of all and of a server, they would show twice.
func (b *bot) register(ctx context.Context, appID string, servers []*discordgo.Guild) error {
	everywhere := b.GuildID == ""
	var want []*discordgo.ApplicationCommand
	for _, c := range b.commands() {
		want = append(want, c.wire(everywhere))
	}
	if !everywhere {
		if err := b.setCommands(ctx, appID, b.GuildID, want); err != nil {
			return fmt.Errorf("in the server that DISCORD_GUILD_ID names (is the bot in it?): %w", err)
		}
		return b.setCommands(ctx, appID, "", nil)
	}
	if err := b.setCommands(ctx, appID, "", want); err != nil || len(servers) > fewServers {
		return err
	}
	for _, s := range servers {
		if err := b.setCommands(ctx, appID, s.ID, nil); err != nil { // as where it has no right to commands
			b.Log.Debug("cannot take the commands from a server", "err", err)
		}
	}
	return nil
}

// setCommands makes the wanted commands those of a server or, where guildID is
// empty, of all. Nothing is sent if they are so already: Discord allows 200 a
// day.
func (b *bot) setCommands(ctx context.Context, appID, guildID string, want []*discordgo.ApplicationCommand) error {
	have, err := b.rest().ApplicationCommands(appID, guildID, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("list the commands: %w", withoutURL(err))
	}
	if sameCommands(have, want) {
		return nil
	}
	if _, err := b.rest().ApplicationCommandBulkOverwrite(appID, guildID, list(want), discordgo.WithContext(ctx)); err != nil {
		return fmt.Errorf("overwrite the commands: %w", withoutURL(err))
	}
	b.Log.Info("registered the commands", "commands", len(want), "everywhere", guildID == "")
	return nil
}

// wire returns the command as it is registered. Only a global one can say
// where it is to be shown: here everywhere, also for people who have installed
// the bot for themselves, without whom it would fail in direct messages.
func (c *command) wire(global bool) *discordgo.ApplicationCommand {
	en, fr := c.label(texts.In("en")), c.label(texts.In("fr"))
	w := &discordgo.ApplicationCommand{
		Type:              c.kind,
		Name:              en.Name,
		NameLocalizations: &map[discordgo.Locale]string{discordgo.French: fr.Name},
		Description:       en.Description,
	}
	if fr.Description != "" {
		w.DescriptionLocalizations = &map[discordgo.Locale]string{discordgo.French: fr.Description}
	}
	for _, o := range c.options {
		en, fr := o.label(texts.In("en")), o.label(texts.In("fr"))
		w.Options = append(w.Options, &discordgo.ApplicationCommandOption{
			Type:                     o.kind,
			Name:                     en.Name,
			NameLocalizations:        map[discordgo.Locale]string{discordgo.French: fr.Name},
			Description:              en.Description,
			DescriptionLocalizations: map[discordgo.Locale]string{discordgo.French: fr.Description},
			Required:                 o.required,
			Autocomplete:             o.completed,
		})
	}
	if global {
		w.Contexts = &[]discordgo.InteractionContextType{
			discordgo.InteractionContextGuild,
			discordgo.InteractionContextBotDM,
			discordgo.InteractionContextPrivateChannel,
		}
		w.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{
			discordgo.ApplicationIntegrationGuildInstall,
			discordgo.ApplicationIntegrationUserInstall,
		}
	}
	return w
}

// sameCommands reports whether the registered commands are those wanted, in
// whichever order.
func sameCommands(have, want []*discordgo.ApplicationCommand) bool {
	return len(have) == len(want) && !slices.ContainsFunc(want, func(w *discordgo.ApplicationCommand) bool {
		return !slices.ContainsFunc(have, func(h *discordgo.ApplicationCommand) bool { return same(h, w) })
	})
}

// same reports whether a registered command is as wanted. Discord adds more to
// it than is compared here.
func same(have, want *discordgo.ApplicationCommand) bool {
	h := &discordgo.ApplicationCommand{
		Type:                     have.Type,
		Name:                     have.Name,
		NameLocalizations:        have.NameLocalizations,
		Description:              have.Description,
		DescriptionLocalizations: have.DescriptionLocalizations,
		Options:                  have.Options,
	}
	if want.Contexts != nil {
		h.Contexts, h.IntegrationTypes = have.Contexts, have.IntegrationTypes
	}
	return reflect.DeepEqual(h, want)
}
