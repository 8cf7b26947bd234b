package answer

import (
	"context"

	"entente/internal/retrieval"
)

// Clauses returns what e searches for to answer q.
func (e *Engine) Clauses(ctx context.Context, q Question) ([]retrieval.Clause, error) {
	r, err := e.read(ctx, q)
	return e.clauses(r), err
}
