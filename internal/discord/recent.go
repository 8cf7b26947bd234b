package discord

import (
	"context"
	"strings"
	"sync"
	"time"

	"entente/internal/answer"
)

const (
	// recentLife is how long an answer is used again: long enough for those
	// who ask the same after each other.
	recentLife = time.Minute
	mostRecent = 256
)

// recent are the answers just given, all of one engine.
type recent struct {
	mu      sync.Mutex
	engine  Engine
	answers *memory[recentKey, answer.Answer]
	// forget lets go of the engine a while after the last question: if it has
	// been replaced since, nobody needs its index any more.
	forget *time.Timer
}

// A recentKey is a question that stands alone.
type recentKey struct {
	text, lang string
	skip       int
}

func newRecent() *recent {
	r := &recent{answers: newMemory[recentKey, answer.Answer](mostRecent, recentLife)}
	r.forget = time.AfterFunc(recentLife, func() { r.use(nil) })
	return r
}

// answer answers q by the engine, or as it was answered just before.
func (r *recent) answer(ctx context.Context, engine Engine, q answer.Question) (answer.Answer, error) {
	if len(q.Before) > 0 {
		return engine.Answer(ctx, q)
	}
	r.use(engine)
	r.forget.Reset(recentLife)
	key := recentKey{bare(q.Text), q.Lang, q.Skip}
	if a, ok := r.answers.get(key); ok {
		a.Question = q.Text
		return a, nil
	}
	a, err := engine.Answer(ctx, q)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.engine == engine {
			r.answers.put(key, a)
		}
	}
	return a, err
}

// bare returns a question without the marks at its end, which change nothing.
func bare(question string) string { return strings.TrimRight(question, "?!.… \u00a0\u202f") }

// use forgets the answers of any other engine, and the engine.
func (r *recent) use(engine Engine) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.engine != engine {
		r.engine = engine
		r.answers.clear()
	}
}
