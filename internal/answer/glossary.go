package answer

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"entente/internal/retrieval"
)

// glossaryFile is the bot's own vocabulary; its head says how it is written.
//
//go:embed glossary.tsv
var glossaryFile string

// A glossary knows which expressions may stand for each other, within a
// language and across.
type glossary struct {
	languages map[string]*retrieval.Language
	concepts  []concept
	// byFirst lists the expressions of each language by their first stem.
	byFirst map[string]map[string][]entry
	// known holds the stems of each language that any expression has.
	known map[string]map[string]bool
}

// A concept is a set of expressions that mean the same, by language.
type concept map[string][]expression

// An expression is the words of an expression that carry meaning.
type expression struct {
	words []string // folded
	stems []string
}

// An entry is an expression and the number of its concept.
type entry struct {
	expression
	concept int
}

// glossaryLanguages are the languages of the columns of a glossary.
var glossaryLanguages = [2]string{"fr", "en"}

// newGlossary reads the bot's own glossary and, if not nil, another.
func newGlossary(more io.Reader) (*glossary, error) {
	g := emptyGlossary()
	if err := g.read(strings.NewReader(glossaryFile)); err != nil {
		return nil, fmt.Errorf("read the bot's own glossary: %w", err)
	}
	if more != nil {
		if err := g.read(more); err != nil {
			return nil, err
		}
	}
	return g, nil
}

func emptyGlossary() *glossary {
	g := &glossary{languages: map[string]*retrieval.Language{}, byFirst: map[string]map[string][]entry{}, known: map[string]map[string]bool{}}
	for _, lang := range glossaryLanguages {
		g.languages[lang] = retrieval.NewLanguage(lang)
		g.byFirst[lang] = map[string][]entry{}
		g.known[lang] = map[string]bool{}
	}
	return g
}

// read adds the concepts of a file: one a line, French and English parted by
// a tab, the expressions of each by a bar. Lines that begin with # and empty
// ones are passed over.
func (g *glossary) read(r io.Reader) error {
	lines := bufio.NewScanner(r)
	number := 1
	for ; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) != len(glossaryLanguages) {
			return fmt.Errorf("line %d: want French expressions, one tab, English expressions; got %d columns", number, len(columns))
		}
		c := concept{}
		for i, lang := range glossaryLanguages {
			for text := range strings.SplitSeq(columns[i], "|") {
				e := g.expression(lang, text)
				twice := slices.ContainsFunc(c[lang], func(other expression) bool { return slices.Equal(other.words, e.words) })
				if len(e.stems) > 0 && !twice {
					c[lang] = append(c[lang], e)
					g.byFirst[lang][e.stems[0]] = append(g.byFirst[lang][e.stems[0]], entry{e, len(g.concepts)})
				}
			}
		}
		g.concepts = append(g.concepts, c)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number, err)
	}
	return nil
}

// expression analyses an expression. It is empty where function words leave
// less than two words of several: "for-profit" is not "profit".
func (g *glossary) expression(lang, text string) expression {
	var e expression
	tokens := g.languages[lang].Tokens(text)
	for _, t := range tokens {
		if !t.Function {
			e.words = append(e.words, t.Word)
			e.stems = append(e.stems, t.Term)
		}
	}
	if len(e.words) == 1 && len(tokens) > 1 {
		return expression{}
	}
	for _, stem := range e.stems {
		g.known[lang][stem] = true
	}
	return e
}

// starting returns the entries of a language whose stems stems begins with.
func (g *glossary) starting(lang string, stems []string) []entry {
	var found []entry
	for _, e := range g.byFirst[lang][stems[0]] {
		if hasPrefix(stems, e.stems) {
			found = append(found, e)
		}
	}
	return found
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
