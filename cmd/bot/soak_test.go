package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

const (
	// soakEvery is how many questions are asked from one sample to the next.
	soakEvery = 5000
	// soakMembers is how many members ask them.
	soakMembers = 5000
	// soakAtOnce is how many are asked before their answers are waited for.
	soakAtOnce = 16
)

// A held is something that a process holds more of if it leaks.
type held struct {
	name, metric string
	unit         float64 // what one of it is
	samples      []float64
	slack        float64 // by which it may grow in the second half, beside a tenth
}

// BenchmarkSoak asks the real program, of many members, more questions than it
// can keep in mind, of words that it has never seen, and samples what it holds
// whenever all are answered:
//
//	go test ./cmd/bot -run - -bench Soak -benchtime 100000x -timeout 1h -update
//
// -update draws the samples, as they come. The loopback Discord is in the process of the
// benchmark, where nothing is sampled.
func BenchmarkSoak(b *testing.B) {
	s := discordtest.NewServer(b)
	s.KeepPace(1)
	bot := start(b, s, s.Token(), "LOG_LEVEL=info", "METRICS_ADDR=:0", "CORPUS_DIR="+lighthouses(b, "Anne"),
		"MEMBER_COOLDOWN=0s", "CHANNEL_COOLDOWN=0s")
	addr := bot.metricsAddr(b)
	ctx, cancel := context.WithTimeout(b.Context(), 30*time.Second)
	defer cancel()
	if err := s.WaitReady(ctx); err != nil {
		b.Fatal(err)
	}
	if err := s.WaitCommands(ctx); err != nil {
		b.Fatal(err)
	}
	var members []*discordtest.Member
	for i := range soakMembers {
		members = append(members, s.Member(fmt.Sprint("member", i), []string{"fr", "en-US"}[i%2]))
	}
	all := []*held{
		{name: "live heap, MiB", metric: "go_gc_heap_live_bytes", unit: 1 << 20},
		{name: "resident memory, MiB", metric: "process_resident_memory_bytes", unit: 1 << 20},
		{name: "goroutines", metric: "go_goroutines", unit: 1, slack: 2 * soakAtOnce},
		{name: "open files", metric: "process_open_fds", unit: 1, slack: soakAtOnce},
	}
	asked := 0
	var commands []*discordtest.Interaction
	var messages []*discordgo.Message
	settle := func() {
		for _, in := range commands {
			if r, err := in.Response(b.Context()); err != nil || len(r.Message.Embeds) == 0 {
				b.Fatalf("after %d questions: %v, %+v", asked, err, r)
			}
		}
		for _, m := range messages {
			if r, err := s.Reply(b.Context(), m); err != nil || len(r.Embeds) == 0 {
				b.Fatalf("after %d questions: %v, %+v", asked, err, r)
			}
		}
		commands, messages = commands[:0], messages[:0]
	}
	for b.Loop() {
		m, text := members[asked*7%soakMembers], soakQuestion(asked)
		switch asked % 50 {
		case 0:
			messages = append(messages, m.DM(text))
		case 1, 2, 3, 4, 5:
			commands = append(commands, m.Slash(s.Thread(), "ask", map[string]any{"question": text}))
		default:
			commands = append(commands, m.Slash(s.Channel(), "ask", map[string]any{"question": text}))
		}
		if asked++; asked%soakAtOnce == 0 {
			settle()
		}
		if asked%soakEvery == 0 {
			settle()
			page := scrape(b, addr)
			for _, h := range all {
				h.samples = append(h.samples, sample(b, page, h.metric)/h.unit)
			}
			if *update {
				if err := os.WriteFile("../../docs/soak.svg", []byte(plot(all, asked)), 0o644); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	settle()
	for _, h := range all {
		b.Logf("%s every %d questions: %.1f", h.name, soakEvery, h.samples)
		if n := len(h.samples); n >= 10 {
			if half, last := h.samples[n/2-1], h.samples[n-1]; last > half*1.1+h.slack {
				b.Errorf("%s grow from %.1f in the middle to %.1f at the end", h.name, half, last)
			}
		}
	}
}

// soakQuestion returns a question: of three, one that is answered, one with a
// word that was never asked before, and one that begins as many do.
func soakQuestion(n int) string {
	switch n % 3 {
	case 0:
		return fmt.Sprintf("Qui garde le phare numéro %d ?", n%1500)
	case 1:
		return fmt.Sprintf("Who painted the lighthouse of Ker%sec?", strings.Map(func(r rune) rune { return r - '0' + 'a' }, strconv.Itoa(n)))
	default:
		return fmt.Sprintf("Depuis combien d'années le phare %d est-il gardé ?", n)
	}
}

// sample returns a metric of a page of them.
func sample(b testing.TB, page, metric string) float64 {
	b.Helper()
	found := regexp.MustCompile(`(?m)^` + metric + ` (\S+)$`).FindStringSubmatch(page)
	if found == nil {
		b.Fatalf("no %s in the metrics:\n%s", metric, page)
	}
	value, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		b.Fatal(err)
	}
	return value
}

// plot draws samples over questions as SVG, one panel below the other.
func plot(all []*held, asked int) string {
	const left, width, height, gap = 16, 560, 70, 40
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="#24292f">`+"\n",
		width+90, len(all)*(height+gap)+gap)
	svg.WriteString("<title>What the bot holds, over the questions that it was asked</title>\n" + `<rect width="100%" height="100%" fill="#fff"/>` + "\n")
	bottom := 0
	for i, h := range all {
		most := 0.0
		for _, v := range h.samples {
			most = max(most, v)
		}
		bottom = gap + i*(height+gap) + height
		x, y := 0.0, 0.0
		var points []string
		for j, v := range h.samples {
			x = left + width*float64((j+1)*soakEvery)/float64(asked)
			y = float64(bottom) - height*v/most
			points = append(points, fmt.Sprintf("%.1f,%.1f", x, y))
		}
		fmt.Fprintf(&svg, `<text x="%d" y="%d">%s</text>`+"\n", left, bottom-height-10, h.name)
		fmt.Fprintf(&svg, `<path d="M%d %dv%dh%d" fill="none" stroke="#8c959f"/>`+"\n", left, bottom-height, height, width)
		fmt.Fprintf(&svg, `<polyline points="%s" fill="none" stroke="#0969da" stroke-width="2"/>`+"\n", strings.Join(points, " "))
		fmt.Fprintf(&svg, `<text x="%.1f" y="%.1f">%.4g</text>`+"\n", x+6, y+4, h.samples[len(h.samples)-1])
	}
	fmt.Fprintf(&svg, `<text x="%d" y="%d">0</text><text x="%d" y="%d" text-anchor="end">%d questions</text>`+"\n", left, bottom+16, left+width, bottom+16, asked)
	svg.WriteString("</svg>\n")
	return svg.String()
}
