package discordtest

import "github.com/bwmarrin/discordgo"

// A user is anybody who can be the author of a message.
type user struct {
	id, name string
	bot      bool
	webhook  bool
}

// newUser adds somebody. The lock must be held.
func (s *Server) newUser(name string, bot bool) *user {
	u := &user{id: s.newID(), name: name, bot: bot}
	s.users[u.id] = u
	return u
}

// wire returns the user as Discord sends it.
func (u *user) wire() object {
	o := object{
		"id": u.id, "username": u.name, "global_name": u.name, "discriminator": "0",
		"avatar": nil, "primary_guild": nil, "public_flags": 0, "flags": 0,
	}
	if u.webhook {
		o["discriminator"], o["global_name"] = "0000", nil
	}
	if u.bot || u.webhook {
		o["bot"] = true
	}
	return o
}

// member returns what the guild knows of the user.
func (u *user) member() object {
	return object{
		"nick": nil, "avatar": nil, "roles": []string{}, "joined_at": "2024-01-01T00:00:00Z",
		"deaf": false, "mute": false, "pending": false, "flags": 0,
	}
}

// An Author writes in the guild: a member, another bot or a webhook.
type Author struct {
	ID   string
	Name string
	s    *Server
	user *user
}

// A Member is a person in the guild.
type Member struct {
	Author
	Locale string // of their Discord client, such as "fr" or "en-US"
}

// Member adds a person to the guild.
func (s *Server) Member(name, locale string) *Member {
	return &Member{s.author(name, false, false), locale}
}

// Bot adds another bot to the guild.
func (s *Server) Bot(name string) *Author {
	a := s.author(name, true, false)
	return &a
}

// Webhook adds a webhook to the guild.
func (s *Server) Webhook(name string) *Author {
	a := s.author(name, false, true)
	return &a
}

func (s *Server) author(name string, bot, webhook bool) Author {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.newUser(name, bot)
	u.webhook = webhook
	return Author{u.id, name, s, u}
}

// Say writes a message in a channel. Whom it mentions is worked out from the
// text: <@ID>, <@&ID>, @everyone, @here. The message that is returned is
// whole, even where the bot is not shown its content.
func (a *Author) Say(channelID, text string) *discordgo.Message {
	a.s.t.Helper()
	return a.say(channelID, text, "")
}

// ReplyTo replies to a message, in its channel, which mentions its author.
func (a *Author) ReplyTo(to *discordgo.Message, text string) *discordgo.Message {
	a.s.t.Helper()
	return a.say(to.ChannelID, text, to.ID)
}

// PostInForum begins a post, which is a thread, in the forum of the guild. It
// returns the first message of the post, which has the same ID.
func (a *Author) PostInForum(title, text string) *discordgo.Message {
	s := a.s
	var m *message
	s.update(func() {
		g := s.guild
		c := &channel{id: s.newID(), kind: discordgo.ChannelTypeGuildPublicThread, name: title, guild: g, parent: g.forum}
		s.channels[c.id] = c
		s.dispatch("THREAD_CREATE", guilds, c.wire())
		m = s.newMessage(c, a.user, object{"id": c.id, "content": text}, nil)
		s.dispatchMessage("MESSAGE_CREATE", m)
	})
	return m.public()
}

// DM writes a direct message to the bot.
func (m *Member) DM(text string) *discordgo.Message {
	m.s.t.Helper()
	return m.say(m.dm(), text, "")
}

// CloseDMs makes Discord refuse direct messages of the bot to the member.
func (m *Member) CloseDMs() {
	id := m.dm()
	m.s.update(func() { m.s.channels[id].refused = closedDM })
}

// dm returns the ID of the channel of the direct messages with the bot.
func (m *Member) dm() string {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	return m.s.dm(m.user).id
}

// Show writes a message in a channel of which the parts are given as JSON, such
// as components that only bots can write.
func (a *Author) Show(channelID, parts string) *discordgo.Message {
	s := a.s
	s.t.Helper()
	var m *message
	s.update(func() {
		m = s.newMessage(s.channels[channelID], a.user, shown([]byte(parts)), nil)
		s.dispatchMessage("MESSAGE_CREATE", m)
	})
	return &discordgo.Message{ID: m.id, ChannelID: channelID}
}

// say writes a message, in reply to another one unless toID is empty.
func (a *Author) say(channelID, text, toID string) *discordgo.Message {
	s := a.s
	s.t.Helper()
	var m *message
	s.update(func() {
		c, to := s.channels[channelID], s.messages[toID]
		if c != nil && (to != nil || toID == "") {
			m = s.newMessage(c, a.user, object{"content": text}, to)
			s.dispatchMessage("MESSAGE_CREATE", m)
		}
	})
	if m == nil {
		s.t.Fatalf("%s writes in channel %q, in reply to message %q: no such channel or message", a.Name, channelID, toID)
	}
	return m.public()
}

// Delete deletes a message, as its author can.
func (s *Server) Delete(m *discordgo.Message) {
	s.update(func() {
		delete(s.messages, m.ID)
		event, intent := object{"id": m.ID, "channel_id": m.ChannelID}, directMessages
		if g := s.channels[m.ChannelID].guild; g != nil {
			event["guild_id"], intent = g.id, guildMessages
		}
		s.dispatch("MESSAGE_DELETE", intent, event)
	})
}
