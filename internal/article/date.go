package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// months maps the names of months, without accents, and their abbreviations.
var months = map[string]time.Month{
	"janvier": 1, "janv": 1, "january": 1, "jan": 1,
	"fevrier": 2, "fevr": 2, "fev": 2, "february": 2, "feb": 2,
	"mars": 3, "march": 3, "mar": 3,
	"avril": 4, "avr": 4, "april": 4, "apr": 4,
	"mai": 5, "may": 5,
	"juin": 6, "june": 6, "jun": 6,
	"juillet": 7, "juil": 7, "july": 7, "jul": 7,
	"aout": 8, "august": 8, "aug": 8,
	"septembre": 9, "september": 9, "sept": 9, "sep": 9,
	"octobre": 10, "october": 10, "oct": 10,
	"novembre": 11, "november": 11, "nov": 11,
	"decembre": 12, "december": 12, "dec": 12,
}

// The shapes of a full date; months are letters, checked against the list.
var (
	isoDate   = regexp.MustCompile(`\b(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?|\b)`)
	dayFirst  = regexp.MustCompile(`\b(\d{1,2})(?:er|st|nd|rd|th)?(?: of)?[\s\pZ]+(\pL+)\.?,?[\s\pZ]+(\d{4})\b`)
	dayMiddle = regexp.MustCompile(`(\pL+)\.?[\s\pZ]+(\d{1,2})(?:er|st|nd|rd|th)?,?[\s\pZ]+(\d{4})\b`)
	numbers   = regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b`)
)

// A dateShape is a way of writing a full date, with the numbers of the groups for
// its parts.
type dateShape struct {
	*regexp.Regexp
	year, month, day int
}

// dateShapes are tried in order.
var dateShapes = []dateShape{{isoDate, 1, 2, 3}, {dayFirst, 3, 2, 1}, {dayMiddle, 3, 1, 2}, {numbers, 3, 2, 1}}

// read returns the date that m, a match of the shape in text, writes, in ISO
// 8601. Of a date in numbers the day is taken to come first, but in English it
// must show which comes first.
func (s dateShape) read(text string, m []int, lang string) (iso string, ok bool) {
	group := func(i int) string { return text[m[2*i]:m[2*i+1]] }
	year, _ := strconv.Atoi(group(s.year))
	day, _ := strconv.Atoi(group(s.day))
	month, err := strconv.Atoi(group(s.month))
	if err != nil {
		month = int(monthNamed(group(s.month)))
	}
	if s.Regexp == numbers && lang == "en" {
		if day <= 12 && month <= 12 && day != month {
			return "", false // the third of April, or the fourth of March?
		}
		if month > 12 {
			day, month = month, day
		}
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1000 || int(date.Month()) != month || date.Day() != day {
		return "", false
	}
	return date.Format(time.DateOnly), true
}

// findDate returns the first full date in text, in ISO 8601, and where it
// stands.
func findDate(text, lang string) (iso string, at Span, ok bool) {
	if !strings.ContainsAny(text, "0123456789") {
		return "", Span{}, false
	}
	for _, s := range dateShapes {
		if m := s.FindStringSubmatchIndex(text); m != nil {
			if iso, ok := s.read(text, m, lang); ok {
				return iso, Span{m[0], m[1]}, true
			}
		}
	}
	return "", Span{}, false
}

// monthNamed returns the month of a name or an abbreviation, or 0.
func monthNamed(name string) time.Month { return months[fold(strings.ToLower(name))] }

// monthYear is a date without a day: 2023-01, "janvier 2023", 01/2023; or only a year.
var monthYear = regexp.MustCompile(`^(?:(?:(\d{1,2})[/.-]|(\pL+)\.?[\s\pZ]+)?(\d{4})|(\d{4})-(\d{1,2}))$`)

// ParseDate reads a text that is a date and nothing else: a full date in any of
// the usual ways of writing it, or only a month and a year, or a year. It
// returns it in ISO 8601, as Article.Date is.
func ParseDate(text, lang string) (iso string, ok bool) {
	text = strings.TrimSpace(text)
	if iso, at, ok := findDate(text, lang); ok && onlyWords(text[:at.Start]+" "+text[at.End:], aroundDate) {
		return iso, true
	}
	m := monthYear.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	year := m[3] + m[4]
	if year < "1000" {
		return "", false
	}
	if m[1]+m[2]+m[5] == "" {
		return year, true
	}
	month, err := strconv.Atoi(m[1] + m[5])
	if err != nil {
		month = int(monthNamed(m[2]))
	}
	if month < 1 || month > 12 {
		return "", false
	}
	return fmt.Sprintf("%s-%02d", year, month), true
}

// The words that may stand around a date: the time of day, the day of the week.
var aroundDate = set(`a at h am pm utc gmt z t cet cest lundi mardi mercredi jeudi vendredi samedi dimanche le the on
	monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun`)

// onlyWords reports whether text has no words but known ones and numbers.
func onlyWords(text string, known map[string]bool) bool {
	for w := range words(text) {
		if w = strings.Trim(fold(w), "0123456789"); w != "" && !known[w] {
			return false
		}
	}
	return true
}
