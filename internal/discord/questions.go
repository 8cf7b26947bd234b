package discord

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// A question is what somebody asks, as plain text on one line.
type question struct {
	text string // empty if there is no word in it
	lang string // of the person, "fr" or "en"; empty if not known

	before []answer.Turn // of the conversation that it goes on with
	hidden bool          // it stands in a message that Discord does not show
}

// addressed reports whether m is a person's message to the bot: a direct
// message, or one that mentions it. A reply to the bot mentions it too, unless
// the person has switched that off.
func addressed(m *discordgo.Message, botID string) bool {
	switch {
	case m.Author == nil || m.Author.Bot || m.WebhookID != "":
		return false
	case m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply:
		return false // Discord's own: somebody joined, pinned a message…
	}
	return m.GuildID == "" || slices.ContainsFunc(m.Mentions, func(u *discordgo.User) bool { return u.ID == botID })
}

// readMessage reads the question in a message. Discord does not tell which
// language the author speaks.
func readMessage(m *discordgo.Message, botID string) question {
	names := make(map[string]string, len(m.Mentions))
	for _, u := range m.Mentions {
		if u.ID != botID {
			names[u.ID] = u.DisplayName()
		}
	}
	return question{text: plainText(m.Content, names)}
}

// readOption reads the question in an option of a slash command.
func readOption(in *discordgo.Interaction, label texts.Label) question {
	return question{text: plainText(optionText(in, label), nil), lang: language(in)}
}

// optionText returns what was entered at an option of a slash command.
func optionText(in *discordgo.Interaction, label texts.Label) string {
	if o := in.ApplicationCommandData().GetOption(label.Name); o != nil {
		text, _ := o.Value.(string)
		return text
	}
	return ""
}

// readTarget reads the question in the message that a command of its menu is
// used on.
func readTarget(in *discordgo.Interaction, botID string) question {
	data := in.ApplicationCommandData()
	q := question{lang: language(in)}
	if data.Resolved != nil && data.Resolved.Messages[data.TargetID] != nil {
		q.text = readMessage(data.Resolved.Messages[data.TargetID], botID).text
	}
	return q
}

// markup is what Discord puts into the text of a message for what is not text.
// The groups are: the ID of a person, the name of an emoji, of a command, a
// time in seconds since 1970.
var markup = regexp.MustCompile(`<@!?(\d+)>|<a?:(\w+):\d+>|</([^:>]+):\d+>|<t:(-?\d{1,12})(?::\w)?>|<(?:@&|#)\d+>|<id:[^>]+>`)

// plainText makes plain text on one line of what somebody wrote: people are
// called by the names given by ID. What Discord gives no name for, such as
// roles and channels, is left out, and so is a text without a word.
func plainText(text string, names map[string]string) string {
	text = markup.ReplaceAllStringFunc(text, func(s string) string {
		m := markup.FindStringSubmatch(s)
		if sec, err := strconv.ParseInt(m[4], 10, 64); err == nil {
			return time.Unix(sec, 0).UTC().Format(time.DateOnly)
		}
		if m[2] != "" {
			return ":" + m[2] + ":"
		}
		return names[m[1]] + m[3]
	})
	text = strings.Join(strings.Fields(text), " ")
	text = strings.TrimLeft(text, " ,;:") // of "@Entente, when…"
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return ""
	}
	return text
}
