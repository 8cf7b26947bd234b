package answer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"entente/internal/article"
	"entente/internal/retrieval"
)

// A reading is a question understood: what it asks for, and with which words.
type reading struct {
	lang     string
	asks     kind
	words    []word
	total    float64 // sum of the words' weights
	capitals bool    // some letter is a capital
	counted  int     // the number of the word for what is to be counted, "moulins" in "combien de moulins"; -1 if there is none
	// alternatives are the other expressions for the words.
	alternatives []alternative
	mended       int // words that were looked for in another spelling
	// wantsOther says that the quotes given before are not wanted again.
	wantsOther bool
}

// A word is a word of the question that carries meaning.
type word struct {
	text   string   // as typed
	forms  []string // folded: the word itself, or those of the corpus it was mended to
	stem   string   // in the language of the question
	weight float64  // what it matters: by rarity and by boost
	boost  float64  // what it matters by its role in the question
	name   bool     // a name or a number
	known  bool     // some article has it, or an expression for it
	role   role     // what it does in the question
}

// An alternative is an expression that may stand for words of the question.
type alternative struct {
	lang string
	expression
	of    []int   // the numbers of the words that it stands for
	worth float64 // of it beside the words themselves
}

// What an expression of the glossary is worth beside the question's own.
const (
	translation = 0.85
	synonym     = 0.6
	related     = 0.25 // of the same field of meaning
)

// The share of its weight that a word keeps which only says what kind of thing
// is asked for, as "date" does in "à quelle date".
const askingShare = 0.4

// The share of its weight that a word keeps which only helps others along.
const helpingShare = 0.3

// nameFactor is how much more a name or a number matters than its rarity says.
const nameFactor = 1.5

// leastNameRarity is the rarity that a name or a number is taken to have at
// least: in a folder about two firms their names are in every passage, and yet
// a question about one of them is not about the other.
const leastNameRarity = 2

// What of a question is read: enough for a page of prose, and so little that no
// question takes much longer than others. To look for words that are spelled
// alike takes longest, and a question is hard to read by itself long before it
// has that many misspelt.
const (
	maxWords  = 150
	maxMended = 15
)

// A parsed question is one whose words have been told apart.
type parsed struct {
	text   string
	lang   string
	asks   kind
	tokens []retrieval.Token
	roles  []role
}

// parse tells the words of a question apart. Where it does not show its
// language, that is otherwise.
func parse(text, otherwise string) parsed {
	p := parsed{text: text, lang: article.DetectLang(text, otherwise)}
	p.tokens = retrieval.NewLanguage(p.lang).Tokens(text)
	p.asks, p.roles = askedFor(p.tokens)
	return p
}

// counts reports whether the token numbered i is looked for.
func (p *parsed) counts(i int) bool { return !p.tokens[i].Function && p.roles[i] != asks }

// isName reports whether the token numbered i is a name or a number.
func (p *parsed) isName(i int) bool {
	t := p.tokens[i]
	return isName(p.text[t.Start:t.End], i == 0 || allCapitals(p.text))
}

// read understands a question, in the light of those before it where it leans
// on them. Its words are weighed by how rare they are among the passages of
// the index.
func (e *Engine) read(ctx context.Context, q Question) (reading, error) {
	p := parse(q.Text, cmp.Or(q.Lang, e.lang))
	r := reading{lang: p.lang, asks: p.asks}
	r.take(e.glossary, p, 1, p.counts)
	r.counted = p.counted(r.words)
	r.capitals = strings.ToLower(q.Text) != q.Text
	e.recall(&r, p, q.Before)
	for i := range r.words {
		if err := e.lookUp(ctx, &r, i); err != nil {
			return reading{}, err
		}
		r.total += r.words[i].weight
	}
	return r, nil
}

// counted returns the number among words of what a question with "combien de"
// or "how many" asks to count, or -1.
func (p *parsed) counted(words []word) int {
	if p.asks != count {
		return -1
	}
	after := false
	for i, t := range p.tokens {
		if after && p.counts(i) && p.roles[i] == means {
			return slices.IndexFunc(words, func(w word) bool { return w.forms[0] == t.Word })
		}
		after = after || t.Word == "combien" || t.Word == "many"
	}
	return -1
}

// take adds the words of p that are wanted, at a share of their weight, and
// the expressions that may stand for them.
func (r *reading) take(g *glossary, p parsed, share float64, wanted func(i int) bool) {
	first := len(r.words)
	var stems []string
	for i, t := range p.tokens {
		if !wanted(i) || slices.ContainsFunc(r.words, func(w word) bool { return w.forms[0] == t.Word }) {
			continue
		}
		if len(r.words) == maxWords {
			break
		}
		w := word{text: p.text[t.Start:t.End], forms: []string{t.Word}, stem: t.Term, name: p.isName(i), boost: share, role: p.roles[i]}
		stem := t.Term
		switch w.role {
		case names:
			w.boost *= askingShare
			stem = "" // other words for the kind would be taken for what is asked about
		case helps:
			w.boost *= helpingShare
		}
		if w.name {
			w.boost *= nameFactor
		}
		r.words = append(r.words, w)
		stems = append(stems, stem)
	}
	r.alternatives = append(r.alternatives, g.alternatives(p.lang, stems, first)...)
}

// alternatives returns the expressions that may stand for the words whose
// stems these are, of a question in lang. The first of them has the number
// first.
func (g *glossary) alternatives(lang string, stems []string, first int) []alternative {
	var list []alternative
	for i := range stems {
		g.starting(lang, stems[i:], func(c *concept, n int) {
			of := make([]int, n)
			for j := range of {
				of[j] = first + i + j
			}
			for l, expressions := range c.expressions {
				worth := translation
				switch {
				case c.field:
					worth = related
				case glossaryLanguages[l] == lang:
					worth = synonym
				}
				for _, x := range expressions {
					list = append(list, alternative{glossaryLanguages[l], x, of, worth})
				}
			}
		})
	}
	return list
}

// lookUp finds the word numbered i, or the expressions for it, in the corpus,
// and weighs it by the more frequent. A word that the corpus doesn't have in
// any way is mended to the words nearest in spelling.
func (e *Engine) lookUp(ctx context.Context, r *reading, i int) error {
	w := &r.words[i]
	n, err := e.mostFrequent(ctx, w.forms)
	if err != nil {
		return err
	}
	for _, a := range r.alternatives {
		if n > 0 {
			break // there are tens of thousands in a long question
		}
		if a.worth != related && slices.Contains(a.of, i) && e.index.Language(a.lang) != nil {
			if n, err = e.rarest(ctx, a.stems); err != nil {
				return err
			}
		}
	}
	if n == 0 && !e.glossary.known[r.lang][w.stem] && r.mended < maxMended {
		r.mended++
		similar, err := e.index.Similar(w.forms[0])
		if err != nil {
			return err
		}
		if len(similar) > 0 {
			w.forms = similar
			if n, err = e.mostFrequent(ctx, w.forms); err != nil {
				return err
			}
		}
	}
	w.known = n > 0
	if w.known || w.role != names { // "pourcentage" need not stand beside a percentage
		rarity := e.index.Rarity(n)
		if w.name {
			rarity = max(rarity, leastNameRarity)
		}
		w.weight = w.boost * rarity
	}
	return nil
}

// mostFrequent returns the largest number of passages that any of the forms
// is in, in any language of the corpus.
func (e *Engine) mostFrequent(ctx context.Context, forms []string) (int, error) {
	most := 0
	for _, form := range forms {
		for _, lang := range e.index.Languages() {
			n, err := e.index.Frequency(ctx, lang.Stem(form))
			if err != nil {
				return 0, err
			}
			most = max(most, n)
		}
	}
	return most, nil
}

// rarest returns the smallest number of passages that any of the stems is in.
func (e *Engine) rarest(ctx context.Context, stems []string) (int, error) {
	least := math.MaxInt
	for _, stem := range stems {
		n, err := e.index.Frequency(ctx, stem)
		if err != nil {
			return 0, err
		}
		least = min(least, n)
	}
	return least, nil
}

// isName reports whether a word looks like a name or a number: it has a digit
// or a capital, a first capital counting only where a plain word has none.
func isName(text string, capital bool) bool {
	first, size := utf8.DecodeRuneInString(text)
	if unicode.IsDigit(first) || unicode.IsUpper(first) && !capital {
		return true
	}
	for _, r := range text[size:] {
		if unicode.IsDigit(r) || unicode.IsUpper(r) && !capital {
			return true
		}
	}
	return false
}

// allCapitals reports whether text has no lower-case letter.
func allCapitals(text string) bool {
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}
