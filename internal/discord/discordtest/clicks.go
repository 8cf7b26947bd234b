package discordtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

// A Form is what the bot opens for a member to fill in: what Discord calls a
// modal.
type Form struct {
	CustomID string
	Title    string
	Fields   []discordgo.TextInput
}

// Click presses the button of a message that has a label or an emoji. The
// member must be able to see the message.
func (m *Member) Click(msg *discordgo.Message, label string) *Interaction {
	m.s.t.Helper()
	return m.use(msg, label, discordgo.ButtonComponent, nil)
}

// Choose chooses the options of the select menu of a message that have the
// given labels.
func (m *Member) Choose(msg *discordgo.Message, labels ...string) *Interaction {
	m.s.t.Helper()
	return m.use(msg, "", discordgo.SelectMenuComponent, labels)
}

// use uses a button that is called label, or a select menu.
func (m *Member) use(msg *discordgo.Message, label string, kind discordgo.ComponentType, chosen []string) *Interaction {
	m.s.t.Helper()
	in := &Interaction{kind: discordgo.InteractionMessageComponent, what: strings.TrimSpace("a component " + label)}
	return m.interact(in, msg.ChannelID, func() (object, error) {
		on := m.s.seen(m, msg)
		if on == nil {
			return nil, errors.New("no such message")
		}
		in.on = on.id
		c, err := find(on.components(), label, kind)
		if err != nil {
			return nil, err
		}
		data := object{"custom_id": c.CustomID, "component_type": c.Type}
		if kind == discordgo.SelectMenuComponent {
			if data["values"], err = c.choose(chosen); err != nil {
				return nil, err
			}
		}
		return data, nil
	})
}

// Submit fills in and sends the form that was opened in answer to the
// interaction: with these values, by the custom IDs of its fields.
func (in *Interaction) Submit(values map[string]string) *Interaction {
	m := in.member
	m.s.t.Helper()
	next := &Interaction{kind: discordgo.InteractionModalSubmit, what: "a form", on: in.on}
	return m.interact(next, in.channel.id, func() (object, error) {
		if in.form == nil {
			return nil, errors.New("no form was opened")
		}
		rows := []object{}
		for _, f := range in.form.Fields {
			value := values[f.CustomID]
			n := utf8.RuneCountInString(value)
			if n == 0 && f.Required || n > 0 && n < f.MinLength || f.MaxLength > 0 && n > f.MaxLength {
				return nil, fmt.Errorf("%q cannot be entered in the field %s", value, f.Label)
			}
			rows = append(rows, object{"type": discordgo.ActionsRowComponent, "components": []object{{
				"type": discordgo.TextInputComponent, "custom_id": f.CustomID, "value": value,
			}}})
		}
		return object{"custom_id": in.form.CustomID, "components": rows}, nil
	})
}

// seen returns a message as it is now, if a member can see it. The lock must
// be held.
func (s *Server) seen(by *Member, msg *discordgo.Message) *message {
	m := s.messages[msg.ID]
	if m == nil || m.only != nil && m.only != by.user {
		return nil
	}
	return m
}

// components returns all buttons and menus of a message.
func (m *message) components() (all []component) {
	var rows []component
	decode(encode(m.wire["components"]), &rows)
	for _, row := range rows {
		all = append(all, row.Components...)
	}
	return all
}

// find finds a component of a kind; a button by its label or emoji.
func find(all []component, label string, kind discordgo.ComponentType) (*component, error) {
	var labels []string
	for _, c := range all {
		called := []string{c.Label}
		if c.Emoji != nil {
			called = append(called, c.Emoji.Name)
		}
		labels = append(labels, called...)
		switch {
		case c.Type != kind || kind == discordgo.ButtonComponent && !slices.Contains(called, label):
		case c.Disabled:
			return nil, errors.New("it is disabled")
		case c.Style == discordgo.LinkButton:
			return nil, errors.New("it is a link")
		default:
			return &c, nil
		}
	}
	return nil, fmt.Errorf("there is no such component; there are: %s", strings.Join(labels, ", "))
}

// choose returns the values of the options with the given labels.
func (c *component) choose(labels []string) ([]string, error) {
	least, most := 1, max(c.MaxValues, 1)
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if len(labels) < least || len(labels) > most {
		return nil, fmt.Errorf("%d options are chosen, must be %d to %d", len(labels), least, most)
	}
	values := []string{}
	for _, label := range labels {
		for _, o := range c.Options {
			if o.Label == label {
				values = append(values, o.Value)
			}
		}
	}
	if len(values) != len(labels) {
		return nil, fmt.Errorf("there are not the options %q, each once", labels)
	}
	return values, nil
}
