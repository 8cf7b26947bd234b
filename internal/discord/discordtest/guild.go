package discordtest

import (
	"time"

	"github.com/bwmarrin/discordgo"
)

// What everybody can do everywhere: see channels, write in them and in
// threads, embed links, read the history, use commands.
const permissions = "277025508352"

const guildLocale = "fr"

// A guild is the one guild of the server.
type guild struct {
	id      string
	botRole string // ID of the role that Discord makes for the bot
	owner   *user
	created time.Time
	channel *channel
	thread  *channel
	forum   *channel
}

// A channel is a text channel, a thread, or the direct messages between the
// bot and somebody.
type channel struct {
	id        string
	kind      discordgo.ChannelType
	name      string
	guild     *guild   // nil for direct messages
	parent    *channel // of a thread
	refused   *refusal // what the bot gets that writes there; nil where it may
	recipient *user    // of direct messages
}

func (s *Server) newGuild() *guild {
	g := &guild{id: s.newID(), botRole: s.newID(), created: s.now()}
	g.owner = s.newUser("owner", false)
	g.channel = &channel{id: s.newID(), kind: discordgo.ChannelTypeGuildText, name: "general", guild: g}
	g.thread = &channel{id: s.newID(), kind: discordgo.ChannelTypeGuildPublicThread, name: "thread", guild: g, parent: g.channel}
	g.forum = &channel{id: s.newID(), kind: discordgo.ChannelTypeGuildForum, name: "questions", guild: g}
	s.channels[g.channel.id] = g.channel
	s.channels[g.thread.id] = g.thread
	return g
}

// GuildID returns the ID of the guild that the bot is in.
func (s *Server) GuildID() string { return s.guild.id }

// Channel returns the ID of a text channel of the guild.
func (s *Server) Channel() string { return s.guild.channel.id }

// Thread returns the ID of a public thread of that channel.
func (s *Server) Thread() string { return s.guild.thread.id }

// Mute takes from the bot the permission to write in a channel.
func (s *Server) Mute(channelID string) {
	s.update(func() { s.channels[channelID].refused = missingPermissions })
}

// dm returns the channel of the direct messages with u. The lock must be held.
func (s *Server) dm(u *user) *channel {
	for _, c := range s.channels {
		if c.recipient == u {
			return c
		}
	}
	c := &channel{id: s.newID(), kind: discordgo.ChannelTypeDM, recipient: u}
	s.channels[c.id] = c
	return c
}

// wire returns the channel as Discord sends it.
func (c *channel) wire() object {
	o := object{"id": c.id, "type": c.kind, "flags": 0, "last_message_id": nil}
	if c.guild == nil {
		o["recipients"] = []object{c.recipient.wire()}
		return o
	}
	o["name"], o["guild_id"], o["rate_limit_per_user"] = c.name, c.guild.id, 0
	if c.parent == nil {
		o["parent_id"], o["topic"], o["nsfw"] = nil, nil, false
		o["position"], o["permission_overwrites"] = 0, []object{}
		return o
	}
	o["parent_id"], o["owner_id"] = c.parent.id, c.guild.owner.id
	o["message_count"], o["member_count"], o["total_message_sent"] = 0, 1, 0
	o["thread_metadata"] = object{
		"archived": false, "auto_archive_duration": 1440, "locked": false,
		"archive_timestamp": c.guild.created, "create_timestamp": c.guild.created,
	}
	return o
}

// wire returns the guild as GUILD_CREATE carries it to a bot that may not see
// the list of members: it finds only itself in there.
func (g *guild) wire(bot *user) object {
	role := func(id, name string, managed bool) object {
		return object{
			"id": id, "name": name, "permissions": permissions, "position": 0, "color": 0,
			"hoist": false, "managed": managed, "mentionable": false, "flags": 0,
		}
	}
	self := bot.member()
	self["user"], self["roles"] = bot.wire(), []string{g.botRole}
	return object{
		"id": g.id, "name": "Loopback", "owner_id": g.owner.id, "joined_at": g.created,
		"preferred_locale": guildLocale, "large": false, "unavailable": false,
		"roles":    []object{role(g.id, "@everyone", false), role(g.botRole, bot.name, true)},
		"channels": []object{g.channel.wire(), g.forum.wire()}, "threads": []object{g.thread.wire()},
		"members": []object{self}, "member_count": 2,
		"emojis": []object{}, "stickers": []object{}, "features": []string{},
		"voice_states": []object{}, "presences": []object{}, "stage_instances": []object{},
	}
}
