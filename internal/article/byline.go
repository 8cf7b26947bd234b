package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markBylines finds the lines near the top that say when and by whom the
// article was published. Where many lines are dates they are the article's own.
func (p *page) markBylines() {
	const top, many = 12, 3
	dates := 0
	for i := range p.blocks {
		b := &p.blocks[i]
		if p.isByline(b) {
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
	if b.kind != paragraphBlock || b.normal == "" {
		return false
	}
	_, ok := bylineDate(p.text[b.Start:b.End], p.article.Lang)
	return ok
}

// bylineWords are the words around a date or a name in a line that only says
// when and by whom something was published.
var bylineWords = set(`publie publiee paru parue mis mise a jour le la derniere modifie modifiee actualise
	redige ecrit en ligne publication par de et date heure h min minutes minute lecture temps posted published updated
	last modified on by at and written am pm utc gmt edt est pst pdt cet cest read reading time of
	lundi mardi mercredi jeudi vendredi samedi dimanche
	monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun`)

var (
	bylineStart = regexp.MustCompile(`(?i)^(?:par|by|publié par|écrit par|rédigé par|written by|posted by) `)
	// "Founded 3 May 2010" and "Launch: 3 May 2010" are no bylines;
	// "Paris, 3 May 2010" is one.
	event = regexp.MustCompile(`(\pL+)(?:[\s\pZ]*:| (?:le|du|on|of|in|en))?[\s\pZ]*$`)
)

// bylineDate reports whether a line says only when and by whom something was
// published: a date, a name or two, and the words around them. The date is
// empty where there are only names.
func bylineDate(line, lang string) (iso string, ok bool) {
	line = strings.Trim(line, "*_ \u00a0\u202f")
	if line == "" || len(line) > 200 || strings.ContainsAny(line[len(line)-1:], ".!?:") {
		return "", false
	}
	iso, at, dated := findDate(line, lang)
	if !bylineStart.MatchString(line) {
		before := event.FindStringSubmatch(line[:at.Start])
		if !dated || before != nil && !bylineWords[fold(strings.ToLower(before[1]))] {
			return "", false
		}
	}
	names := 0
	for _, w := range strings.FieldsFunc(line[:at.Start]+" "+line[at.End:], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '.' && !unicode.IsMark(r)
	}) {
		first, _ := utf8.DecodeRuneInString(w)
		folded := strings.Trim(fold(strings.ToLower(w)), ".0123456789'’")
		if folded == "" || bylineWords[folded] {
			continue
		}
		if names++; names > 5 || !unicode.IsUpper(first) || frenchWords[folded] || englishWords[folded] {
			return "", false
		}
	}
	return iso, true
}
