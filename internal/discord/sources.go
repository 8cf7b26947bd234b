package discord

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"path"
	"slices"
	"strconv"
	"strings"

	"entente/internal/answer"
	"entente/internal/texts"

	"github.com/bwmarrin/discordgo"
)

const (
	// sourcesOnSheet is how many articles a sheet lists; a menu has at most 25.
	sourcesOnSheet = 10
	// maxListed is how many units a sheet shows at most of the title of an
	// article, and of where it is from: a description has room for twice that
	// many of each article.
	maxListed = 150
	// maxAttached is how many bytes a file may have that is attached anywhere.
	maxAttached = 10 << 20
	// maxAttachedName is Discord's limit for the name of a file, in units.
	maxAttachedName = 260
)

// sources lists the articles.
func (b *bot) sources(_ context.Context, in *discordgo.Interaction) reply {
	return drawSources(b.Engine().Sources(), 0, language(in))
}

// sourcesSheet shows the sheet of the list that arg names with its language.
func (b *bot) sourcesSheet(_ context.Context, _ *discordgo.Interaction, arg string) reply {
	lang, number, _ := strings.Cut(arg, ":")
	n, _ := strconv.Atoi(number)
	return drawSources(b.Engine().Sources(), n, lang)
}

func drawSources(all []answer.Source, number int, lang string) reply {
	t := texts.In(lang)
	if len(all) == 0 {
		return aside(t.NoSources)
	}
	sheet := turnTo(number, len(all), sourcesOnSheet)
	var list strings.Builder
	menu := discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: sourceKey, Placeholder: t.OpenSource,
	}
	for _, s := range all[sheet.from:sheet.to] {
		fmt.Fprintf(&list, "**%s**\n-# %s\n", heading(s, maxListed, escape), provenance(s, t, maxListed, escape))
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{
			Label: heading(s, maxChoice, unmarked), Description: provenance(s, t, maxChoice, unmarked), Value: sourceID(s.File),
		})
	}
	return reply{
		embeds: []*discordgo.MessageEmbed{{
			Title: t.SourcesTitle(len(all)), Description: list.String(), Color: aboutColor, Footer: sheet.footer("", t),
		}},
		components: append(row(menu), sheet.buttons(sourcesKey+":"+lang, t)...),
	}
}

// heading draws the title of an article, or the name of its file where that
// shows nothing, in at most room units.
func heading(s answer.Source, room int, draw func(string) string) string {
	if title := unmarked(s.Title); title != "" {
		return fit(title, room, draw)
	}
	return fitName(unmarked(s.File), room, draw)
}

// provenance says from where and when an article is, its date once, and how many
// passages it has, drawn in at most room units. Of these only the first may be long.
func provenance(s answer.Source, t *texts.Texts, room int, draw func(string) string) string {
	parts := []string{draw(t.Passages(s.Passages))}
	if date := fit(t.Date(s.Date), maxDate, draw); date != "" && !strings.Contains(s.Publisher, t.Date(s.Date)) {
		parts = slices.Insert(parts, 0, date)
	}
	rest := strings.Join(parts, " · ")
	if publisher := fit(s.Publisher, room-units(" · "+rest), draw); publisher != "" {
		return publisher + " · " + rest
	}
	return rest
}

// sourceID returns a short name for a file, by which it is found again.
func sourceID(file string) string {
	h := fnv.New64a()
	h.Write([]byte(file))
	return strconv.FormatUint(h.Sum64(), 36)
}

// openSource shows the article that was chosen: its beginning, its topics, and
// its file.
func (b *bot) openSource(_ context.Context, in *discordgo.Interaction, _ string) reply {
	lang := language(in)
	for _, s := range b.Engine().Sources() {
		for _, id := range in.MessageComponentData().Values {
			if sourceID(s.File) == id {
				return drawSource(s, lang)
			}
		}
	}
	return aside(texts.In(lang).SourceGone)
}

func drawSource(s answer.Source, lang string) reply {
	t := texts.In(lang)
	e := &discordgo.MessageEmbed{
		Title: heading(s, maxTitle, escape), Color: answeredColor,
		Footer: &discordgo.MessageEmbedFooter{Text: t.Verbatim},
	}
	r := reply{embeds: []*discordgo.MessageEmbed{e}}
	note := ""
	if len(s.Text) <= maxAttached {
		r.files = []*discordgo.File{{
			Name: attachedName(s.File), ContentType: "text/plain; charset=utf-8", Reader: bytes.NewReader([]byte(s.Text)),
		}}
	} else {
		note = "\n" + t.TooLarge
	}
	head := "-# " + provenance(s, t, maxName, escape) + "\n"
	topics := topicsOf(s, t, maxDescription/3)
	beginning := s.Beginning
	beginning.Title, beginning.Date = "", "" // they stand above
	e.Description = head + quotes([]answer.Quote{beginning}, t, maxDescription-units(head+topics+note)) + topics + note
	return r
}

// topicsOf lists the topics of an article, in at most room units.
func topicsOf(s answer.Source, t *texts.Texts, room int) string {
	var b strings.Builder
	for _, h := range s.Topics {
		line := "\n• " + fit(h, maxName, escape)
		if b.Len() == 0 {
			line = "\n\n**" + t.InArticle + "**" + line
		}
		if units(b.String()+line+omission) > room {
			b.WriteString("\n•" + omission)
			break
		}
		b.WriteString(line)
	}
	return b.String()
}

// attachedName returns the name under which a file is attached: the last part
// of its own, of signs that no system stumbles over.
func attachedName(file string) string {
	return fitName(path.Base(file), maxAttachedName, func(name string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case visible(r) != r, r == '\n', strings.ContainsRune(`/\:*?"<>|`, r):
				return '_'
			}
			return r
		}, name)
	})
}
