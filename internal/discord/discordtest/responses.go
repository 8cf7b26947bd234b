package discordtest

import (
	"encoding/json"
	"time"

	"github.com/bwmarrin/discordgo"
)

// How long an interaction can be answered.
const (
	firstResponse = 3 * time.Second
	tokenLife     = 15 * time.Minute
)

// A callback is the first response to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data struct {
		messagePayload
		Choices []choice `json:"choices"`
	} `json:"data"`
}

// check checks a callback in answer to a type of interaction.
func (r *callback) check(c *checker, kind discordgo.InteractionType) {
	command := kind == discordgo.InteractionApplicationCommand
	switch {
	case r.Type == discordgo.InteractionResponseChannelMessageWithSource && command:
		c.message("data.", &r.Data.messagePayload, suppressEmbeds|ephemeral|suppressNotifications)
	case r.Type == discordgo.InteractionResponseDeferredChannelMessageWithSource && command:
		if r.Data.Flags&^ephemeral != 0 {
			c.add("data.flags", "MESSAGE_FLAGS_INVALID", "A deferred response accepts only the EPHEMERAL flag.")
		}
	case r.Type == discordgo.InteractionApplicationCommandAutocompleteResult && !command:
		c.choices("data.choices", r.Data.Choices)
	default:
		c.add("type", "BASE_TYPE_CHOICES", "This type of response does not go with the interaction.")
	}
}

// respond takes the first response to an interaction.
func (s *Server) respond(x *exchange) (any, *refusal) {
	in := s.interactions[x.PathValue("interaction_token")]
	if in == nil || in.ID != x.PathValue("interaction_id") {
		return nil, unknownInteraction
	}
	after := s.now().Sub(in.sent)
	switch {
	case in.first != 0:
		return nil, acknowledged
	case after > firstResponse:
		return nil, unknownInteraction
	}
	var r callback
	if refused := x.read(&r, func(c *checker) { r.check(c, in.kind) }); refused != nil {
		return nil, refused
	}
	switch r.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
		if r.Data.empty() {
			return nil, emptyMessage
		}
		x.mustNotPing(&r.Data.messagePayload)
		var body struct {
			Data json.RawMessage `json:"data"`
		}
		decode(x.body, &body)
		in.original = in.post(shown(body.Data)).id
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		in.original = in.post(object{"flags": loading | r.Data.Flags}).id
		in.thinking = true
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		var body struct {
			Data struct {
				Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
			} `json:"data"`
		}
		decode(x.body, &body)
		in.choices = body.Data.Choices
	}
	in.first, in.after, in.ephemeral = r.Type, after, r.Data.Flags&ephemeral != 0
	return nil, nil
}

// answered finds the interaction that a request to its webhook is about. It
// must have had its first response.
func (s *Server) answered(x *exchange) (*Interaction, *refusal) {
	in := s.interactions[x.PathValue("webhook_token")]
	switch {
	case in == nil || in.original == "" || x.PathValue("webhook_id") != s.bot.id:
		return nil, unknownWebhook
	case s.now().Sub(in.sent) > tokenLife:
		return nil, expiredToken
	}
	return in, nil
}

// editOriginal changes the message of the first response.
func (s *Server) editOriginal(x *exchange) (any, *refusal) {
	in, refused := s.answered(x)
	if refused != nil {
		return nil, refused
	}
	p, refused := x.readMessage(suppressEmbeds)
	if refused != nil {
		return nil, refused
	}
	if p.empty() && in.thinking {
		return nil, emptyMessage
	}
	return in.edit(shown(x.body)), nil
}

// followUp takes a further message. The first one after a deferred response
// takes the place of the message that says that the bot is thinking.
func (s *Server) followUp(x *exchange) (any, *refusal) {
	in, refused := s.answered(x)
	if refused != nil {
		return nil, refused
	}
	p, refused := x.readMessage(suppressEmbeds | ephemeral | suppressNotifications)
	if refused != nil {
		return nil, refused
	}
	if p.empty() {
		return nil, emptyMessage
	}
	if in.thinking {
		return in.edit(shown(x.body)), nil
	}
	return in.post(shown(x.body)).wire, nil
}

// post writes a message of the bot in answer to the interaction.
func (in *Interaction) post(parts object) *message {
	s := in.s
	m := s.newMessage(in.channel, s.bot, parts, nil)
	m.wire["type"] = discordgo.MessageTypeChatInputCommand
	m.wire["webhook_id"], m.wire["application_id"] = s.bot.id, s.bot.id
	m.wire["interaction_metadata"] = object{
		"id": in.ID, "type": in.kind, "user": in.member.user.wire(), "authorizing_integration_owners": object{},
	}
	s.dispatchMessage("MESSAGE_CREATE", m)
	return m
}

// edit changes the message of the first response, which stays as ephemeral as
// it was.
func (in *Interaction) edit(parts object) object {
	s := in.s
	parts["flags"] = 0
	if in.ephemeral {
		parts["flags"] = ephemeral
	}
	parts["edited_timestamp"] = s.now()
	m := s.edit(s.messages[in.original], parts)
	in.thinking = false
	s.dispatchMessage("MESSAGE_UPDATE", m)
	return m.wire
}
