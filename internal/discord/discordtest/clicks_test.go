package discordtest_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

var search = &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: "Look it up"}

// form asks for one text.
var form = &discordgo.InteractionResponseData{CustomID: "why:1", Title: "Why?", Components: []discordgo.MessageComponent{
	discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.TextInput{CustomID: "text", Label: "Why?", Style: discordgo.TextInputShort, MaxLength: 5},
	}},
}}

// machine answers a command with buttons and a menu, and a click as its custom
// ID says.
func machine(t *testing.T) func(*discordgo.Session, *discordgo.InteractionCreate) {
	return func(c *discordgo.Session, i *discordgo.InteractionCreate) {
		r := &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{AllowedMentions: silent},
		}
		switch i.Type {
		case discordgo.InteractionApplicationCommand:
			data := i.ApplicationCommandData()
			r.Data.Content = "about: " + data.Resolved.Messages[data.TargetID].Content
			r.Data.Components = []discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{
					discordgo.Button{Label: "In place", CustomID: "place"},
					discordgo.Button{Label: "Later", CustomID: "later"},
					discordgo.Button{Label: "Alone", CustomID: "alone"},
					discordgo.Button{Emoji: &discordgo.ComponentEmoji{Name: "👎"}, CustomID: "form"},
					discordgo.Button{Label: "Off", CustomID: "off", Disabled: true},
				}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
					MenuType: discordgo.StringSelectMenu, CustomID: "menu",
					Options: []discordgo.SelectMenuOption{{Label: "One", Value: "1"}, {Label: "Two", Value: "2"}},
				}}},
			}
		case discordgo.InteractionMessageComponent:
			data := i.MessageComponentData()
			r.Data.Content = data.CustomID + " " + strings.Join(data.Values, " ") + " on " + i.Message.Content
			switch data.CustomID {
			case "place":
				r.Type = discordgo.InteractionResponseUpdateMessage
			case "later":
				r.Type, r.Data = discordgo.InteractionResponseDeferredMessageUpdate, nil
			case "alone":
				r.Data.Flags = discordgo.MessageFlagsEphemeral
			case "form":
				r.Type, r.Data = discordgo.InteractionResponseModal, form
			}
		case discordgo.InteractionModalSubmit:
			data := i.ModalSubmitData()
			r.Data.Content = data.CustomID + " " + data.Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput).Value
		}
		if err := c.InteractionRespond(i.Interaction, r); err != nil {
			t.Error(err)
		}
		if r.Type == discordgo.InteractionResponseDeferredMessageUpdate {
			text := "in the end"
			if _, err := c.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &text, AllowedMentions: silent}); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestClicks(t *testing.T) {
	t.Parallel()
	s, c := start(t, machine(t))
	register(t, s, c, "", search)
	alice := s.Member("alice", "fr")
	see := func(in *discordtest.Interaction) *discordtest.Response {
		t.Helper()
		r, err := in.Response(soon(t))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := see(alice.UseOn(alice.Say(s.Channel(), "hello"), "Look it up")).Message
	if first.Content != "about: hello" {
		t.Errorf("a command on a message gets %q", first.Content)
	}
	own := see(alice.Click(first, "Alone"))
	if own.Message.ID == first.ID || !own.Ephemeral || own.Message.Content != "alone  on about: hello" || own.Message.MessageReference.MessageID != first.ID {
		t.Errorf("a click gets %+v with %+v", own, own.Message)
	}
	if r := see(alice.Choose(first, "Two")); r.Message.Content != "menu 2 on about: hello" || r.Ephemeral {
		t.Errorf("a choice gets %+v with %+v", r, r.Message)
	}
	opened := alice.Click(first, "👎")
	if diff := cmp.Diff(&discordtest.Form{CustomID: "why:1", Title: "Why?", Fields: []discordgo.TextInput{
		{CustomID: "text", Label: "Why?", Style: discordgo.TextInputShort, MaxLength: 5},
	}}, see(opened).Form); diff != "" {
		t.Errorf("the form: %s", diff)
	}
	if r := see(opened.Submit(map[string]string{"text": "dull"})); r.Message.Content != "why:1 dull" {
		t.Errorf("a form gets %q", r.Message.Content)
	}
	if r := see(alice.Click(first, "Later")); r.Message.ID != first.ID || r.Message.Content != "in the end" || !r.Deferred {
		t.Errorf("a deferred change gives %+v with %+v", r, r.Message)
	}
	if r := see(alice.Click(first, "In place")); r.Message.ID != first.ID || r.Message.Content != "place  on in the end" || r.Deferred {
		t.Errorf("a change gives %+v with %+v", r, r.Message)
	}
}

func TestMemberCannotClick(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	c.AddHandler(machine(t))
	login(t, c)
	register(t, s, c, "", search)
	alice, bob := s.Member("alice", "fr"), s.Member("bob", "fr")
	said := alice.Say(s.Channel(), "hello")
	see := func(in *discordtest.Interaction) *discordgo.Message {
		resp, err := in.Response(soon(t))
		if err != nil {
			t.Fatal(err)
		}
		return resp.Message
	}
	first := see(alice.UseOn(said, "Look it up"))
	own := see(alice.Click(first, "Alone"))
	if _, err := c.ChannelMessage(own.ChannelID, own.ID); err == nil {
		t.Error("the bot can read a message that one member alone sees")
	}
	r.expect(t, map[string]misdeed{
		"use what is not in the menu of a message": {func() { alice.UseOn(said, "ask") }, "not registered; there are: Look it up"},
		"click what is not there":                  {func() { alice.Click(first, "Go") }, "no such component; there are: In place, Later"},
		"click a button without a message":         {func() { alice.Click(said, "Alone") }, "no such component"},
		"click what is disabled":                   {func() { alice.Click(first, "Off") }, "disabled"},
		"click on a message that another one sees": {func() { bob.Click(own, "Alone") }, "no such message"},
		"choose what is not there":                 {func() { alice.Choose(first, "Three") }, "there are not the options"},
		"choose two of what allows one":            {func() { alice.Choose(first, "One", "Two") }, "2 options are chosen"},
		"fill in a form that nobody opened":        {func() { alice.Click(first, "In place").Submit(nil) }, "no form was opened"},
	})
}

func TestFormLimits(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	alice := s.Member("alice", "fr")
	field := func(parts object) object {
		f := object{"type": 4, "custom_id": "why", "label": "Why?", "style": 1}
		for key, value := range parts {
			f[key] = value
		}
		return object{"type": 1, "components": list{f}}
	}
	open := func(parts object, rows ...any) object {
		data := object{"custom_id": "form", "title": "Form", "components": rows}
		for key, value := range parts {
			data[key] = value
		}
		return object{"type": 9, "data": data}
	}
	for _, test := range []struct {
		name    string
		payload object
		want    string // path and code, or empty where the payload is fine
	}{
		{"as large as can be", open(object{"title": x(45), "custom_id": x(100)}, field(object{
			"custom_id": x(100), "label": x(45), "placeholder": x(100), "value": x(4000), "max_length": 4000,
		})), ""},
		{"title of 46", open(object{"title": x(46)}, field(nil)), "data.title BASE_TYPE_BAD_LENGTH"},
		{"no title", open(object{"title": ""}, field(nil)), "data.title BASE_TYPE_REQUIRED"},
		{"no field", open(nil, list{}...), "data.components BASE_TYPE_BAD_LENGTH"},
		{"6 fields", open(nil, many(6, field(nil))...), "data.components BASE_TYPE_BAD_LENGTH"},
		{"label of 46", open(nil, field(object{"label": x(46)})), "data.components.0.components.0.label BASE_TYPE_BAD_LENGTH"},
		{"placeholder of 101", open(nil, field(object{"placeholder": x(101)})), "data.components.0.components.0.placeholder BASE_TYPE_MAX_LENGTH"},
		{"4001 characters", open(nil, field(object{"max_length": 4001})), "data.components.0.components.0.max_length NUMBER_TYPE_MAX"},
		{"field without style", open(nil, field(object{"style": 0})), "data.components.0.components.0.style BASE_TYPE_CHOICES"},
		{"same custom_id twice", open(nil, field(nil), field(nil)), "data.components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"},
		{"button", open(nil, object{"type": 1, "components": list{button(nil)}}), "data.components.0.components UNION_TYPE_CHOICES"},
	} {
		in := alice.SlashDM("ask", map[string]any{"question": "when?"})
		_, err := c.Request("POST", discordgo.EndpointInteractionResponse(in.ID, in.Token), test.payload)
		failure := r.take()
		if test.want == "" {
			if err != nil || failure != "" {
				t.Errorf("%s: refused with %v; the test fails with %q", test.name, err, failure)
			}
			continue
		}
		if got := faults(t, err); !slices.Contains(got, test.want) || failure == "" {
			t.Errorf("%s: faults %q, want %q; the test fails with %q", test.name, got, test.want, failure)
		}
	}
}

func TestResponseThatDoesNotGoWithItsInteraction(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	alice := s.Member("alice", "fr")
	for name, in := range map[string]*discordtest.Interaction{
		"a change of no message": alice.SlashDM("ask", map[string]any{"question": "when?"}),
		"a form while one types": alice.Autocomplete(s.Channel(), "ask", nil, ""),
	} {
		kind := discordgo.InteractionResponseUpdateMessage
		if strings.Contains(name, "form") {
			kind = discordgo.InteractionResponseModal
		}
		err := c.InteractionRespond(&discordgo.Interaction{ID: in.ID, Token: in.Token}, &discordgo.InteractionResponse{
			Type: kind, Data: &discordgo.InteractionResponseData{Content: "hi", AllowedMentions: silent},
		})
		if refused, ok := errors.AsType[*discordgo.RESTError](err); !ok || refused.Message.Code != 50035 || r.take() == "" {
			t.Errorf("%s: got %v, want code 50035 and a failure", name, err)
		}
	}
}
