package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxNormal bounds in bytes the blocks that are compared with the words and
// shapes of furniture. Longer ones are only looked at for tag clouds and
// placeholder Latin.
const maxNormal = 400

// normal returns text in lower case, with single spaces and plain
// apostrophes, and no marks at either end.
func normal(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(s), "’", "'")), " ")
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' })
}

// markFurniture finds the blocks that belong to the page rather than to the
// article. A line that may be either stays in the article.
func (p *page) markFurniture() {
	titled := false
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.title:
			titled = true
		case b.leftOut != "":
		case titled && p.repeatsTitle(b):
			b.leftOut = "title said again"
		default:
			b.leftOut = p.shape(b)
		}
	}
	p.markBylines()
	p.markLabels()
	p.markSocial()
	p.markTail()
	p.cutRunOn()
}

func (p *page) isFurniture(b *block) bool { return b.leftOut != "" || p.shape(b) != "" }

// shape returns why a block is furniture whatever stands around it; empty
// when it is not.
func (p *page) shape(b *block) string {
	s := p.text[b.Start:b.End]
	n := b.normal
	paragraph := b.kind == paragraphBlock
	if prompt := findPrompt(n); prompt != nil && !prompt.label {
		return prompt.reason
	}
	switch {
	case b.kind != itemBlock && isBreadcrumb(n, normal(p.article.Title)):
		return "breadcrumb"
	case paragraph && isMarkupOnly(s):
		return "markup without text"
	case paragraph && isTagCloud(s, b.words):
		return "tag cloud"
	case hashtags.MatchString(s):
		return "tags"
	case paragraph && !b.quoted && !b.prose && isPlaceholder(s):
		return "placeholder Latin"
	case paragraph && isSocial(n) && len(networkName.FindAllString(n, 2)) > 1:
		return "social media widget"
	case isRunOn(n):
		return "prompt to the reader"
	}
	return ""
}

// repeatsTitle reports whether a block says the title again, alone or with a
// byline of a few words set apart from it.
func (p *page) repeatsTitle(b *block) bool {
	title := normal(p.article.Title)
	rest, ok := strings.CutPrefix(b.normal, title)
	if title == "" || !ok || b.kind == itemBlock {
		return false
	}
	if rest == "" {
		return true
	}
	if len(strings.Fields(title)) < 3 || len(strings.Fields(rest)) > 6 {
		return false
	}
	// What stands between the two is seen in the text only: normal has joined it.
	s := strings.ToLower(p.text[b.Start:b.End])
	name := strings.LastIndex(s, strings.Fields(rest)[len(strings.Fields(rest))-1])
	if i := strings.Index(s, strings.TrimLeftFunc(rest, isMark)); i >= 0 {
		name = i
	}
	if name < 0 {
		return false
	}
	gap := s[len(strings.TrimRightFunc(s[:name], isMark)):name]
	return strings.Contains(gap, "  ") || strings.ContainsAny(gap, "\t|·•–—»›")
}

func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

var (
	trailStep = regexp.MustCompile(`\s*[»>›→|•/·]\s*|\s+[-–—]\s+`)
	trailLead = regexp.MustCompile(`^(?:vous êtes ici|you are here)\W*`)
)

// isBreadcrumb reports whether a line is the trail of pages that lead to this
// one: it begins with the home page or ends with the title.
func isBreadcrumb(n, title string) bool {
	n = trailLead.ReplaceAllString(n, "")
	steps := trailStep.Split(n, -1)
	if len(steps) < 2 {
		return false
	}
	fromHome := steps[0] == "accueil" || steps[0] == "home"
	toTitle := title != "" && len(n) > len(title) && strings.HasSuffix(n, title)
	switch {
	case fromHome && toTitle, toTitle && len(steps) > 2:
		steps = trailStep.Split(strings.TrimRightFunc(strings.TrimSuffix(n, title), isMark), -1)
	case fromHome && (len(steps) > 2 || strings.ContainsAny(n, "»>›→")):
		steps = steps[:len(steps)-1]
	default:
		return false
	}
	return !slices.ContainsFunc(steps, func(step string) bool {
		return len(strings.Fields(step)) > 6 || strings.ContainsAny(step, ".!?;")
	})
}

var (
	markupOnly = regexp.MustCompile(`^(?:\s|!\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|\[[^\]]*\]\([^)]*\)|<?https?://[^\s>]*>?|</?[a-zA-Z][^<>]*>|[|·•/,-])+$`)
	hashtags   = regexp.MustCompile(`^#\pL[\pL\d_-]*(?:[\s,]+#\pL[\pL\d_-]*)+$`)
)

// isMarkupOnly reports whether a text is made of images, links, addresses and
// HTML tags.
func isMarkupOnly(s string) bool {
	return strings.ContainsAny(s[:1], "![<h|") && len(s) < 2000 && markupOnly.MatchString(s)
}

// isTagCloud reports whether a text is a long row of words that make no
// sentence: no punctuation and hardly a function word.
func isTagCloud(s string, words wordCount) bool {
	return words.all >= 25 && max(words.french, words.english)*12 < words.all &&
		!strings.ContainsAny(s, ".,;:!?…«»“”()\"")
}

var runOn = regexp.MustCompile(`^(?:sources?|tags?|étiquettes?|mots[- ]clés) ?: ?(.{1,200})$`)

// isRunOn reports whether a line names sources or tags and goes on, without a
// full stop between, with a prompt.
func isRunOn(n string) bool {
	m := runOn.FindStringSubmatch(n)
	if m == nil {
		return false
	}
	for i, r := range m[1] {
		if r == ' ' && findPrompt(m[1][i+1:]) != nil {
			return true
		}
	}
	return false
}

// markBylines finds the lines near the top that say when and by whom the
// article was published. Where many lines are dates they are the article's own.
func (p *page) markBylines() {
	const top, many = 12, 3
	dates := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if _, ok := bylineDate(p.text[b.Start:b.End], p.article.Lang); ok && b.normal != "" {
			dates++
		}
	}
	for i := range min(len(p.blocks), top) {
		b := &p.blocks[i]
		switch {
		case b.leftOut != "" || b.title:
		case p.isByline(b) && dates < many:
			iso, _ := bylineDate(p.text[b.Start:b.End], p.article.Lang)
			if p.article.Date == "" {
				p.article.Date = iso
			}
			b.leftOut = "date or byline"
		case b.prose:
			return
		}
	}
}

func (p *page) isByline(b *block) bool {
	_, ok := bylineDate(p.text[b.Start:b.End], p.article.Lang)
	return ok && b.kind == paragraphBlock && b.normal != ""
}

// markLabels leaves out the labels of a page's parts ("Search", "Tags"), but
// not where prose follows, as it does on a heading. Short lines under a label
// for tags are tags.
func (p *page) markLabels() {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.leftOut == "tags" {
			p.markTags(i + 1)
		}
		if b.leftOut != "" || b.title || b.kind == itemBlock {
			continue
		}
		prompt := findPrompt(b.normal)
		if prompt == nil {
			continue
		}
		if next := p.next(i); next < len(p.blocks) && p.blocks[next].prose {
			continue
		}
		b.leftOut = prompt.reason
		if prompt.reason == "tags" {
			p.markTags(i + 1)
		}
	}
}

func (p *page) markTags(from int) {
	for i := from; i < len(p.blocks); i++ {
		b := &p.blocks[i]
		if b.leftOut != "" || b.kind == headingBlock || b.words.all > 4 || b.words.french+b.words.english > 1 ||
			strings.ContainsAny(p.text[b.Start:b.End], ".!?:;") {
			return
		}
		b.leftOut = "tags"
	}
}

var (
	networkName = regexp.MustCompile(`\b(?:facebook|twitter|linkedin|whatsapp|pinterest|reddit|telegram|instagram|tiktok|youtube|bluesky|mastodon|threads|snapchat|discord|twitch)\b`)
	followWord  = regexp.MustCompile(`\b(?:follow|followers?|subscribe|subscribers?|suivre|suivez|abonnés?|fans?|likes)\b`)
	socialWords = set(`facebook twitter x linkedin whatsapp pinterest reddit telegram instagram tiktok youtube
		bluesky mastodon threads snapchat discord twitch rss follow followers follower subscribe
		subscribers subscriber likes like fans fan me us our page channel abonnés abonné suivre suivez
		nous k m`)
)

// isSocial reports whether a line has no words but networks, what one does
// there, and numbers.
func isSocial(n string) bool {
	for w := range words(n) {
		if w = strings.Trim(w, "0123456789"); w != "" && !socialWords[w] {
			return false
		}
	}
	return n != ""
}

// markSocial finds the runs of lines that name networks and count followers.
func (p *page) markSocial() {
	for i := 0; i < len(p.blocks); i++ {
		end, follows, names := i, 0, 0
		for ; end < len(p.blocks); end++ {
			b := &p.blocks[end]
			if b.title || b.kind == itemBlock || !isSocial(b.normal) {
				break
			}
			if followWord.MatchString(b.normal) {
				follows++
			}
			if networkName.MatchString(b.normal) {
				names++
			}
		}
		introduced := i > 0 && endsInColon(p.text[p.blocks[i-1].Start:p.blocks[i-1].End])
		if follows > 0 && names > 0 && !introduced {
			for j := i; j < end; j++ {
				p.blocks[j].leftOut = "social media widget"
			}
		}
		i = max(i, end-1)
	}
}

// markTail leaves out what follows the end of the article: after the last
// prose, everything from the first prompt that only stands after articles.
func (p *page) markTail() {
	end, kept := 0, 0
	for i := range p.blocks {
		if b := &p.blocks[i]; b.leftOut == "" && b.prose {
			end = i + 1
			kept += b.Len()
		}
	}
	for end < len(p.blocks) && !endReasons[p.blocks[end].leftOut] {
		end++
	}
	rest := 0
	for _, b := range p.blocks[end:] {
		if b.leftOut == "" {
			rest += b.Len()
		}
	}
	if rest > kept {
		return // too much for a tail: the prompt stands above the article
	}
	for i := end; i < len(p.blocks); i++ {
		if p.blocks[i].leftOut == "" {
			p.blocks[i].leftOut = "after the end of the article"
		}
	}
}

// cutRunOn leaves out the prompt that was glued, without a space, to the last
// sentence of the article.
func (p *page) cutRunOn() {
	last := len(p.blocks) - 1
	for last >= 0 && p.blocks[last].leftOut != "" {
		last--
	}
	if last < 0 || p.blocks[last].kind != paragraphBlock || p.blocks[last].pieces != nil {
		return
	}
	b := p.blocks[last]
	cut := sentences(p.text, b.Span)
	for n := len(cut) - 1; n > 0; n-- {
		if s := normal(p.text[cut[n].Start:cut[n].End]); len(s) > maxNormal || findPrompt(s) == nil && !isRunOn(s) {
			return
		}
		if cut[n].Start == cut[n-1].End {
			p.blocks[last].End = cut[n-1].End
			tail := block{Span: Span{cut[n].Start, b.End}, leftOut: "prompt to the reader"}
			p.blocks = slices.Insert(p.blocks, last+1, tail)
			return
		}
	}
}
