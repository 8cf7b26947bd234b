package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"entente/internal/discord/discordtest"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// An exchange is something that a member does, and what the bot answers, as
// docs/picture draws it. One of Says, Uses and Clicks is given.
type exchange struct {
	Member  string   `json:"member"`
	Says    string   `json:"says,omitempty"`
	Replies bool     `json:"replies,omitempty"` // says it in reply to the answer above
	Uses    string   `json:"uses,omitempty"`    // a command
	On      *message `json:"on,omitempty"`      // that the command is used on
	Clicks  string   `json:"clicks,omitempty"`  // a button or an option of a menu
	Answer  sight    `json:"answer"`
}

// A message is what somebody else says.
type message struct {
	Member string `json:"member"`
	Says   string `json:"says"`
}

// A sight is what a member sees of an answer.
type sight struct {
	Content    string                       `json:"content,omitempty"`
	Embeds     []*discordgo.MessageEmbed    `json:"embeds,omitempty"`
	Components []discordgo.MessageComponent `json:"components,omitempty"`
	Files      []file                       `json:"files,omitempty"`
	Form       *discordtest.Form            `json:"form,omitempty"`
	Private    bool                         `json:"private,omitempty"` // nobody else sees it
}

// A file is one that is attached.
type file struct {
	Name string `json:"name"`
	Size int    `json:"size"` // bytes
}

func see(m *discordgo.Message) sight {
	s := sight{Content: m.Content, Embeds: m.Embeds, Components: m.Components}
	for _, a := range m.Attachments {
		s.Files = append(s.Files, file{a.Filename, a.Size})
	}
	return s
}

// A visit is what one member does, for one picture.
type visit struct {
	*testing.T
	server    *discordtest.Server
	member    *discordtest.Member
	words     *texts.Texts
	exchanges []exchange
}

// says writes a message to the bot, in reply to its answer unless that is nil.
func (v *visit) says(text string, to *discordgo.Message) *discordgo.Message {
	v.Helper()
	e := exchange{Says: text, Replies: to != nil}
	var said *discordgo.Message
	if to != nil {
		said = v.member.ReplyTo(to, text)
	} else {
		e.Says = "@Entente " + text
		said = v.member.Say(v.server.Channel(), "<@"+v.server.BotID()+"> "+text)
	}
	answer, err := v.server.Reply(v.Context(), said)
	if err != nil {
		v.Fatal(err)
	}
	v.keep(e, see(answer))
	return answer
}

// uses uses a slash command.
func (v *visit) uses(command string, label texts.Label, options map[string]any) *discordgo.Message {
	v.Helper()
	return v.await(exchange{Uses: "/" + label.Name}, v.member.Slash(v.server.Channel(), command, options))
}

// looksUp uses the command in the menu of somebody's message.
func (v *visit) looksUp(by, text string) {
	v.Helper()
	said := v.server.Member(by, v.member.Locale).Say(v.server.Channel(), text)
	v.await(exchange{Uses: v.words.LookUp.Name, On: &message{by, text}}, v.member.UseOn(said, texts.In("en").LookUp.Name))
}

// clicks presses a button.
func (v *visit) clicks(on *discordgo.Message, label string) *discordgo.Message {
	v.Helper()
	return v.await(exchange{Clicks: label}, v.member.Click(on, label))
}

// chooses chooses from a menu.
func (v *visit) chooses(on *discordgo.Message, label string) {
	v.Helper()
	v.await(exchange{Clicks: label}, v.member.Choose(on, label))
}

// await keeps what comes of an interaction.
func (v *visit) await(e exchange, in *discordtest.Interaction) *discordgo.Message {
	v.Helper()
	r, err := in.Response(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	s := sight{Form: r.Form}
	if r.Message != nil {
		s = see(r.Message)
	}
	s.Private = r.Ephemeral
	v.keep(e, s)
	return r.Message
}

func (v *visit) keep(e exchange, s sight) {
	e.Member, e.Answer = v.member.Name, s
	v.exchanges = append(v.exchanges, e)
}

// only forgets all but the last exchanges.
func (v *visit) only(last int) { v.exchanges = v.exchanges[len(v.exchanges)-last:] }

// asked is what members ask, by language.
var asked = map[string]struct{ amount, first, total, clause, musk, left, price, topic, from, to, noDate string }{
	"fr": {
		amount: "Combien Microsoft a-t-il investi dans OpenAI\u202f?",
		first:  "Combien Microsoft a-t-il investi en 2019\u202f?", total: "et au total\u202f?",
		clause: "Qu’est-ce que la clause AGI\u202f?",
		musk:   "Elon Musk est encore chez OpenAI\u202f?",
		left:   "Quand Elon Musk a-t-il quitté le conseil d’administration d’OpenAI\u202f?",
		price:  "Combien coûte un abonnement à ChatGPT Plus\u202f?",
		topic:  "milliards investis", from: "2019", to: "janvier 2023", noDate: "l’an dernier",
	},
	"en": {
		amount: "How much has Microsoft invested in OpenAI?",
		first:  "How much did Microsoft invest in 2019?", total: "and in total?",
		clause: "What is the AGI clause?",
		musk:   "Is Elon Musk still at OpenAI?",
		left:   "When did Elon Musk leave the board of OpenAI?",
		price:  "How much does Copilot cost?",
		topic:  "billions invested", from: "2019", to: "January 2023", noDate: "last year",
	},
}

// The pictures of docs/gallery are drawn from what the bot really sends.
func TestGallery(t *testing.T) {
	for lang, locale := range map[string]string{"fr": "fr", "en": "en-US"} {
		t.Run(lang, func(t *testing.T) {
			pictures := visits(t, lang, locale)
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "\t")
			if err := enc.Encode(pictures); err != nil {
				t.Fatal(err)
			}
			golden := "../../docs/gallery/" + lang + ".json"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("what members see has changed; make gallery draws it anew (-want +got):\n%s", diff)
			}
		})
	}
}

// visits returns what is on each picture, by its name.
func visits(t *testing.T, lang, locale string) map[string][]exchange {
	s := discordtest.NewServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	corpus := t.TempDir()
	if err := os.CopyFS(corpus, os.DirFS("../../corpus")); err != nil {
		t.Fatal(err)
	}
	bot := start(t, s, s.Token(), "CORPUS_DIR="+corpus, "CHANNEL_COOLDOWN=0s")
	if err := s.WaitCommands(ctx); err != nil {
		t.Fatal(err)
	}
	// The first examples take a while, after which Discord is told to wait.
	if _, err := s.Member("Early", locale).Slash(s.Channel(), "help", nil).Response(ctx); err != nil {
		t.Fatal(err)
	}
	ask, words := asked[lang], texts.In(lang)
	pictures := make(map[string][]exchange)
	draw := func(name string, act func(*visit)) {
		v := &visit{T: t, server: s, member: s.Member("Alice", locale), words: words}
		act(v)
		pictures[name] = v.exchanges
	}
	question := func(text string) map[string]any { return map[string]any{"question": text} }

	draw("answer", func(v *visit) { v.says(ask.clause, nil) })
	draw("follow-up", func(v *visit) { v.says(ask.total, v.says(ask.first, nil)) })
	draw("differ", func(v *visit) { v.uses("ask", words.Ask, question(ask.amount)) })
	draw("look-up", func(v *visit) { v.looksUp("Hugo", ask.musk) })
	draw("silence", func(v *visit) { v.uses("ask", words.Ask, question(ask.price)) })
	draw("context", func(v *visit) {
		v.clicks(v.says(ask.left, nil), words.Context)
		v.only(1)
	})
	draw("further", func(v *visit) {
		v.clicks(v.says(ask.clause, nil), words.Further)
		v.only(1)
	})
	draw("sources", func(v *visit) {
		list := v.uses("sources", words.Sources, nil)
		v.chooses(list, "Une clause sur l’AGI donnerait à OpenAI le moyen de rompre avec Microsoft")
	})
	draw("timeline", func(v *visit) {
		v.uses("timeline", words.Timeline, map[string]any{"from": ask.from, "to": ask.to})
	})
	draw("compare", func(v *visit) { v.uses("compare", words.Compare, map[string]any{"topic": ask.topic}) })
	draw("help", func(v *visit) {
		v.uses("help", words.Help, nil)
		about := v.uses("about", words.About, nil).Embeds[0]
		about.Description = strings.Replace(about.Description, version(), "v1.0.0", 1) // every build has its own
	})
	draw("votes", func(v *visit) {
		answer := v.says(ask.clause, nil)
		v.clicks(answer, "👍")
		v.clicks(answer, "👎")
		v.only(2)
	})
	draw("refusals", func(v *visit) {
		for range 5 {
			v.uses("help", words.Help, nil)
		}
		v.uses("ask", words.Ask, question(ask.amount)) // too soon
		v.only(1)
		told := &v.exchanges[0].Answer.Content
		*told = regexp.MustCompile(`\d`).ReplaceAllString(*told, "5") // fewer on a slow machine

		v.member = s.Member("Alice", locale)
		v.uses("ask", words.Ask, question(strings.Repeat(ask.amount, 40)))
		v.uses("timeline", words.Timeline, map[string]any{"from": ask.noDate})

		answer := v.says(ask.clause, nil)
		v.exchanges = v.exchanges[:len(v.exchanges)-1]
		article := filepath.Join(corpus, "2024-10-clause-agi.md")
		text, err := os.ReadFile(article)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(article, bytes.ReplaceAll(text, []byte("clause"), []byte("disposition")), 0o644); err != nil {
			t.Fatal(err)
		}
		bot.log.wait(t, "corpus read again", 1)
		v.clicks(answer, words.Context)
	})
	return pictures
}
