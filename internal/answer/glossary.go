package answer

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"entente/internal/retrieval"
)

// glossaryFile is the bot's own vocabulary; its head says how it is written.
//
//go:embed glossary.tsv
var glossaryFile string

// thesaurusFile is the bot's thesaurus, written likewise.
//
//go:embed thesaurus.tsv
var thesaurusFile string

// A glossary knows which expressions may stand for each other, within a
// language and across.
type glossary struct {
	languages map[string]*retrieval.Language
	concepts  []concept
	// byFirst tells where the expressions of each language are, by their first
	// stem.
	byFirst map[string]map[string][]position
	// known holds the stems of each language that any expression has.
	known map[string]map[string]bool
}

// A concept is a set of expressions that mean the same, or only belong to one
// field of meaning, in each of glossaryLanguages.
type concept struct {
	expressions [len(glossaryLanguages)][]expression
	field       bool
}

// An expression is the words of an expression that carry meaning.
type expression struct {
	words []string // folded
	stems []string
}

// A position says where an expression is: the number of its concept, and its own
// there among those of one language. There are tens of thousands, so it is
// small.
type position struct{ concept, number int32 }

// glossaryLanguages are the languages of the columns of a glossary.
var glossaryLanguages = [2]string{"fr", "en"}

// newGlossary reads the bot's own glossary and thesaurus and, if not nil,
// another glossary.
func newGlossary(more io.Reader) (*glossary, error) {
	files := []vocabulary{
		{text: strings.NewReader(glossaryFile), name: "the bot's own glossary: "},
		{text: strings.NewReader(thesaurusFile), name: "the bot's own thesaurus: ", fields: true},
	}
	if more != nil {
		files = append(files, vocabulary{text: more})
	}
	return readGlossary(files...)
}

// A vocabulary is a file of concepts.
type vocabulary struct {
	text   io.Reader
	name   string // for errors
	fields bool   // its concepts are fields of meaning
}

func readGlossary(files ...vocabulary) (*glossary, error) {
	g := &glossary{languages: map[string]*retrieval.Language{}, byFirst: map[string]map[string][]position{}, known: map[string]map[string]bool{}}
	var columns [len(glossaryLanguages)][]string // of all files
	for _, file := range files {
		lines, err := readLines(file.text)
		if err != nil {
			return nil, fmt.Errorf("%s%w", file.name, err)
		}
		for _, line := range lines {
			g.concepts = append(g.concepts, concept{field: file.fields})
			for l, column := range line {
				columns[l] = append(columns[l], column)
			}
		}
	}
	// The languages don't wait for each other: this is most of the time that
	// the bot takes to start.
	var analysed sync.WaitGroup
	for l, lang := range glossaryLanguages {
		byFirst, known := map[string][]position{}, map[string]bool{}
		g.languages[lang] = retrieval.NewLanguage(lang)
		g.byFirst[lang], g.known[lang] = byFirst, known
		analysed.Go(func() { g.analyse(l, columns[l], byFirst, known) })
	}
	analysed.Wait()
	return g, nil
}

// readLines returns the columns of a file: one concept a line, French and
// English parted by a tab. Lines that begin with # and empty ones are passed
// over.
func readLines(r io.Reader) (lines [][len(glossaryLanguages)]string, err error) {
	scanner := bufio.NewScanner(r)
	number := 1
	for ; scanner.Scan(); number++ {
		line := strings.TrimSpace(scanner.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(scanner.Text(), "\t")
		if len(columns) != len(glossaryLanguages) {
			return nil, fmt.Errorf("line %d: want French expressions, one tab, English expressions; got %d columns", number, len(columns))
		}
		lines = append(lines, [len(glossaryLanguages)]string(columns))
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", number, err)
	}
	return lines, nil
}

// analyse reads a column of all concepts, in the language numbered l:
// expressions parted by bars.
func (g *glossary) analyse(l int, column []string, byFirst map[string][]position, known map[string]bool) {
	language := retrieval.NewLanguage(glossaryLanguages[l]) // not kept, with all the words that it has seen
	met := map[string]string{}                              // words, of which many expressions share one copy
	share := func(words []string) {
		for i, w := range words {
			if first, ok := met[w]; ok {
				words[i] = first
			} else {
				met[w] = w
			}
		}
	}
	for number, text := range column {
		list := make([]expression, 0, 1+strings.Count(text, "|"))
		for part := range strings.SplitSeq(text, "|") {
			e := newExpression(language, part)
			twice := slices.ContainsFunc(list, func(other expression) bool { return slices.Equal(other.words, e.words) })
			if len(e.stems) == 0 || twice {
				continue
			}
			share(e.words)
			share(e.stems)
			byFirst[e.stems[0]] = append(byFirst[e.stems[0]], position{int32(number), int32(len(list))})
			list = append(list, e)
			for _, stem := range e.stems {
				known[stem] = true
			}
		}
		g.concepts[number].expressions[l] = list
	}
}

// newExpression analyses an expression. It is empty where function words leave
// less than two words of several: "for-profit" is not "profit".
func newExpression(language *retrieval.Language, text string) expression {
	var e expression
	tokens := language.Tokens(text)
	for _, t := range tokens {
		if !t.Function {
			e.words = append(e.words, t.Word)
			e.stems = append(e.stems, t.Term)
		}
	}
	if len(e.words) == 1 && len(tokens) > 1 {
		return expression{}
	}
	return e
}

// starting calls found with the concept of each expression of a language whose
// stems stems begins with, and how many these are.
func (g *glossary) starting(lang string, stems []string, found func(c *concept, n int)) {
	l := slices.Index(glossaryLanguages[:], lang)
	for _, p := range g.byFirst[lang][stems[0]] {
		c := &g.concepts[p.concept]
		if e := c.expressions[l][p.number]; hasPrefix(stems, e.stems) {
			found(c, len(e.stems))
		}
	}
}

func hasPrefix(list, prefix []string) bool {
	if len(prefix) > len(list) {
		return false
	}
	for i := range prefix {
		if list[i] != prefix[i] {
			return false
		}
	}
	return true
}
