package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts the text of a span into sentences, in order, which leave out
// only white space. A sentence keeps its closing marks: quotes, parentheses
// and footnote marks.
func sentences(text string, span Span) []Span {
	s := text[:span.End]
	var cut []Span
	start := span.Start
	emit := func(end int) {
		one := trim(text, Span{start, end})
		start = end
		switch {
		case one.Len() == 0:
		case hasWord(text[one.Start:one.End]) || len(cut) == 0:
			cut = append(cut, one)
		default: // stray marks belong to the sentence before
			cut[len(cut)-1].End = one.End
		}
	}
	quoted := false  // inside "…", whose marks look the same on both sides
	letters := false // the sentence has some: "1." and "[…]" have not
	for i := span.Start; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isStop(r) {
			quoted = quoted != (r == '"')
			letters = letters || unicode.IsLetter(r)
			i += n
			continue
		}
		stop := i
		for i < len(s) && isStop(r) {
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		end := closers(s, i, &quoted)
		if letters && endsSentence(s, stop, i, end) {
			emit(end)
			letters = false
		}
		i = end
	}
	emit(len(s))
	return cut
}

func isStop(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' }

// closers returns where the closing marks and footnote marks that follow a
// stop end, and keeps quoted up to date.
func closers(s string, i int, quoted *bool) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune("»”’)]¹²³⁴⁵⁶⁷⁸⁹⁰", r):
		case r == '"' && *quoted:
			*quoted = false
		case strings.ContainsRune("'*_", r) && !hasWord(s[i+n:i+n+wordStart(s[i+n:])]):
		case r == '[':
			n = footnote(s[i:])
		case unicode.IsSpace(r):
			// French sets a space before its closing mark.
			if !strings.HasPrefix(s[i+n:], "»") {
				return i
			}
		default:
			return i
		}
		if n == 0 {
			return i
		}
		i += n
	}
	return i
}

// wordStart returns how many bytes of s say whether a word follows at once:
// emphasis marks and the first character after them.
func wordStart(s string) int {
	marks := len(s) - len(strings.TrimLeft(s, "*_"))
	_, n := utf8.DecodeRuneInString(s[marks:])
	return marks + n
}

// footnote returns the length of a mark like [3], [^3] or [note 3], or 0.
func footnote(s string) int {
	const longest = 40
	mark, _, ok := strings.Cut(s[1:min(len(s), longest)], "]")
	r, _ := utf8.DecodeRuneInString(mark)
	if !ok || !unicode.IsDigit(r) && !unicode.IsLower(r) && r != '^' {
		return 0
	}
	return len(mark) + 2
}

// openers stand before the first word of a sentence.
const openers = "«“\"‘'([*_¿¡–—- \u00a0\u202f"

// endsSentence tells whether the stops s[stop:after], with closing marks up to
// end, close a sentence.
func endsSentence(s string, stop, after, end int) bool {
	rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	if rest == "" {
		return true
	}
	if strings.HasSuffix(s[:stop], "[") || strings.HasSuffix(s[:stop], "(") {
		return false // […]
	}
	if len(rest) == len(s[end:]) {
		return beginsGlued(rest) && (end > after || endsGlued(s[:stop], rest, s[stop:after] == "."))
	}
	first, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(",;:)", first) {
		return false
	}
	next := strings.TrimLeft(rest, openers)
	r, _ := utf8.DecodeRuneInString(next)
	begins := !unicode.IsLower(r) || isBrand(next)
	if s[stop:after] != "." {
		return begins
	}
	begins = begins || first == '«' || first == '“'
	kind := abbreviation(lastWord(s[:stop]))
	if kind != noAbbreviation && s[after:end] == ")" {
		return false
	}
	word := fold(strings.ToLower(firstWord(next)))
	switch kind {
	case neverLast:
		return false
	case beforeNumber:
		return begins && !unicode.IsDigit(r) && !isRoman(firstWord(next))
	case initial:
		return begins && starters[word]
	case maybeLast:
		return begins && (!unicode.IsLetter(r) || frenchWords[word] || englishWords[word] || elided[word])
	}
	return begins
}

// endsGlued tells whether a stop that no space follows may close a sentence,
// as in "a donor.Sources", rather than stand in a name or an address.
func endsGlued(before, after string, fullStop bool) bool {
	if !fullStop {
		return true
	}
	mail, _, _ := strings.Cut(after[:min(len(after), maxWord)], " ")
	if strings.ContainsAny(lastToken(before), `@/\_`) || strings.Contains(mail, "@") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	word := lastWord(before)
	if word == "" {
		return strings.ContainsRune("»”\")]%€$", r)
	}
	return !strings.Contains(word, ".") && word != "www" && abbreviation(word) == noAbbreviation
}

// beginsGlued reports whether s begins with a word of prose: a quotation, or a
// capital and then small letters, an apostrophe or a space.
func beginsGlued(s string) bool {
	word := strings.TrimLeft(s, openers)
	if len(word) < len(s) {
		r, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(r) || isBrand(word) || strings.HasPrefix(s, "«") || strings.HasPrefix(s, "“")
	}
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	_, part, _ := strings.Cut(firstWord(s), ".")
	capital, _ := utf8.DecodeRuneInString(part)
	switch {
	case unicode.IsUpper(capital):
		return false // System.Collections.Generic
	case !unicode.IsUpper(r):
		return isBrand(s)
	case unicode.IsLower(next), unicode.IsSpace(next), next == '\'', next == '’':
		return true
	}
	return strings.ContainsFunc(firstWord(s), unicode.IsLower) // OpenAI's, but not the NET of ASP.NET
}

// isBrand reports whether s begins with a name like iPhone or xAI.
func isBrand(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsLower(r) && unicode.IsUpper(next)
}

// maxWord bounds in bytes how far the words around a stop are looked at, so
// that a text without spaces takes no longer than any other.
const maxWord = 80

// firstWord returns the letters, digits and inner full stops that s begins with.
func firstWord(s string) string {
	s = s[:min(len(s), maxWord)]
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '.'
	})
	if end < 0 {
		end = len(s)
	}
	return strings.TrimRight(s[:end], ".")
}

// lastToken returns what s ends with after its last white space.
func lastToken(s string) string {
	s = s[max(0, len(s)-maxWord):]
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	return s
}

// lastWord returns the letters, digits, hyphens and inner full stops that s
// ends with: "J.-C", "ex", "2007".
func lastWord(s string) string {
	s = lastToken(s)
	if i := strings.LastIndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune(".-°§", r)
	}); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	return strings.TrimLeft(s, ".-")
}

// An abbreviationKind says what a full stop after a word means.
type abbreviationKind uint8

const (
	noAbbreviation abbreviationKind = iota
	neverLast                       // M., cf.: never the last word of a sentence
	beforeNumber                    // art., vol.: an abbreviation before a number only
	initial                         // J. K. Rowling
	maybeLast                       // U.S., Inc.: the next word decides
)

var (
	neverLastWords = set(`M MM Mme Mmes Mlle Mlles Mgr Dr Drs Pr Prof Ste Mr Mrs Ms Messrs Gen Gov Sen Rep
		Hon Rev Capt Col Lt Sgt Maj Mt Ft cf Cf vs e.g i.e p.ex ex Ex c.-à-d viz av apr ap approx env bd
		boul éd ed eds trad Cdt Cne`)
	beforeNumberWords = set(`p pp n no nos vol vols art chap ch fig sect § n° tab pl f ff fol col l v c t
		tél tel réf ref ver ann app op éq eq r janv févr fév avr juil sept oct nov déc jan feb mar apr
		jun jul aug sep dec`)
	maybeLastWords = set(`Inc Ltd Corp Co Bros Cie Jr Sr Ph.D al St a.m p.m univ dept`)

	// starters begin sentences but not family names, as Le and De do.
	starters = set(`il elle ils elles on ce cette ces cela les en dans mais pour avec apres selon si the it
		he she they we you i in this that these those but`)
)

func abbreviation(word string) abbreviationKind {
	lower := strings.ToLower(word)
	r, n := utf8.DecodeRuneInString(word)
	switch {
	case neverLastWords[word]:
		return neverLast
	case n > 0 && n == len(word) && unicode.IsUpper(r):
		return initial
	case beforeNumberWords[lower]:
		return beforeNumber
	case maybeLastWords[word], isDotted(word):
		return maybeLast
	}
	return noAbbreviation
}

// isDotted reports whether word, less its last full stop, is an acronym like
// U.S or J.-C.
func isDotted(word string) bool {
	n := 0
	for part := range strings.SplitSeq(strings.ReplaceAll(word, "-", ""), ".") {
		if n++; !hasWord(part) || utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return n > 1
}

func isRoman(word string) bool { return word != "" && strings.Trim(word, "IVXLCDM") == "" }

// hasWord reports whether s holds a letter or a digit.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// trim takes the white space off both ends of a span.
func trim(text string, s Span) Span {
	trimmed := strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace)
	start := s.End - len(trimmed)
	return Span{start, start + len(strings.TrimRightFunc(trimmed, unicode.IsSpace))}
}
