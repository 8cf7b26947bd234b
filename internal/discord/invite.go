package discord

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// permissions are those that the bot needs in a channel: to see it, to reply
// there and in its threads, with quotes in embeds and articles as files, and to
// read the messages that a reply goes on from.
const permissions = discordgo.PermissionViewChannel |
	discordgo.PermissionSendMessages |
	discordgo.PermissionSendMessagesInThreads |
	discordgo.PermissionEmbedLinks |
	discordgo.PermissionAttachFiles |
	discordgo.PermissionReadMessageHistory

// ServerInvite returns the link by which somebody who manages a server adds the
// bot to it. The token says which bot.
func ServerInvite(token string) (string, error) {
	return invite(token, discordgo.ApplicationIntegrationGuildInstall, url.Values{
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.Itoa(permissions)},
	})
}

// UserInvite returns the link by which a person adds the bot's commands to their
// own account, to use them everywhere.
func UserInvite(token string) (string, error) {
	return invite(token, discordgo.ApplicationIntegrationUserInstall, url.Values{"scope": {"applications.commands"}})
}

func invite(token string, kind discordgo.ApplicationIntegrationType, query url.Values) (string, error) {
	id, err := applicationID(token)
	if err != nil {
		return "", err
	}
	query.Set("client_id", id)
	query.Set("integration_type", strconv.Itoa(int(kind)))
	return "https://discord.com/oauth2/authorize?" + query.Encode(), nil
}

// applicationID reads the application that a token is of from its first part,
// so that no connection is needed.
func applicationID(token string) (string, error) {
	part, _, dotted := strings.Cut(bareToken(token), ".")
	id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(part, "="))
	if err == nil {
		_, err = strconv.ParseUint(string(id), 10, 64)
	}
	if err != nil || !dotted {
		return "", errors.New("no application can be read from the token: " + fatal[4004])
	}
	return string(id), nil
}
