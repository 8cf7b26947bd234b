package article

import (
	"slices"
	"strings"
)

// Keep adds to c, read from the same folder as old but later, the articles of
// old whose files are there and can't be read any more.
func (c *Corpus) Keep(old *Corpus) {
	for i, p := range c.Problems {
		if !p.Unread {
			continue
		}
		kept := false
		for _, a := range old.Articles {
			if a.Name == p.File || strings.HasPrefix(a.Name, p.File+"/") { // a folder that can't be read
				c.Articles = append(c.Articles, a)
				kept = true
			}
		}
		if kept {
			c.Problems[i].Action += "; what was read of it before stays"
		}
	}
	slices.SortFunc(c.Articles, func(a, b *Article) int { return strings.Compare(a.Name, b.Name) })
}

// Same reports whether c and other hold the same files.
func (c *Corpus) Same(other *Corpus) bool {
	return slices.EqualFunc(c.Articles, other.Articles, func(a, b *Article) bool {
		return a.Name == b.Name && a.Text == b.Text
	})
}
