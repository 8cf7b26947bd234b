package retrievaltest_test

import (
	"strings"
	"testing"

	"entente/internal/article"
	"entente/internal/retrieval/retrievaltest"

	"github.com/google/go-cmp/cmp"
)

func TestGrow(t *testing.T) {
	seed, err := article.Read(t.Context(), "../../../corpus", article.DefaultMaxBytes)
	if err != nil {
		t.Fatal(err)
	}
	corpus := retrievaltest.Grow(seed, 5000)
	seen := make(map[string]bool)
	for i, again := range retrievaltest.Grow(seed, 5000).Articles {
		if diff := cmp.Diff(corpus.Articles[i].Text, again.Text); diff != "" {
			t.Fatalf("grown twice (-first +second):\n%s", diff)
		}
		for _, p := range again.Passages {
			text := again.Slice(p.Span)
			if seen[text] {
				t.Errorf("twice: %q", text)
			}
			seen[text] = true
			var sentences []string
			for _, s := range p.Sentences {
				sentences = append(sentences, again.Slice(s))
			}
			if joined := strings.Join(sentences, " "); joined != text {
				t.Errorf("the sentences are %q, of %q", joined, text)
			}
		}
	}
	if len(seen) != 5000 {
		t.Errorf("%d passages, want 5000", len(seen))
	}
}
