package discordtest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

type (
	object = map[string]any
	list   = []any
)

// get reads from the API what discordgo has no method for.
func get(t *testing.T, c *discordgo.Session, path string, v any) {
	t.Helper()
	body, err := c.Request("GET", discordgo.EndpointAPI+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, v); err != nil {
		t.Fatal(err)
	}
}

// faults returns the faults that a request is refused for, as "path code".
func faults(t *testing.T, err error) []string {
	t.Helper()
	var refused *discordgo.RESTError
	if !errors.As(err, &refused) {
		return nil
	}
	var body struct{ Errors object }
	if err := json.Unmarshal(refused.ResponseBody, &body); err != nil {
		t.Fatal(err)
	}
	var all []string
	var walk func(path string, node object)
	walk = func(path string, node object) {
		for key, value := range node {
			if key != "_errors" {
				walk(strings.TrimPrefix(path+"."+key, "."), value.(object))
				continue
			}
			for _, e := range value.(list) {
				all = append(all, strings.TrimSpace(fmt.Sprint(path, " ", e.(object)["code"])))
			}
		}
	}
	walk("", body.Errors)
	slices.Sort(all)
	return all
}

func x(n int) string { return strings.Repeat("é", n) } // in code points, of two bytes each

// many returns n times the same thing.
func many(n int, v any) list { return slices.Repeat(list{v}, n) }

func embed(parts object) object { return object{"embeds": list{parts}} }
func rows(elements ...any) object {
	return object{"components": list{object{"type": 1, "components": elements}}}
}
func button(parts object) object {
	b := object{"type": 2, "style": 1, "label": "go", "custom_id": "go"}
	maps.Copy(b, parts)
	return b
}
func menu(options list, parts object) object {
	m := object{"type": 3, "custom_id": "pick", "options": options}
	maps.Copy(m, parts)
	return m
}

func TestMessageLimits(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	pick := object{"label": x(100), "value": x(100), "description": x(100)}
	var buttons list
	for i := range 6 {
		buttons = append(buttons, button(object{"custom_id": fmt.Sprint(i)}))
	}
	field := object{"name": "n", "value": "v"}
	for _, test := range []struct {
		name    string
		payload object
		want    string // path and code, or empty where the payload is fine
	}{
		{"content of 2000", object{"content": x(2000)}, ""},
		{"content of 2001", object{"content": x(2001)}, "content BASE_TYPE_MAX_LENGTH"},
		{"nonce of 25", object{"content": "a", "nonce": strings.Repeat("1", 25)}, ""},
		{"nonce of 26", object{"content": "a", "nonce": strings.Repeat("1", 26)}, "nonce BASE_TYPE_MAX_LENGTH"},
		{"flag of a channel message", object{"content": "a", "flags": 1 << 12}, ""},
		{"flag of an interaction", object{"content": "a", "flags": 1 << 6}, "flags MESSAGE_FLAGS_INVALID"},
		{"reply to nothing", object{"content": "a", "message_reference": object{"message_id": "1"}}, "message_reference REPLIES_UNKNOWN_MESSAGE"},
		{"reply to nothing, if need be", object{"content": "a", "message_reference": object{"message_id": "1", "fail_if_not_exists": false}}, ""},

		{"10 embeds", object{"embeds": many(10, object{"title": "a"})}, ""},
		{"11 embeds", object{"embeds": many(11, object{"title": "a"})}, "embeds BASE_TYPE_BAD_LENGTH"},
		{"embed of 6000", embed(object{"description": x(4096), "footer": object{"text": x(1904)}}), ""},
		{"embed of 6001", embed(object{"description": x(4096), "footer": object{"text": x(1905)}}), "embeds MAX_EMBED_SIZE_EXCEEDED"},
		{"two embeds of 6001", object{"embeds": list{object{"description": x(3000)}, object{"description": x(3001)}}}, "embeds MAX_EMBED_SIZE_EXCEEDED"},
		{"empty embed", embed(object{"color": 1}), "embeds.0.description BASE_TYPE_REQUIRED"},
		{"title of 256", embed(object{"title": x(256)}), ""},
		{"title of 257", embed(object{"title": x(257)}), "embeds.0.title BASE_TYPE_MAX_LENGTH"},
		{"description of 4097", embed(object{"description": x(4097)}), "embeds.0.description BASE_TYPE_MAX_LENGTH"},
		{"footer of 2049", embed(object{"footer": object{"text": x(2049)}}), "embeds.0.footer.text BASE_TYPE_MAX_LENGTH"},
		{"author of 257", embed(object{"author": object{"name": x(257)}}), "embeds.0.author.name BASE_TYPE_MAX_LENGTH"},
		{"25 fields", embed(object{"fields": many(25, field)}), ""},
		{"26 fields", embed(object{"fields": many(26, field)}), "embeds.0.fields BASE_TYPE_BAD_LENGTH"},
		{"field without name", embed(object{"fields": list{object{"value": "v"}}}), "embeds.0.fields.0.name BASE_TYPE_REQUIRED"},
		{"field name of 257", embed(object{"fields": list{object{"name": x(257), "value": "v"}}}), "embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH"},
		{"field value of 1025", embed(object{"fields": list{object{"name": "n", "value": x(1025)}}}), "embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH"},
		{"address that is none", embed(object{"title": "a", "url": "example"}), "embeds.0.url URL_TYPE_INVALID_URL"},

		{"5 buttons", rows(buttons[:5]...), ""},
		{"6 buttons", rows(buttons...), "components.0.components BASE_TYPE_BAD_LENGTH"},
		{"empty row", rows(list{}...), "components.0.components BASE_TYPE_BAD_LENGTH"},
		{"6 rows", object{"components": many(6, object{"type": 1, "components": list{button(object{"style": 5, "custom_id": nil, "url": "https://example.com"})}})}, "components BASE_TYPE_BAD_LENGTH"},
		{"button outside a row", object{"components": list{button(nil)}}, "components.0.type UNION_TYPE_CHOICES"},
		{"label of 80", rows(button(object{"label": x(80)})), ""},
		{"label of 81", rows(button(object{"label": x(81)})), "components.0.components.0.label BASE_TYPE_MAX_LENGTH"},
		{"emoji for a label", rows(button(object{"label": nil, "emoji": object{"name": "👍"}})), ""},
		{"no label", rows(button(object{"label": nil})), "components.0.components.0.label BASE_TYPE_REQUIRED"},
		{"unknown style", rows(button(object{"style": 7})), "components.0.components.0.style BASE_TYPE_CHOICES"},
		{"custom_id of 100", rows(button(object{"custom_id": x(100)})), ""},
		{"custom_id of 101", rows(button(object{"custom_id": x(101)})), "components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH"},
		{"no custom_id", rows(button(object{"custom_id": nil})), "components.0.components.0.custom_id BASE_TYPE_REQUIRED"},
		{"same custom_id twice", rows(button(nil), button(nil)), "components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"},
		{"link", rows(button(object{"style": 5, "custom_id": nil, "url": "https://example.com"})), ""},
		{"link without address", rows(button(object{"style": 5, "custom_id": nil})), "components.0.components.0.url BASE_TYPE_REQUIRED"},
		{"link with custom_id", rows(button(object{"style": 5, "url": "https://example.com"})), "components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID"},
		{"button with address", rows(button(object{"url": "https://example.com"})), "components.0.components.0.url BUTTON_COMPONENT_URL"},
		{"address of 513", rows(button(object{"style": 5, "custom_id": nil, "url": "https://example.com/" + strings.Repeat("a", 493)})), "components.0.components.0.url BASE_TYPE_BAD_LENGTH"},
		{"menu", rows(menu(list{pick}, nil)), ""},
		{"menu of no options", rows(menu(list{}, nil)), "components.0.components.0.options BASE_TYPE_BAD_LENGTH"},
		{"menu of 26 options", rows(menu(many(26, pick), nil)), "components.0.components.0.options BASE_TYPE_BAD_LENGTH"},
		{"option label of 101", rows(menu(list{object{"label": x(101), "value": "v"}}, nil)), "components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH"},
		{"two menus in a row", rows(menu(list{pick}, nil), object{"type": 5, "custom_id": "who"}), "components.0.components.0 COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
		{"row in a row", rows(object{"type": 1}), "components.0.components.0.type UNION_TYPE_CHOICES"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.payload["allowed_mentions"] = object{"parse": list{}}
			_, err := c.Request("POST", discordgo.EndpointChannelMessages(s.Channel()), test.payload)
			failure := r.take()
			if test.want == "" {
				if err != nil || failure != "" {
					t.Errorf("refused with %v; the test fails with %q", err, failure)
				}
				return
			}
			if got := faults(t, err); !slices.Contains(got, test.want) {
				t.Errorf("faults %q, want %q; error %v", got, test.want, err)
			}
			if !strings.Contains(failure, "Invalid Form Body") || !strings.Contains(failure, "\n  \"allowed_mentions\": {") {
				t.Errorf("the test fails without the reason and the payload: %q", failure)
			}
		})
	}
}

func TestCommandLimits(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	slash := func(parts object) list {
		cmd := object{"name": "ask", "description": "Ask"}
		maps.Copy(cmd, parts)
		return list{cmd}
	}
	option := func(parts object) list {
		o := object{"type": 3, "name": "question", "description": "Question"}
		maps.Copy(o, parts)
		return slash(object{"options": list{o}})
	}
	options := func(n, length int) list {
		var all list
		for i := range n {
			all = append(all, object{"type": 3, "name": fmt.Sprintf("o%d", i), "description": x(length)})
		}
		return slash(object{"options": all})
	}
	var hundred, big list
	for i := range 101 {
		hundred = append(hundred, slash(object{"name": fmt.Sprint(i)})...)
	}
	for i := range 2 {
		var choices list
		for j := range 25 {
			choices = append(choices, object{"name": fmt.Sprintf("%0100d", j), "value": strings.Repeat("v", 100)})
		}
		big = append(big, object{"type": 3, "name": fmt.Sprintf("o%d", i), "description": "d", "choices": choices})
	}
	for _, test := range []struct {
		name     string
		commands list
		want     string // path and code, or empty where the commands are fine
	}{
		{"name of 32", slash(object{"name": x(32)}), ""},
		{"name of 33", slash(object{"name": x(33)}), "0.name APPLICATION_COMMAND_INVALID_NAME"},
		{"name in upper case", slash(object{"name": "Ask"}), "0.name APPLICATION_COMMAND_INVALID_NAME"},
		{"name with a space", slash(object{"name": "ask me"}), "0.name APPLICATION_COMMAND_INVALID_NAME"},
		{"same name twice", append(slash(nil), slash(nil)...), "1.name APPLICATION_COMMANDS_DUPLICATE_NAME"},
		{"same name in a menu", append(slash(nil), object{"type": 3, "name": "ask"}), ""},
		{"menu with a description", list{object{"type": 3, "name": "Ask", "description": "a"}}, "0.description BASE_TYPE_MAX_LENGTH"},
		{"100 commands", hundred[:100], ""},
		{"101 commands", hundred, "BASE_TYPE_BAD_LENGTH"},
		{"no description", slash(object{"description": ""}), "0.description BASE_TYPE_REQUIRED"},
		{"description of 101", slash(object{"description": x(101)}), "0.description BASE_TYPE_BAD_LENGTH"},
		{"translation", slash(object{"name_localizations": object{"fr": "demander"}, "description_localizations": object{"fr": x(100)}}), ""},
		{"translated name in upper case", slash(object{"name_localizations": object{"fr": "Demander"}}), "0.name_localizations.fr APPLICATION_COMMAND_INVALID_NAME"},
		{"translated description of 101", slash(object{"description_localizations": object{"fr": x(101)}}), "0.description_localizations.fr BASE_TYPE_BAD_LENGTH"},
		{"translation into what is no locale", slash(object{"name_localizations": object{"en": "ask"}}), "0.name_localizations.en BASE_TYPE_CHOICES"},
		{"25 options", options(25, 1), ""},
		{"26 options", options(26, 1), "0.options BASE_TYPE_BAD_LENGTH"},
		{"option description of 101", options(1, 101), "0.options.0.description BASE_TYPE_BAD_LENGTH"},
		{"option name in upper case", option(object{"name": "Question"}), "0.options.0.name APPLICATION_COMMAND_INVALID_NAME"},
		{"option twice", slash(object{"options": many(2, object{"type": 3, "name": "a", "description": "a"})}), "0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"},
		{"required option last", slash(object{"options": list{
			object{"type": 3, "name": "a", "description": "a"}, object{"type": 3, "name": "b", "description": "b", "required": true},
		}}), "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
		{"option of 6000", option(object{"max_length": 6000}), ""},
		{"option of 6001", option(object{"max_length": 6001}), "0.options.0.max_length NUMBER_TYPE_MAX"},
		{"26 choices", option(object{"choices": many(26, object{"name": "n", "value": "v"})}), "0.options.0.choices BASE_TYPE_BAD_LENGTH"},
		{"choice name of 101", option(object{"choices": list{object{"name": x(101), "value": "v"}}}), "0.options.0.choices.0.name BASE_TYPE_BAD_LENGTH"},
		{"choice value of 101", option(object{"choices": list{object{"name": "n", "value": x(101)}}}), "0.options.0.choices.0.value BASE_TYPE_BAD_LENGTH"},
		{"choices and autocomplete", option(object{"autocomplete": true, "choices": list{object{"name": "n", "value": "v"}}}), "0.options.0.choices BASE_TYPE_BAD_LENGTH"},
		{"more than 8000 in all", slash(object{"options": big}), "0 APPLICATION_COMMAND_TOO_LARGE"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := c.Request("PUT", discordgo.EndpointApplicationGlobalCommands(s.BotID()), test.commands)
			failure := r.take()
			if test.want == "" {
				if err != nil || failure != "" {
					t.Errorf("refused with %v; the test fails with %q", err, failure)
				}
				return
			}
			if got := faults(t, err); !slices.Contains(got, test.want) {
				t.Errorf("faults %q, want %q; error %v", got, test.want, err)
			}
			if failure == "" {
				t.Error("the test does not fail")
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	hi := object{"content": "hi", "allowed_mentions": object{"parse": list{}}}
	for _, test := range []struct {
		method, path string
		payload      any
		want         int // Discord's code
	}{
		{"POST", "channels/1/messages", hi, 10003},
		{"POST", "channels/1/typing", nil, 10003},
		{"POST", "channels/" + s.Channel() + "/messages", object{"content": ""}, 50006},
		{"POST", "channels/" + s.Channel() + "/messages", list{}, 50035},
		{"POST", "users/@me/channels", object{"recipient_id": "1"}, 50007},
		{"PUT", "applications/1/commands", list{}, 10002},
		{"GET", "no/such/thing", nil, 0},
	} {
		_, err := c.Request(test.method, discordgo.EndpointAPI+test.path, test.payload)
		var refused *discordgo.RESTError
		if !errors.As(err, &refused) || refused.Message.Code != test.want {
			t.Errorf("%s %s: %v, want code %d", test.method, test.path, err, test.want)
		}
		if failure := r.take(); !strings.Contains(failure, test.path) {
			t.Errorf("%s %s: the test fails with %q", test.method, test.path, failure)
		}
	}
}

func TestPingFailsTheTest(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	for _, test := range []struct {
		name    string
		allowed *discordgo.MessageAllowedMentions
		ping    bool
	}{
		{"nothing said", nil, true},
		{"nothing allowed", &discordgo.MessageAllowedMentions{}, false},
		{"everyone", &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{"everyone"}}, true},
		{"somebody", &discordgo.MessageAllowedMentions{Users: []string{s.BotID()}}, true},
		{"a role", &discordgo.MessageAllowedMentions{Roles: []string{s.GuildID()}}, true},
		{"who is replied to", &discordgo.MessageAllowedMentions{RepliedUser: true}, true},
	} {
		if _, err := c.ChannelMessageSendComplex(s.Channel(), &discordgo.MessageSend{Content: "hi", AllowedMentions: test.allowed}); err != nil {
			t.Errorf("%s: Discord would not refuse it: %v", test.name, err)
		}
		if failure := r.take(); strings.Contains(failure, "may ping") != test.ping {
			t.Errorf("%s: the test fails with %q", test.name, failure)
		}
	}
}

func TestCommandThatFailsInDirectMessages(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", &discordgo.ApplicationCommand{
		Name: "ask", Description: "Ask", Contexts: &[]discordgo.InteractionContextType{discordgo.InteractionContextBotDM},
	})
	if failure := r.take(); !strings.Contains(failure, "UserInstall") {
		t.Errorf("the test fails with %q", failure)
	}
}

func TestSameNonceIsSentOnce(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	var ids []string
	for _, nonce := range []string{"a", "a", "b"} {
		body, err := c.Request("POST", discordgo.EndpointChannelMessages(s.Channel()), object{
			"content": "hi", "nonce": nonce, "enforce_nonce": true, "allowed_mentions": object{"parse": list{}},
		})
		if err != nil {
			t.Fatal(err)
		}
		var m discordgo.Message
		if err := json.Unmarshal(body, &m); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, m.ID)
	}
	if ids[0] != ids[1] || ids[0] == ids[2] {
		t.Errorf("messages %v, want the first two to be one", ids)
	}
}

// What Discord's description says beyond the limits.
func TestSchema(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("../../../../shared/discord/openapi.json"); err != nil {
		t.Skip("Discord's description of its API is not in shared/discord")
	}
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	for _, test := range []struct {
		method, path string
		payload      any
	}{
		{"POST", "channels/" + s.Channel() + "/messages", embed(object{"title": "a", "color": 1 << 24})},
		{"POST", "users/@me/channels", object{"recipient_id": "alice"}},
		{"PUT", "applications/" + s.BotID() + "/commands", list{object{"name": "ask", "description": "Ask", "contexts": list{}}}},
	} {
		_, err := c.Request(test.method, discordgo.EndpointAPI+test.path, test.payload)
		if got := faults(t, err); !cmp.Equal(got, []string{"SCHEMA"}) {
			t.Errorf("%s %s: faults %q in %v", test.method, test.path, got, err)
		}
		if failure := r.take(); !strings.Contains(failure, "jsonschema") {
			t.Errorf("%s %s: the test fails with %q", test.method, test.path, failure)
		}
	}
}
