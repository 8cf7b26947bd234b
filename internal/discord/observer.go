package discord

import (
	"time"

	"github.com/bwmarrin/discordgo"
)

// An Observer hears what the bot does, to count and to time it. It hears
// nothing of who asks, nor what. Its methods may be called by many goroutines.
type Observer interface {
	// Answered hears of a question by the way it came, what became of it, and
	// the time until that was sent.
	Answered(way, outcome string, took time.Duration)
	// Searched hears how long it took to find the quotes.
	Searched(took time.Duration)
	// Waiting hears how many wait for their turn.
	Waiting(questions int)
	// Connected hears that a shard is connected, and whether it resumed its
	// session; Disconnected, that it is not yet, or no more.
	Connected(shard int, resumed bool)
	Disconnected(shard int)
	// Requested hears of each attempt at a request: the HTTP status of the
	// response, 0 if there was none, and the scope of the rate limit that it
	// is refused for.
	Requested(status int, scope string)
}

// The ways by which questions come.
const (
	byMessage = "message" // a mention or a direct message
	byCommand = "command"
	byMenu    = "menu" // of a message
	byClick   = "click"
)

// What becomes of a question.
const (
	gotQuotes  = "quoted"
	gotSilence = "silent"  // the articles do not say
	gotOther   = "shown"   // what else was asked for
	gotRefusal = "refused" // it comes too soon, is too long, is none…
	gotApology = "failed"
)

// wayOf returns the way by which what an interaction asks for came.
func wayOf(in *discordgo.Interaction) string {
	switch {
	case in.Type != discordgo.InteractionApplicationCommand:
		return byClick
	case in.ApplicationCommandData().CommandType == discordgo.MessageApplicationCommand:
		return byMenu
	}
	return byCommand
}

// observe tells of a question what became of it.
func (b *bot) observe(way, outcome string, began time.Time) {
	took := time.Since(began)
	b.Observer.Answered(way, outcome, took)
	b.Log.Debug("question dealt with", "way", way, "outcome", outcome, "took", took)
}

// unobserved hears nothing.
type unobserved struct{}

func (unobserved) Answered(way, outcome string, took time.Duration) {}
func (unobserved) Searched(took time.Duration)                      {}
func (unobserved) Waiting(questions int)                            {}
func (unobserved) Connected(shard int, resumed bool)                {}
func (unobserved) Disconnected(shard int)                           {}
func (unobserved) Requested(status int, scope string)               {}
