package discord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entente/internal/answer"
	"entente/internal/discord"
	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// quote makes a quote in which the parts of text between braces matched.
func quote(file string, line int, title, date, text string) answer.Quote {
	q := answer.Quote{File: file, Line: line, Title: title, Date: date, Score: 0.8}
	for i, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '{' || r == '}' }) {
		if i%2 == 1 {
			q.Highlights = append(q.Highlights, [2]int{len(q.Text), len(q.Text) + len(part)})
		}
		q.Text += part
	}
	q.End = len(q.Text)
	return q
}

// golden compares what a member sees with a golden file: v holds what Discord
// received and accepted.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s, rewritten by -update (-want +got):\n%s", file, diff)
	}
}

// A sight is what a member sees of a message.
type sight struct {
	Content    string                       `json:"content,omitempty"`
	Embeds     []*discordgo.MessageEmbed    `json:"embeds,omitempty"`
	Components []discordgo.MessageComponent `json:"components,omitempty"`
}

func see(m *discordgo.Message) sight { return sight{m.Content, m.Embeds, m.Components} }

func TestGolden(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Une phrase qui se répète sans fin, avec un_nom_de_fichier dedans. ", 100)
	answers := map[string]answer.Answer{
		"one-quote": {Lang: "fr", Quotes: []answer.Quote{
			quote("accord.md", 14, "Un accord pour dix ans", "2023-01-23",
				"La {société} a {investi} un milliard d’euros, soit 13,75 % du capital."),
		}},
		"three-quotes": {Lang: "en", Quotes: []answer.Quote{
			quote("2023/partners.md", 3, "Partners for ten years", "2023-01-23", "The {board} met twice before the {vote}."),
			quote("board.txt", 120, "Who sits on the board?", "2024-10", "The {vote} was close: five to four.\nThe chair abstained."),
			quote("history.txt", 1, "A short history", "2019", "Nobody on the {board} had asked for a {vote} until then."),
		}},
		"no-titles": {Lang: "fr", Quotes: []answer.Quote{
			quote("notes.txt", 7, "", "", "Le {conseil} s’est réuni deux fois."),
			quote("notes.txt", 2048, "", "", "Il a {voté} à main levée."),
		}},
		"hostile": {Lang: "en", Quotes: []answer.Quote{
			quote("__init__*.txt", 1, "[click](https://example.com) @everyone", "> soon",
				"# {Not} a heading\n- not_a_list, *nor* {`code`}\n1. <@123> <#4> :smile: https://example.com\u202e ||gone||"),
		}},
		"over-long": {Lang: "fr", Quotes: []answer.Quote{
			quote(strings.Repeat("dossier/", 200)+"a.txt", 9, long, "2024-10-18", long),
			quote("b.txt", 1, "Court", "2024-10-18", "Une {réponse} courte, qui reste entière."),
			quote("c.txt", 99999, long, "", long),
		}},
		"sources-differ": {Lang: "fr", Note: "Les sources ne donnent pas le même chiffre.", Quotes: []answer.Quote{
			quote("neuf.md", 7, "Le pont", "2022-05", "Le {pont} a {coûté} 13,5 millions d’euros."),
			quote("ancien.md", 4, "Le pont", "2020-01-01", "Le {pont} a {coûté} 12 millions d’euros."),
		}},
		"silence-fr": {Lang: "fr", Note: "Le mot «\u202flicorne\u202f» ne figure dans aucun article."},
		"silence-en": {Lang: "en", Note: "The articles do not answer this question."},
	}
	s := discordtest.NewServer(t)
	login(t, s, func(_ context.Context, q answer.Question) (answer.Answer, error) {
		a := answers[q.Text]
		a.Answered, a.More = len(a.Quotes) > 0, len(a.Quotes) == 3
		return a, nil
	}, func(cfg *discord.Config) { cfg.Journal = new(ballotBox) })
	alice := s.Member("alice", "fr")
	for name := range answers {
		t.Run(name, func(t *testing.T) {
			r := reply(t, s, alice.DM(name))
			golden(t, name, see(r))
		})
	}
}
