package discord

import (
	"context"
	"fmt"
	"reflect"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// register has Discord show the slash command, in all servers or in one.
// Nothing is sent if it is registered already: Discord allows 200 a day.
func (b *bot) register(ctx context.Context, appID string) error {
	want := []*discordgo.ApplicationCommand{command(b.GuildID == "")}
	have, err := b.rest.ApplicationCommands(appID, b.GuildID, discordgo.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("list commands: %w", withoutURL(err))
	}
	if len(have) == 1 && same(have[0], want[0]) {
		return nil
	}
	if _, err := b.rest.ApplicationCommandBulkOverwrite(appID, b.GuildID, want, discordgo.WithContext(ctx)); err != nil {
		return fmt.Errorf("overwrite commands: %w", withoutURL(err))
	}
	b.Log.Info("registered the slash command")
	return nil
}

// command describes the slash command. Only a global one can say where it is
// to be shown: here everywhere, also for people who have installed the bot for
// themselves, without whom it would fail in direct messages.
func command(global bool) *discordgo.ApplicationCommand {
	en, fr := texts.In("en"), texts.In("fr")
	c := &discordgo.ApplicationCommand{
		Type:                     discordgo.ChatApplicationCommand,
		Name:                     en.Command,
		NameLocalizations:        &map[discordgo.Locale]string{discordgo.French: fr.Command},
		Description:              en.CommandDescription,
		DescriptionLocalizations: &map[discordgo.Locale]string{discordgo.French: fr.CommandDescription},
		Options: []*discordgo.ApplicationCommandOption{{
			Type:                     discordgo.ApplicationCommandOptionString,
			Name:                     en.Option,
			NameLocalizations:        map[discordgo.Locale]string{discordgo.French: fr.Option},
			Description:              en.OptionDescription,
			DescriptionLocalizations: map[discordgo.Locale]string{discordgo.French: fr.OptionDescription},
			Required:                 true,
		}},
	}
	if global {
		c.Contexts = &[]discordgo.InteractionContextType{
			discordgo.InteractionContextGuild,
			discordgo.InteractionContextBotDM,
			discordgo.InteractionContextPrivateChannel,
		}
		c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{
			discordgo.ApplicationIntegrationGuildInstall,
			discordgo.ApplicationIntegrationUserInstall,
		}
	}
	return c
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
