package article_test

import (
	"testing"

	"entente/internal/article"
)

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := article.Read(b.Context(), "../../../shared/eval/piaf/articles", article.DefaultMaxBytes); err != nil {
			b.Skip(err, "needs the shared folder")
		}
	}
}
