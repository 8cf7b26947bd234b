package discord

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// maxChoice is the length in units of what Discord lists to choose from.
const maxChoice = 100

// completeQuestion goes on with the question that is typed: with questions and
// topics that the articles answer.
func (b *bot) completeQuestion(ctx context.Context, in *discordgo.Interaction) []*discordgo.ApplicationCommandOptionChoice {
	typed := ""
	for _, o := range in.ApplicationCommandData().Options {
		if text, ok := o.Value.(string); ok && o.Focused {
			typed = text
		}
	}
	topics, err := b.Engine().Topics(ctx, fit(typed, maxQuestion, unmarked), language(in))
	if err != nil {
		b.Log.Error("cannot complete what is typed", "err", err)
	}
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, topic := range topics {
		if text := fit(topic, maxChoice, unmarked); text != "" {
			choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: text, Value: text})
		}
	}
	return choices
}

// completeTopic goes on with the topic that is typed, which is not a question.
func (b *bot) completeTopic(ctx context.Context, in *discordgo.Interaction) []*discordgo.ApplicationCommandOptionChoice {
	return slices.DeleteFunc(b.completeQuestion(ctx, in), func(c *discordgo.ApplicationCommandOptionChoice) bool {
		return strings.HasSuffix(c.Name, "?")
	})
}

// unmarked returns what of text is to be seen, on one line, for where Discord
// reads no markdown.
func unmarked(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.Map(visible, text), "\n", " "))
}
