package discordtest

import (
	"context"
	"encoding/json"
	"maps"

	"github.com/bwmarrin/discordgo"
)

// commandScope returns the guild that a request about commands is about, ""
// for global ones.
func (s *Server) commandScope(x *exchange) (string, *refusal) {
	guildID := x.PathValue("guild_id")
	switch {
	case x.PathValue("application_id") != s.bot.id:
		return "", unknownApplication
	case guildID != "" && guildID != s.guild.id:
		return "", missingAccess // which the operator may have named
	}
	return guildID, nil
}

// getCommands lists the commands. Translations are left out unless asked for.
func (s *Server) getCommands(x *exchange) (any, *refusal) {
	scope, refused := s.commandScope(x)
	if refused != nil {
		return nil, refused
	}
	list := []object{}
	for _, cmd := range s.commands[scope] {
		if x.URL.Query().Get("with_localizations") != "true" {
			cmd = maps.Clone(cmd)
			delete(cmd, "name_localizations")
			delete(cmd, "description_localizations")
		}
		list = append(list, cmd)
	}
	return list, nil
}

// putCommands replaces the commands. One that keeps its name and type keeps
// its ID.
func (s *Server) putCommands(x *exchange) (any, *refusal) {
	scope, refused := s.commandScope(x)
	if refused != nil {
		return nil, refused
	}
	var set []command
	if refused := x.read(&set, func(c *checker) { c.commands(set) }); refused != nil {
		return nil, refused
	}
	var raw []object
	json.Unmarshal(x.body, &raw) // which cannot fail where reading it as commands did not
	list := []object{}
	for i, cmd := range set {
		if scope == "" && cmd.failsWhereShown() {
			x.fail("the command " + cmd.Name + " shows in direct messages but fails there: it has the BotDM context without the UserInstall integration type")
		}
		o := maps.Clone(commandDefaults)
		maps.Copy(o, tidy(raw[i]).(object))
		o["id"], o["application_id"], o["version"], o["type"] = s.newID(), s.bot.id, s.newID(), cmd.kind()
		if scope != "" {
			o["guild_id"] = scope
		}
		for _, old := range s.commands[scope] {
			if old["name"] == o["name"] && old["type"] == o["type"] {
				o["id"] = old["id"]
			}
		}
		list = append(list, o)
	}
	s.commands[scope] = list
	return list, nil
}

// commandDefaults are what Discord gives back where a command says nothing.
var commandDefaults = object{
	"description": "", "nsfw": false, "default_member_permissions": nil, "contexts": nil,
	"integration_types":  []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall},
	"name_localizations": nil, "description_localizations": nil,
}

// tidy drops from a command what Discord does not give back: null, false and
// empty lists.
func tidy(v any) any {
	switch v := v.(type) {
	case object:
		o := object{}
		for key, value := range v {
			list, isList := value.([]any)
			if value != nil && value != false && (!isList || len(list) > 0) {
				o[key] = tidy(value)
			}
		}
		return o
	case []any:
		list := []any{}
		for _, value := range v {
			list = append(list, tidy(value))
		}
		return list
	}
	return v
}

// Commands returns the global commands as they were last registered.
func (s *Server) Commands() []*discordgo.ApplicationCommand { return s.GuildCommands("") }

// GuildCommands returns the commands of a guild as they were last registered.
func (s *Server) GuildCommands(guildID string) []*discordgo.ApplicationCommand {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.registered(guildID)
}

// registered returns the commands of a guild, or the global ones for "". The
// lock must be held.
func (s *Server) registered(guildID string) (set []*discordgo.ApplicationCommand) {
	decode(encode(s.commands[guildID]), &set)
	return set
}

// WaitCommands waits until commands are registered, globally or in the guild.
func (s *Server) WaitCommands(ctx context.Context) error {
	return s.wait(ctx, "commands to be registered", func() bool {
		return len(s.commands[""])+len(s.commands[s.guild.id]) > 0
	})
}
