package article

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFrontMatter bounds the front matter, in bytes from the start of the file:
// far above any, and little enough that no nesting of YAML takes long.
const maxFrontMatter = 16 << 10

// frontMatter reads the front matter and returns the index of the first line
// after it; 0 where there is none.
func (p *page) frontMatter() int {
	end := p.frontMatterEnd()
	if end == 0 {
		return 0
	}
	bad, hasFields := false, false
	for _, l := range p.lines[1:end] {
		bad = bad || l.bad
		hasFields = hasFields || isField(p.text[l.Start:l.End])
	}
	values, line, err := parseFields(p.text[p.lines[0].End:p.lines[end].Start])
	switch {
	case !bad && err == nil:
		p.fields(values)
	case !hasFields:
		return 0 // prose between two rules
	case !bad: // of bytes that are not UTF-8 there is a problem already
		p.problem(line, "front matter does not parse: "+err.Error(), "left out; title, date and language are taken from the text")
	}
	return end + 1
}

// frontMatterEnd returns the index of the line that closes the front matter,
// --- or ..., when the file begins with ---; 0 where there is none.
func (p *page) frontMatterEnd() int {
	isMark := func(i int, mark string) bool {
		return p.lineText(i) == mark && p.lines[i].indent == 0 && !p.lines[i].quoted
	}
	if !isMark(0, "---") {
		return 0
	}
	for i := 1; i < len(p.lines) && p.lines[i].Start < maxFrontMatter; i++ {
		if isMark(i, "---") || isMark(i, "...") {
			return i
		}
	}
	if len(p.lines) > 1 && isField(p.lineText(1)) {
		p.problem(1, "front matter is not closed by ---", "read as text")
	}
	return 0
}

// parseFields returns the fields of a YAML mapping, or an error and the line
// where it is.
func parseFields(src string) (values []*ast.MappingValueNode, line int, err error) {
	file, err := parser.ParseBytes([]byte(src), 0)
	if yerr := yaml.Error(nil); errors.As(err, &yerr) {
		line = 1
		if tk := yerr.GetToken(); tk != nil && tk.Position != nil {
			line = tk.Position.Line
		}
		message, _, _ := strings.Cut(yerr.GetMessage(), "\n")
		return nil, line, errors.New(message)
	}
	if err != nil {
		return nil, 1, err
	}
	for _, doc := range file.Docs {
		switch body := doc.Body.(type) {
		case nil:
		case *ast.MappingNode:
			values = append(values, body.Values...)
		case *ast.MappingValueNode:
			values = append(values, body)
		default:
			return nil, 1, errors.New("it is not a list of fields")
		}
	}
	return values, 0, nil
}

// isField reports whether a line begins like "key:".
func isField(s string) bool {
	key, _, ok := strings.Cut(strings.TrimPrefix(s, "- "), ":")
	return ok && key != "" && !strings.ContainsAny(key, " \t\u00a0\u202f.,;")
}

// fields takes over the fields of front matter that are known.
func (p *page) fields(values []*ast.MappingValueNode) {
	a := p.article
	bad := func(v *ast.MappingValueNode, want string) {
		key := v.Key.GetToken()
		p.problem(key.Position.Line, fmt.Sprintf("front matter: %s is not %s", oneLine(key.Value), want), "the field is ignored")
	}
	var date *ast.MappingValueNode // read last: how depends on the language
	for _, v := range values {
		var ok bool
		switch strings.ToLower(v.Key.GetToken().Value) {
		case "title":
			if a.Title, ok = scalar(v.Value); !ok {
				bad(v, "text")
			}
		case "source":
			if a.Source, ok = scalar(v.Value); !ok {
				bad(v, "text")
			}
		case "lang":
			tag, isText := scalar(v.Value)
			if a.Lang, ok = language(tag); !ok || !isText {
				bad(v, "fr or en")
			}
		case "date":
			date = v
		case "topics":
			if a.Topics, ok = scalars(v.Value); !ok {
				bad(v, "a list")
			}
		}
	}
	if date != nil {
		text, ok := scalar(date.Value)
		if a.Date, _ = ParseDate(text, a.Lang); a.Date == "" && (text != "" || !ok) {
			bad(date, "a date like 2024-10-18")
		}
	}
}

// language reads "fr", "en-GB" and the like; empty is no language.
func language(tag string) (lang string, ok bool) {
	switch lang, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-"); lang {
	case "fr", "en", "":
		return lang, true
	}
	return "", false
}

// scalar returns the text of a YAML value on one line; empty for null.
func scalar(node ast.Node) (text string, ok bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return oneLine(n.Value), true
	case *ast.LiteralNode:
		return oneLine(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	case *ast.NullNode:
		return "", true
	}
	return "", false
}

// scalars returns the texts of a YAML list; a single one will do as well.
func scalars(node ast.Node) (texts []string, ok bool) {
	nodes := []ast.Node{node}
	if list, ok := node.(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	for _, n := range nodes {
		s, ok := scalar(n)
		if !ok {
			return nil, false
		}
		if s != "" {
			texts = append(texts, s)
		}
	}
	return texts, true
}
