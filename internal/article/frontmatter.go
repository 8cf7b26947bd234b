package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFrontMatter bounds the front matter, in bytes.
const maxFrontMatter = 64 << 10

// frontMatter finds the lines between --- and --- (or ...) that the file
// begins with and returns the index of the first line after them; 0 where
// there are none.
func (p *page) frontMatter() int {
	if len(p.lines) == 0 || p.lineText(0) != "---" {
		return 0
	}
	end := 0
	for i := 1; i < len(p.lines) && end == 0 && p.lines[i].Start-p.lines[0].Start < maxFrontMatter; i++ {
		if s := p.lineText(i); s == "---" || s == "..." {
			end = i
		}
	}
	if end == 0 {
		if len(p.lines) > 1 && isField(p.lineText(1)) {
			p.problem(1, "front matter is not closed by ---", "read as text")
		}
		return 0
	}
	lines := p.lines[1:end]
	if slices.ContainsFunc(lines, func(l line) bool { return l.bad }) {
		p.problem(1, "front matter is not UTF-8", "left out; title, date and language are taken from the text")
		return end + 1
	}
	src := p.text[p.lines[0].End:p.lines[end].Start]
	file, err := parser.ParseBytes([]byte(src), 0)
	if err == nil && len(file.Docs) > 0 && file.Docs[0].Body == nil {
		return end + 1 // empty
	}
	if err == nil && len(file.Docs) == 1 {
		switch body := file.Docs[0].Body.(type) {
		case *ast.MappingNode:
			p.fields(body.Values)
			return end + 1
		case *ast.MappingValueNode:
			p.fields([]*ast.MappingValueNode{body})
			return end + 1
		}
	}
	if !slices.ContainsFunc(lines, func(l line) bool { return isField(p.text[l.Start:l.End]) }) {
		return 0 // prose between two rules
	}
	at, reason := 1, "it is not a list of fields"
	if yerr := yaml.Error(nil); errors.As(err, &yerr) {
		reason, _, _ = strings.Cut(yerr.GetMessage(), "\n")
		if tk := yerr.GetToken(); tk != nil && tk.Position != nil {
			at = tk.Position.Line
		}
	}
	p.problem(at, "front matter does not parse: "+reason, "left out; title, date and language are taken from the text")
	return end + 1
}

// isField reports whether a line begins like "key:".
func isField(s string) bool {
	key, _, ok := strings.Cut(s, ":")
	return ok && key != "" && !strings.ContainsAny(key, " \t\u00a0\u202f.,;")
}

// fields takes over the fields of front matter that are known.
func (p *page) fields(values []*ast.MappingValueNode) {
	a := p.article
	for _, v := range values {
		key := strings.ToLower(v.Key.GetToken().Value)
		bad := func(want string) {
			p.problem(v.Key.GetToken().Position.Line, fmt.Sprintf("front matter: %s is not %s", key, want), "the field is ignored")
		}
		switch key {
		case "title", "source", "date", "lang":
			s, ok := scalar(v.Value)
			if !ok {
				bad("text")
				continue
			}
			switch key {
			case "title":
				a.Title = s
			case "source":
				a.Source = s
			case "lang":
				switch lang, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(s, "_", "-")), "-"); lang {
				case "fr", "en":
					a.Lang = lang
				case "":
				default:
					bad("fr or en")
				}
			case "date":
				if a.Date, ok = parseDate(s, "fr"); !ok && s != "" {
					bad("a date like 2024-10-18")
				}
			}
		case "topics":
			list, ok := v.Value.(*ast.SequenceNode)
			if !ok {
				if s, ok := scalar(v.Value); !ok {
					bad("a list")
				} else if s != "" {
					a.Topics = []string{s}
				}
				continue
			}
			for _, node := range list.Values {
				if s, ok := scalar(node); !ok {
					bad("a list of words")
					a.Topics = nil
					break
				} else if s != "" {
					a.Topics = append(a.Topics, s)
				}
			}
		}
	}
}

// scalar returns the text of a YAML value on one line; empty for null.
func scalar(node ast.Node) (string, bool) {
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
