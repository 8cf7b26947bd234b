package discord

import (
	"encoding/json"
	"testing"

	"github.com/bwmarrin/discordgo"
)

func TestUnknownComponentsAreLeftOut(t *testing.T) {
	event, err := decode(&discordgo.Event{Type: "MESSAGE_CREATE", RawData: []byte(
		`{"id":"1","content":"hi","components":[{"type":99}],"referenced_message":{"id":"2","content":"there","components":[{"type":1,"components":[{"type":98}]}]}}`)})
	if err != nil {
		t.Fatal(err)
	}
	m, ok := event.(*discordgo.Message)
	if !ok || m.Content != "hi" || m.ReferencedMessage.Content != "there" {
		t.Errorf("got %+v", event)
	}
}

// Nothing that Discord may send ends the bot.
func FuzzDecode(f *testing.F) {
	for _, seed := range []struct{ kind, data string }{
		{"READY", `{"v":9,"user":{"id":"1"},"session_id":"s","application":{"id":"1"},"guilds":[{"id":"2","unavailable":true}]}`},
		{"MESSAGE_CREATE", `{"id":"1","author":{"id":"2"},"content":"hi","mentions":[],"timestamp":"2024-01-01T00:00:00Z","components":[{"type":1,"components":[{"type":2}]}]}`},
		{"MESSAGE_CREATE", `{"components":[{"type":17,"components":[null]}],"referenced_message":null}`},
		{"INTERACTION_CREATE", `{"id":"1","type":2,"data":{"id":"3","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"?"}]},"user":{"id":"4"},"locale":"fr"}`},
		{"INTERACTION_CREATE", `{"type":3,"data":{"custom_id":"a","component_type":2},"message":{"components":[{"type":99}]}}`},
		{"INTERACTION_CREATE", `{"type":5,"data":{"custom_id":"a","components":[{"type":1,"components":[{"type":4,"custom_id":"b","value":"c"}]}]}}`},
		{"INTERACTION_CREATE", `{"type":99,"data":null}`},
		{"NEW_KIND", `[]`},
	} {
		f.Add(seed.kind, []byte(seed.data))
	}
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		if !json.Valid(data) {
			t.Skip()
		}
		event, err := decode(&discordgo.Event{Type: kind, RawData: data})
		if err == nil && event == nil && (kind == "READY" || kind == "MESSAGE_CREATE" || kind == "INTERACTION_CREATE") {
			t.Errorf("%s: neither an event nor an error", kind)
		}
	})
}
