package discordtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
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
	Type discordgo.InteractionResponseType
	Data struct {
		messagePayload
		Choices []choice `json:"choices"`
	}
	form formPayload // the same data, where it opens a form
}

// UnmarshalJSON implements json.Unmarshaler.
func (r *callback) UnmarshalJSON(raw []byte) error {
	var kind struct {
		Type discordgo.InteractionResponseType
	}
	if err := json.Unmarshal(raw, &kind); err != nil {
		return err
	}
	if r.Type = kind.Type; r.Type == discordgo.InteractionResponseModal {
		return json.Unmarshal(raw, &struct{ Data *formPayload }{&r.form})
	}
	return json.Unmarshal(raw, &struct{ Data any }{&r.Data})
}

// check checks a callback in answer to a type of interaction.
func (r *callback) check(c *checker, kind discordgo.InteractionType) {
	switch r.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
		c.message("data.", &r.Data.messagePayload, suppressEmbeds|ephemeral|suppressNotifications)
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		if r.Data.Flags&^ephemeral != 0 {
			c.add("data.flags", "MESSAGE_FLAGS_INVALID", "A deferred response accepts only the EPHEMERAL flag.")
		}
	case discordgo.InteractionResponseUpdateMessage:
		c.message("data.", &r.Data.messagePayload, suppressEmbeds)
	case discordgo.InteractionResponseModal:
		c.form("data.", &r.form)
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		c.choices("data.choices", r.Data.Choices)
	}
	if !slices.Contains(responses[kind], r.Type) {
		c.add("type", "BASE_TYPE_CHOICES", "This type of response does not go with the interaction.")
	}
}

// responses are the types of response that go with a type of interaction. A
// form that a command has opened has no message to change; this does not know
// them apart.
var responses = map[discordgo.InteractionType][]discordgo.InteractionResponseType{
	discordgo.InteractionApplicationCommand: {
		discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseDeferredChannelMessageWithSource,
		discordgo.InteractionResponseModal,
	},
	discordgo.InteractionMessageComponent: {
		discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseDeferredChannelMessageWithSource,
		discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate,
		discordgo.InteractionResponseModal,
	},
	discordgo.InteractionModalSubmit: {
		discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseDeferredChannelMessageWithSource,
		discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate,
	},
	discordgo.InteractionApplicationCommandAutocomplete: {discordgo.InteractionApplicationCommandAutocompleteResult},
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
		// Of a bot in a hurry one may have been refused only for being sent again
		// when the answer was late.
		x.excused = s.unheard[x.URL.Path] || s.pace.haste > 0 && bytes.Equal(x.body, in.response)
		return nil, acknowledged
	case after > firstResponse:
		x.excused = in.late
		return nil, unknownInteraction
	}
	var r callback
	if refused := x.read(&r, func(c *checker) { r.check(c, in.kind) }); refused != nil {
		return nil, refused
	}
	in.response, in.ephemeral = x.body, r.Data.Flags&ephemeral != 0
	switch r.Type {
	case discordgo.InteractionResponseChannelMessageWithSource:
		if r.Data.empty() {
			return nil, emptyMessage
		}
		x.mustNotPing(&r.Data.messagePayload)
		in.original = in.post(x.shown(callbackData(x.body))).id
	case discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate:
		on := s.messages[in.on]
		if on == nil {
			return nil, invalidForm(fault{"type", "BASE_TYPE_CHOICES", "There is no message to change."})
		}
		in.original, in.ephemeral = on.id, on.only != nil
		if in.thinking = r.Type == discordgo.InteractionResponseDeferredMessageUpdate; !in.thinking {
			x.mustNotPing(&r.Data.messagePayload)
			in.edit(x.shown(callbackData(x.body)))
		}
	case discordgo.InteractionResponseModal:
		in.form = &Form{CustomID: r.form.CustomID, Title: r.form.Title}
		for _, row := range r.form.Rows {
			in.form.Fields = append(in.form.Fields, row.Components[0].TextInput)
		}
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
		in.original = in.post(object{"flags": float64(loading | r.Data.Flags)}).id
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
	in.first, in.after = r.Type, after
	return nil, nil
}

// callbackData returns the message in the body of a callback.
func callbackData(body []byte) json.RawMessage {
	var b struct {
		Data json.RawMessage `json:"data"`
	}
	decode(body, &b)
	return b.Data
}

// answered finds the interaction that a request to its webhook is about. It
// must have had its first response.
func (s *Server) answered(x *exchange) (*Interaction, *refusal) {
	in := s.interactions[x.PathValue("webhook_token")]
	switch {
	case in != nil && in.late && in.first == 0:
		x.excused = true
		return nil, unknownWebhook
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
	return in.edit(x.shown(x.body)), nil
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
		return in.edit(x.shown(x.body)), nil
	}
	return in.post(x.shown(x.body)).wire, nil
}

// post writes a message of the bot in answer to the interaction. In answer to
// a click it is a reply to the message clicked.
func (in *Interaction) post(parts object) *message {
	s := in.s
	m := s.newMessage(in.channel, s.bot, parts, s.messages[cmp.Or(in.on, in.target)])
	switch {
	case in.target != "":
		m.wire["type"] = discordgo.MessageTypeContextMenuCommand
	case in.on == "":
		m.wire["type"] = discordgo.MessageTypeChatInputCommand
	}
	if flags, _ := parts["flags"].(float64); int(flags)&ephemeral != 0 {
		m.only = in.member.user
	}
	m.wire["webhook_id"], m.wire["application_id"] = s.bot.id, s.bot.id
	m.wire["interaction_metadata"] = object{
		"id": in.ID, "type": in.kind, "user": in.member.user.wire(), "authorizing_integration_owners": object{},
	}
	s.replies[in.ID] = append(s.replies[in.ID], m.id)
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
