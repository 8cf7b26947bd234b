package main

import (
	"fmt"

	"entente/internal/discord"
)

type inviteCommand struct {
	Token string `env:"DISCORD_TOKEN" help:"The bot's token."`
	User  bool   `help:"Print the link that adds the commands to a person's own account instead."`
}

// Run prints the link that adds the bot to a server.
func (c *inviteCommand) Run() error {
	if c.Token == "" {
		return errNoToken
	}
	invite := discord.ServerInvite
	if c.User {
		invite = discord.UserInvite
	}
	link, err := invite(c.Token)
	if err != nil {
		return err
	}
	_, err = fmt.Println(link)
	return err
}
