package article

import (
	"regexp"
	"slices"
	"strings"
)

// markFurniture finds the blocks that belong to the page rather than to the
// article. A line that may be either stays in the article.
func (p *page) markFurniture() {
	titled, last := false, p.lastProse()
	inside := false // between the first prose and the last
	for i := range p.blocks {
		b := &p.blocks[i]
		switch {
		case b.title:
			titled = true
		case b.leftOut != "":
		case titled && !inside && p.repeatsTitle(b):
			b.leftOut = "title said again"
		default:
			b.leftOut = p.shape(b)
			inside = (inside || b.prose && b.leftOut == "") && i < last
		}
	}
	p.markBylines()
	p.markLabels()
	p.markSocial()
	p.markTail()
	p.cutRunOn()
}

// lastProse returns the index of the last block of prose, or -1.
func (p *page) lastProse() int {
	last := -1
	for i, b := range p.blocks {
		if b.prose && b.leftOut == "" {
			last = i
		}
	}
	return last
}

// next returns the index of the block after i that is not left out.
func (p *page) next(i int) int {
	for i++; i < len(p.blocks) && p.blocks[i].leftOut != ""; i++ {
	}
	return i
}

func (p *page) isFurniture(b *block) bool { return b.leftOut != "" || p.shape(b) != "" }

// shape returns why a block is furniture whatever stands around it; empty
// when it is not.
func (p *page) shape(b *block) string {
	s := p.text[b.Start:b.End]
	n := b.normal
	paragraph := b.kind == paragraphBlock
	if b.prompt != nil && !b.prompt.label {
		return b.prompt.reason
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

var titleGap = regexp.MustCompile(`\s{2,}|\s*[\t|·•»›]\s*|\s[–—-]\s`)

// repeatsTitle reports whether a block says the title again, alone or with a
// byline of a few words set apart from it.
func (p *page) repeatsTitle(b *block) bool {
	title := normal(p.article.Title)
	if title == "" || b.kind == itemBlock || !strings.HasPrefix(b.normal, title) {
		return false
	}
	if b.normal == title {
		return true
	}
	if len(strings.Fields(title)) < minTitle {
		return false
	}
	s := p.text[b.Start:b.End]
	for _, gap := range titleGap.FindAllStringIndex(s, -1) {
		if normal(s[:gap[0]]) == title && len(strings.Fields(s[gap[1]:])) <= 6 {
			return true
		}
	}
	return false
}

// minTitle is the number of words from which a title is not met by chance in
// another line.
const minTitle = 3

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

// markLabels leaves out the labels of a page's parts ("Search", "Tags"), and
// the short lines under a label for tags.
func (p *page) markLabels() {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.leftOut == "" && !b.title && b.kind != itemBlock && b.prompt != nil && p.isLabel(i) {
			b.leftOut = b.prompt.reason
		}
		if b.leftOut == "tags" {
			p.markTags(i + 1)
		}
	}
}

// isLabel reports whether a word that may be a heading or a line of a list as
// well is a label of the page: other prompts stand next to it, or it is set
// apart (as tags are from the text above) and nothing follows that could have
// a heading.
func (p *page) isLabel(i int) bool {
	if i > 0 && p.blocks[i-1].prompt != nil || i+1 < len(p.blocks) && p.blocks[i+1].prompt != nil {
		return true
	}
	if next := p.next(i); next < len(p.blocks) && (p.blocks[next].prose || p.blocks[next].kind == itemBlock) {
		return false
	}
	return p.blocks[i].spaced && (p.blocks[i].prompt.reason == "tags" || i+1 == len(p.blocks) || p.blocks[i+1].spaced)
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
	end, kept := p.lastProse()+1, 0
	for _, b := range p.blocks[:end] {
		if b.leftOut == "" {
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

// cutRunOn leaves out the prompt that was run on, mostly without a space, to
// the last sentence of the article. A question after a space is the author's.
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
		s := normal(p.text[cut[n].Start:cut[n].End])
		if len(s) > maxNormal || findPrompt(s) == nil && !isRunOn(s) {
			return
		}
		if cut[n].Start == cut[n-1].End || isRunOn(s) {
			p.blocks[last].End = cut[n-1].End
			tail := block{Span: Span{cut[n].Start, b.End}, leftOut: "prompt to the reader"}
			p.blocks = slices.Insert(p.blocks, last+1, tail)
			return
		}
	}
}
