package article

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Date is a date that an article names.
type Date struct {
	Span        // of the file
	ISO  string // 2006-01-02, 2006-01 or 2006, as exactly as it is given
}

// Dates returns the dates that stand in s, in order and apart: full dates,
// months of a year, years that a word such as "en" or "since" shows to be some,
// and, where the article has a date that settles them, "in May" or "last year"
// of what is over. What may be another thing is left out.
func (a *Article) Dates(s Span) []Date {
	text := a.Slice(s)
	published, _ := time.Parse("2006-01", a.Date[:min(len(a.Date), len("2006-01"))])
	numbered := strings.ContainsAny(text, "0123456789")
	if !numbered && published.IsZero() {
		return nil
	}
	var dates []Date
	add := func(from, to int, iso string) {
		d := Date{Span{s.Start + from, s.Start + to}, iso}
		if !slices.ContainsFunc(dates, func(other Date) bool { return d.Start < other.End && other.Start < d.End }) {
			dates = append(dates, d)
		}
	}
	if numbered {
		for _, shape := range dateShapes {
			for _, m := range shape.FindAllStringSubmatchIndex(text, -1) {
				if iso, ok := shape.read(text, m, a.Lang); ok {
					add(m[0], m[1], iso)
				}
			}
		}
	}
	words := wordsOf(text)
	over := !published.IsZero() && tellsOfThePast(words)
	for i, w := range words {
		if from, iso := partialDate(words, i); iso != "" {
			add(words[from].Start, w.End, iso)
		} else if over {
			if from, iso := relativeDate(words, i, published); iso != "" {
				add(words[from].Start, w.End, iso)
			}
		}
	}
	slices.SortFunc(dates, func(x, y Date) int { return x.Start - y.Start })
	return dates
}

// A foldedWord is a word of a text, in lower case and without accents.
type foldedWord struct {
	Span
	text  string
	after rune // the character after it that is no space; 0 at the end
}

// wordsOf returns the letters and the digits of a text as words.
func wordsOf(text string) []foldedWord {
	var list []foldedWord
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWord(r) {
			i += size
			continue
		}
		end := i + strings.IndexFunc(text[i:]+" ", func(r rune) bool { return !isWord(r) })
		after, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text[end:], unicode.IsSpace))
		if after == utf8.RuneError {
			after = 0
		}
		list = append(list, foldedWord{Span{i, end}, fold(strings.ToLower(text[i:end])), after})
		i = end
	}
	return list
}

// beforeYear are the words that show a number of four digits to be a year.
var beforeYear = set(`en depuis annee vers fin debut mi hiver printemps ete automne in since year by until
	late early mid winter spring summer autumn fall`)

// partialDate returns the month of a year, or the year, that ends with the word
// numbered i, and the number of its first word.
func partialDate(words []foldedWord, i int) (from int, iso string) {
	year := words[i].text
	if len(year) != 4 || year < "1000" || year > "2199" || strings.Trim(year, "0123456789") != "" || i == 0 {
		return 0, ""
	}
	before := words[i-1]
	gap := words[i].Start - before.End
	if gap > len("\u202f") {
		return 0, "" // more than a space stands between
	}
	if month := months[before.text]; month > 0 {
		return i - 1, fmt.Sprintf("%s-%02d", year, month)
	}
	if beforeYear[before.text] && words[i].after != '%' && words[i].after != '$' && words[i].after != '€' {
		return i, year
	}
	return 0, ""
}

// The words that decide how a month or a year without a number is meant.
var (
	past = set(`a ont avait avaient fut furent etait etaient has have had was were`)
	next = set(`prochain prochaine prochains prochaines suivant suivante next following
		sera seront aura auront devrait devraient doit doivent pourrait pourraient will would shall might could`)
	beforeMonth = set(`en debut fin mi in early late mid`)
)

// tellsOfThePast reports whether a sentence tells what is over: it has a verb of
// the past and nothing that points ahead.
func tellsOfThePast(words []foldedWord) bool {
	is := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w foldedWord) bool { return set[w.text] })
	}
	return is(past) && !is(next)
}

// relativeDate returns the month or the year that ends with the word numbered
// i, seen from the month in which the article was published, and the number of
// its first word: "en mai", "in May", "l’année dernière", "last year".
func relativeDate(words []foldedWord, i int, published time.Time) (from int, iso string) {
	if i == 0 {
		return 0, ""
	}
	w, before := words[i], words[i-1]
	followed := i+1 < len(words) && strings.Trim(words[i+1].text, "0123456789") == ""
	if month := months[w.text]; month > 0 && len(w.text) > 2 && beforeMonth[before.text] && !followed {
		year := published.Year()
		if month > published.Month() {
			year--
		}
		return i, fmt.Sprintf("%d-%02d", year, month)
	}
	switch before.text + " " + w.text {
	case "annee derniere", "annee passee", "last year":
		return i - 1, fmt.Sprint(published.Year() - 1)
	case "mois dernier", "last month":
		return i - 1, published.AddDate(0, -1, 0).Format("2006-01")
	}
	return 0, ""
}
