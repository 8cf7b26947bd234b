package discordtest_test

import (
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

func TestRegister(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	c := newClient(t, s.URL(), s.Token())
	register(t, s, c, "", ask)
	first := s.Commands()
	register(t, s, c, "", &discordgo.ApplicationCommand{Name: "first", Description: "First"}, ask)
	second, err := c.ApplicationCommands(s.BotID(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != 1 || len(second) != 2 {
		t.Fatalf("commands %v, then %v", first, second)
	}
	if second[1].ID != first[0].ID || second[1].Version == first[0].Version {
		t.Errorf("a command that is registered again has ID %s, before %s; version %s, before %s", second[1].ID, first[0].ID, second[1].Version, first[0].Version)
	}
	if diff := cmp.Diff(second, s.Commands()); diff != "" {
		t.Errorf("listed and registered commands differ: %s", diff)
	}
	got := *second[1]
	got.ID, got.ApplicationID, got.Version, got.Type, got.NSFW, got.DescriptionLocalizations = "", "", "", 0, nil, nil
	if diff := cmp.Diff(ask, &got); diff != "" {
		t.Errorf("a command comes back changed: %s", diff)
	}
	if len(s.GuildCommands(s.GuildID())) != 0 {
		t.Errorf("the guild has commands: %v", s.GuildCommands(s.GuildID()))
	}
	var bare []object
	get(t, c, "applications/"+s.BotID()+"/commands", &bare)
	if _, ok := bare[1]["name_localizations"]; ok {
		t.Errorf("translations are listed unasked: %v", bare[1])
	}
}
