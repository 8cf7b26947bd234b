package discord

import (
	"bytes"
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// decode reads an event: a *discordgo.Ready, *discordgo.Message or
// *discordgo.Interaction, or nil for one that the bot has no use for.
func decode(e *discordgo.Event) (any, error) {
	switch e.Type {
	case "READY":
		return decodeAs[discordgo.Ready](e.RawData)
	case "MESSAGE_CREATE":
		return decodeAs[discordgo.Message](e.RawData)
	case "INTERACTION_CREATE":
		return decodeAs[discordgo.Interaction](e.RawData)
	}
	return nil, nil
}

// decodeAs reads an event as a T. discordgo fails where there is a component of
// a type that it does not know, such as in a message replied to; then all
// components are left out.
func decodeAs[T any](raw []byte) (any, error) {
	v := new(T)
	err := json.Unmarshal(raw, v)
	if err == nil {
		return v, nil
	}
	var tree any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if d.Decode(&tree) != nil {
		return nil, err
	}
	dropComponents(tree)
	raw, _ = json.Marshal(tree) // it was JSON before
	v = new(T)
	return v, json.Unmarshal(raw, v)
}

func dropComponents(tree any) {
	switch tree := tree.(type) {
	case map[string]any:
		delete(tree, "components")
		for _, v := range tree {
			dropComponents(v)
		}
	case []any:
		for _, v := range tree {
			dropComponents(v)
		}
	}
}
