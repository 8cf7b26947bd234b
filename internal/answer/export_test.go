package answer

import (
	"context"
	"io"

	"entente/internal/retrieval"
)

// Clauses returns what e searches for to answer q.
func (e *Engine) Clauses(ctx context.Context, q Question) ([]retrieval.Clause, error) {
	r, err := e.read(ctx, q)
	return e.clauses(r), err
}

// WithGlossary returns an engine like e that knows nothing but a glossary.
func (e *Engine) WithGlossary(r io.Reader) (*Engine, error) {
	other := &Engine{index: e.index, lang: e.lang, glossary: emptyGlossary(), model: e.model, minScore: e.minScore}
	return other, other.glossary.read(r)
}
