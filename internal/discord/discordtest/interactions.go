package discordtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

// An Interaction is one use of a command, a button, a menu or a form by a
// member.
type Interaction struct {
	ID    string
	Token string

	s       *Server
	kind    discordgo.InteractionType
	what    string // is used, for errors
	member  *Member
	channel *channel
	on      string // ID of the message with the button, the menu, or what opened the form; or empty
	target  string // ID of the message that a command of its menu is used on, or empty
	sent    time.Time

	// The following belongs to the server's lock.
	late      bool                              // the bot had hardly any time to respond, which is not its fault
	first     discordgo.InteractionResponseType // 0 before the first response
	response  []byte                            // the first
	after     time.Duration                     // from sent to the first response
	ephemeral bool
	thinking  bool   // the response was deferred, and nothing took its place yet
	original  string // ID of the message of the first response
	form      *Form
	choices   []*discordgo.ApplicationCommandOptionChoice
}

// A Response is what a member sees of the bot's answer to an interaction.
type Response struct {
	Message   *discordgo.Message                          // nil after Autocomplete, and where a form was opened
	Form      *Form                                       // that was opened
	Choices   []*discordgo.ApplicationCommandOptionChoice // after Autocomplete
	Deferred  bool                                        // the bot first said that it was thinking
	Ephemeral bool                                        // only the member sees it
	After     time.Duration                               // from the interaction to the first response
}

// Slash uses a slash command in a channel of the guild. The command must be
// registered, be for use in guilds, and take these options.
func (m *Member) Slash(channelID, command string, options map[string]any) *Interaction {
	m.s.t.Helper()
	return m.slash(discordgo.InteractionApplicationCommand, channelID, command, options, "")
}

// SlashDM uses a slash command in the direct messages with the bot.
func (m *Member) SlashDM(command string, options map[string]any) *Interaction {
	m.s.t.Helper()
	return m.slash(discordgo.InteractionApplicationCommand, m.dm(), command, options, "")
}

// Autocomplete has what is entered so far at one option, the focused one,
// completed.
func (m *Member) Autocomplete(channelID, command string, options map[string]any, focused string) *Interaction {
	m.s.t.Helper()
	return m.slash(discordgo.InteractionApplicationCommandAutocomplete, channelID, command, options, focused)
}

func (m *Member) slash(kind discordgo.InteractionType, channelID, command string, options map[string]any, focused string) *Interaction {
	m.s.t.Helper()
	in := &Interaction{kind: kind, what: "/" + command}
	return m.interact(in, channelID, func() (object, error) { return in.options(command, options, focused) })
}

// UseOn uses a command of the menu of a message.
func (m *Member) UseOn(msg *discordgo.Message, command string) *Interaction {
	m.s.t.Helper()
	in := &Interaction{kind: discordgo.InteractionApplicationCommand, what: command}
	return m.interact(in, msg.ChannelID, func() (object, error) {
		cmd, err := in.lookUp(command, discordgo.MessageApplicationCommand)
		if err != nil {
			return nil, err
		}
		target := m.s.seen(m, msg)
		if target == nil {
			return nil, errors.New("no such message")
		}
		in.target = target.id
		return object{
			"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "target_id": target.id,
			"resolved": object{"messages": object{target.id: target.wire}}, // whole, without any intent
		}, nil
	})
}

// interact sends an interaction with the data that data makes while the lock
// is held.
func (m *Member) interact(in *Interaction, channelID string, data func() (object, error)) *Interaction {
	s := m.s
	s.t.Helper()
	in.s, in.member = s, m
	var err error
	s.update(func() {
		if in.channel = s.channels[channelID]; in.channel == nil {
			err = fmt.Errorf("channel %s does not exist", channelID)
			return
		}
		var d object
		if d, err = data(); err != nil {
			return
		}
		in.ID, in.Token, in.sent = s.newID(), "interaction"+s.newID(), s.now()
		s.interactions[in.Token] = in
		s.dispatch("INTERACTION_CREATE", 0, in.wire(d))
	})
	if err != nil {
		s.t.Fatalf("%s uses %s: %v", m.Name, in.what, err)
	}
	return in
}

// options makes the data of a slash command, as far as it allows.
func (in *Interaction) options(command string, options map[string]any, focused string) (object, error) {
	cmd, err := in.lookUp(command, discordgo.ChatApplicationCommand)
	if err != nil {
		return nil, err
	}
	given := []object{}
	for _, o := range cmd.Options {
		value, ok := options[o.Name]
		if !ok && o.Required && in.kind == discordgo.InteractionApplicationCommand {
			return nil, fmt.Errorf("option %s is required", o.Name)
		}
		if !ok {
			continue
		}
		if err := fits(o, value); err != nil {
			return nil, fmt.Errorf("option %s: %w", o.Name, err)
		}
		opt := object{"name": o.Name, "type": o.Type, "value": value}
		if o.Name == focused {
			opt["focused"] = true
		}
		given = append(given, opt)
	}
	if len(given) < len(options) {
		return nil, fmt.Errorf("it does not have all of the options %v", options)
	}
	return object{"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "options": given}, nil
}

// lookUp finds a command, as it is registered where it is used.
func (in *Interaction) lookUp(name string, kind discordgo.ApplicationCommandType) (*discordgo.ApplicationCommand, error) {
	set, where := in.s.registered(""), discordgo.InteractionContextBotDM
	if g := in.channel.guild; g != nil {
		set = append(in.s.registered(g.id), set...) // the guild's own go first
		where = discordgo.InteractionContextGuild
	}
	var names []string
	for _, cmd := range set {
		names = append(names, cmd.Name)
		if cmd.Name != name || cmd.Type != kind {
			continue
		}
		if cmd.Contexts != nil && !slices.Contains(*cmd.Contexts, where) {
			return nil, errors.New("its contexts do not allow it here")
		}
		return cmd, nil
	}
	return nil, fmt.Errorf("it is not registered; there are: %s", strings.Join(names, ", "))
}

// fits reports whether Discord lets a member enter a value for an option.
func fits(o *discordgo.ApplicationCommandOption, value any) error {
	if o.Type == discordgo.ApplicationCommandOptionBoolean {
		if _, ok := value.(bool); !ok {
			return fmt.Errorf("%v is not true or false", value)
		}
	}
	if o.Type != discordgo.ApplicationCommandOptionString {
		return nil
	}
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("%v is not a string", value)
	}
	least, most := 0, maxStringOption
	if o.MinLength != nil {
		least = *o.MinLength
	}
	if o.MaxLength > 0 {
		most = o.MaxLength
	}
	if n := utf8.RuneCountInString(text); n < least || n > most {
		return fmt.Errorf("has %d characters, must have %d to %d", n, least, most)
	}
	return nil
}

// wire returns the interaction as INTERACTION_CREATE carries it.
func (in *Interaction) wire(data object) object {
	u := in.member.user
	o := object{
		"id": in.ID, "application_id": in.s.bot.id, "type": in.kind, "token": in.Token, "version": 1,
		"data": data, "channel_id": in.channel.id, "channel": in.channel.wire(), "locale": in.member.Locale,
		"app_permissions": permissions, "entitlements": []object{}, "attachment_size_limit": 10 << 20,
	}
	if m := in.s.messages[in.on]; m != nil {
		o["message"] = m.wire
	}
	if g := in.channel.guild; g != nil {
		member := u.member()
		member["user"], member["permissions"] = u.wire(), permissions
		o["member"] = member
		o["guild"] = object{"id": g.id, "locale": guildLocale, "features": []string{}}
		o["guild_id"], o["guild_locale"] = g.id, guildLocale
		o["context"] = discordgo.InteractionContextGuild
		o["authorizing_integration_owners"] = object{"0": g.id}
	} else {
		o["user"] = u.wire()
		o["context"] = discordgo.InteractionContextBotDM
		o["authorizing_integration_owners"] = object{"0": "0"} // a guild's, used in direct messages
	}
	return o
}

// Response waits for what the member finally sees: the first response or, when
// that was deferred, what took its place. It returns an error when no first
// response comes within three seconds.
func (in *Interaction) Response(ctx context.Context) (*Response, error) {
	s := in.s
	what := fmt.Sprintf("response to %s of %s", in.what, in.member.Name)
	s.mu.Lock()
	left := firstResponse - s.now().Sub(in.sent)
	s.mu.Unlock()
	first, cancel := context.WithTimeoutCause(ctx, left, errors.New("the application did not respond in time"))
	defer cancel()
	if err := s.wait(first, "the first "+what, func() bool { return in.first != 0 }); err != nil {
		return nil, err
	}
	r := new(Response)
	err := s.wait(ctx, "what follows the deferred "+what, func() bool {
		if in.thinking {
			return false
		}
		*r = Response{
			Choices: in.choices,
			Form:    in.form,
			Deferred: in.first == discordgo.InteractionResponseDeferredChannelMessageWithSource ||
				in.first == discordgo.InteractionResponseDeferredMessageUpdate,
			Ephemeral: in.ephemeral, After: in.after,
		}
		if in.original != "" {
			r.Message = s.messages[in.original].public()
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}
