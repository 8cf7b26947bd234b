package article

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	trailStep = regexp.MustCompile(`\s*[»>›→|•·]\s*|\s+[-–—/]\s+`)
	trailHome = regexp.MustCompile(`^(?:accueil|home)(?:\s*[»>›→|•·]|\s+[-–—/]\s)`)
	trailLead = regexp.MustCompile(`^(?:vous êtes ici|you are here)\W*`)
)

// isBreadcrumb reports whether a line is the trail of pages that lead to this
// one: it begins with the home page or ends with the title.
func isBreadcrumb(n, title string) bool {
	n = trailLead.ReplaceAllString(n, "")
	fromHome := trailHome.MatchString(n)
	toTitle := title != "" && len(n) > len(title) && strings.HasSuffix(n, title)
	if !fromHome && !toTitle {
		return false
	}
	steps := trailStep.Split(n, -1)
	switch {
	case toTitle && (fromHome || len(steps) > 2 && len(strings.Fields(title)) >= minTitle):
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
		!strings.ContainsFunc(s, func(r rune) bool { return isMark(r) && !unicode.IsSpace(r) && !strings.ContainsRune("-'’&#", r) })
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
