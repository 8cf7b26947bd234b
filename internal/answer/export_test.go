package answer

import (
	"context"
	"io"
	"slices"

	"entente/internal/retrieval"
)

// Clauses returns what e searches for to answer q.
func (e *Engine) Clauses(ctx context.Context, q Question) ([]retrieval.Clause, error) {
	r, err := e.read(ctx, q)
	strict, loose := e.clauses(r)
	return slices.Concat(strict, loose), err
}

// WithGlossary returns an engine like e that knows nothing but a glossary.
func (e *Engine) WithGlossary(r io.Reader) (*Engine, error) {
	g, err := readGlossary(vocabulary{text: r})
	return &Engine{index: e.index, lang: e.lang, glossary: g, model: e.model, minScore: e.minScore}, err
}
