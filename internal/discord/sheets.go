package discord

import (
	"strconv"
	"strings"

	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

// A sheet is the part [from, to) of a list that is shown at a time.
type sheet struct {
	number, of int // number is from 0
	from, to   int
}

// turnTo returns a sheet of a list, or the nearest there is.
func turnTo(number, length, onSheet int) sheet {
	s := sheet{of: max(1, (length+onSheet-1)/onSheet)}
	s.number = max(0, min(number, s.of-1))
	s.from = s.number * onSheet
	s.to = min(s.from+onSheet, length)
	return s
}

// footer adds to a text, which may be empty, which sheet of several this is.
func (s sheet) footer(text string, t *texts.Texts) *discordgo.MessageEmbedFooter {
	if s.of > 1 {
		text = strings.TrimSpace(text + " " + t.Page(s.number+1, s.of))
	}
	if text == "" {
		return nil
	}
	return &discordgo.MessageEmbedFooter{Text: text}
}

// buttons turn the sheet. The custom ID of each is the given one and the number
// of the sheet that it turns to.
func (s sheet) buttons(customID string, t *texts.Texts) []discordgo.MessageComponent {
	if s.of == 1 {
		return nil
	}
	to := func(number int) string { return customID + ":" + strconv.Itoa(number) }
	return row(
		turning(t.Previous, to(s.number-1), s.number > 0),
		turning(t.Next, to(s.number+1), s.number < s.of-1),
	)
}
