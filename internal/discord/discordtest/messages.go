package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Flags of messages.
const (
	suppressEmbeds        = int(discordgo.MessageFlagsSuppressEmbeds)
	ephemeral             = int(discordgo.MessageFlagsEphemeral)
	loading               = int(discordgo.MessageFlagsLoading)
	suppressNotifications = int(discordgo.MessageFlagsSuppressNotifications)
)

// A message is one that somebody wrote. It is replaced when it is edited,
// never changed, so that it can be sent without the server's lock.
type message struct {
	id      string
	channel *channel
	author  *user
	toID    string // ID of the message replied to, or empty
	only    *user  // who alone can see it; nil for everybody in the channel
	wire    object // as Discord answers with it
	before  int    // how many requests the bot had made when it was written
}

// newMessage keeps a message with the given parts. The lock must be held.
func (s *Server) newMessage(c *channel, author *user, parts object, to *message) *message {
	m := &message{id: s.newID(), channel: c, author: author, before: len(s.requests)}
	m.wire = object{
		"id": m.id, "channel_id": c.id, "type": discordgo.MessageTypeDefault, "author": author.wire(),
		"content": "", "embeds": []object{}, "components": []object{}, "attachments": []object{},
		"timestamp": s.now(), "edited_timestamp": nil, "tts": false, "pinned": false, "flags": 0,
		"mentions": []object{}, "mention_roles": []string{}, "mention_everyone": false,
	}
	maps.Copy(m.wire, parts)
	m.id = m.wire["id"].(string)
	if author.webhook {
		m.wire["webhook_id"] = author.id
	}
	if to != nil {
		ref := object{"type": 0, "message_id": to.id, "channel_id": c.id}
		if c.guild != nil {
			ref["guild_id"] = c.guild.id
		}
		m.toID, m.wire["type"], m.wire["message_reference"] = to.id, discordgo.MessageTypeReply, ref
	}
	if author != s.bot { // which must not mention anybody
		s.mention(m, to)
	} else if to != nil {
		s.replies[to.id] = append(s.replies[to.id], m.id)
	}
	s.messages[m.id] = m
	return m
}

var mentions = regexp.MustCompile(`<@([!&]?)([0-9]+)>|@everyone|@here`)

// mention works out whom a message mentions: those in its text, and the author
// of the message that it replies to.
func (s *Server) mention(m, to *message) {
	var users []*user
	var roles []string
	if to != nil {
		users = append(users, to.author)
	}
	for _, match := range mentions.FindAllStringSubmatch(m.wire["content"].(string), -1) {
		switch kind, id := match[1], match[2]; {
		case id == "":
			m.wire["mention_everyone"] = true
		case kind == "&" && !slices.Contains(roles, id):
			roles = append(roles, id)
		case kind != "&" && s.users[id] != nil && !slices.Contains(users, s.users[id]):
			users = append(users, s.users[id])
		}
	}
	list := []object{}
	for _, u := range users {
		if !u.webhook {
			list = append(list, u.wire())
		}
	}
	m.wire["mentions"] = list
	m.wire["mention_roles"] = append([]string{}, roles...)
}

// shown returns those parts of a payload that a message keeps.
func shown(payload []byte) object {
	var p object
	decode(payload, &p)
	parts := object{}
	for _, part := range []string{"content", "embeds", "components", "flags", "tts", "nonce"} {
		if v := p[part]; v != nil {
			parts[part] = v
		}
	}
	embeds, _ := parts["embeds"].([]any)
	for _, e := range embeds {
		e.(object)["type"] = discordgo.EmbedTypeRich
	}
	return parts
}

// edit puts a changed message in place of an old one. The lock must be held.
func (s *Server) edit(old *message, parts object) *message {
	m := *old
	m.wire = maps.Clone(old.wire)
	maps.Copy(m.wire, parts)
	s.messages[m.id] = &m
	return &m
}

// seenByBot returns the message as it is sent to a bot without the message
// content intent: without what it says, but for direct messages, messages that
// mention the bot, and the bot's own.
func (s *Server) seenByBot(m *message) object {
	o := maps.Clone(m.wire)
	mentioned := slices.ContainsFunc(o["mentions"].([]object), func(u object) bool { return u["id"] == s.bot.id })
	if m.channel.guild != nil && m.author != s.bot && !mentioned {
		o["content"] = ""
		o["embeds"], o["components"], o["attachments"] = []object{}, []object{}, []object{}
	}
	return o
}

// dispatchMessage tells whoever asked for it of a message, together with what
// only events carry: the guild and the author's membership. The lock must be
// held.
func (s *Server) dispatchMessage(event string, m *message) {
	intent := guildMessages
	if m.channel.guild == nil {
		intent = directMessages
	}
	o := s.withReferenced(m)
	if g := m.channel.guild; g != nil {
		o["guild_id"] = g.id
		if !m.author.webhook {
			o["member"] = m.author.member()
		}
	}
	s.dispatch(event, intent, o)
}

// withReferenced returns the message as the bot sees it, with the message that
// it replies to.
func (s *Server) withReferenced(m *message) object {
	o := s.seenByBot(m)
	if to := s.messages[m.toID]; to != nil {
		o["referenced_message"] = s.seenByBot(to)
	}
	return o
}

func (s *Server) getMessage(x *exchange) (any, *refusal) {
	m := s.messages[x.PathValue("message_id")]
	if m == nil || m.only != nil || m.channel.id != x.PathValue("channel_id") {
		return nil, unknownMessage
	}
	return s.withReferenced(m), nil
}

// public returns the message as a client's library sees it.
func (m *message) public() *discordgo.Message {
	msg := new(discordgo.Message)
	decode(encode(m.wire), msg)
	return msg
}

// Post puts a message of the bot into a channel, such as one that an older
// version of the bot sent.
func (s *Server) Post(channelID string, m *discordgo.MessageSend) *discordgo.Message {
	var posted *message
	s.update(func() { posted = s.newMessage(s.channels[channelID], s.bot, shown(encode(m)), nil) })
	return posted.public()
}

// Reply waits for the bot's first reply to a message.
func (s *Server) Reply(ctx context.Context, to *discordgo.Message) (*discordgo.Message, error) {
	var reply *message
	err := s.wait(ctx, fmt.Sprintf("a reply to message %s %q", to.ID, to.Content), func() bool {
		if ids := s.replies[to.ID]; len(ids) > 0 {
			reply = s.messages[ids[0]]
		}
		return reply != nil
	})
	if err != nil {
		return nil, err
	}
	return reply.public(), nil
}

// Replies returns how many messages the bot wrote in answer to a message or an
// interaction.
func (s *Server) Replies(id string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.replies[id])
}

// Quiet waits until the bot has replied to marker, and returns an error if the
// bot reacted to an ignored message: if, after it, anything went to its
// channel that is no reply to another message. Typing counts.
//
// So a test shows that messages are ignored without waiting for nothing to
// happen. The gateway keeps order: once a marker that was written after the
// ignored messages is answered, the bot has been sent those as well. Write the
// marker in another channel, such as the direct messages of a member. A bot
// that works on several messages at once may still be at work on an ignored
// one; to be sure, wait for the reply to the marker, stop the bot, which ends
// its work, and then call Quiet.
func (s *Server) Quiet(ctx context.Context, marker *discordgo.Message, ignored ...*discordgo.Message) error {
	if _, err := s.Reply(ctx, marker); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range ignored {
		for _, r := range s.requests[s.messages[m.ID].before:] {
			if to := r.RepliesTo(); strings.HasPrefix(r.Path, "/channels/"+m.ChannelID+"/") && (to == "" || to == m.ID) {
				return fmt.Errorf("the bot should ignore message %s %q, but sent %s", m.ID, m.Content, r)
			}
		}
	}
	return nil
}

// RepliesTo returns the ID of the message that the request replies to, if any.
func (r Request) RepliesTo() string {
	var v struct {
		Reference struct {
			ID string `json:"message_id"`
		} `json:"message_reference"`
	}
	if json.Unmarshal(r.Body, &v) != nil {
		return ""
	}
	return v.Reference.ID
}
