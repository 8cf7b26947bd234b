package discord

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// A memory keeps the newest of what is put into it for a time. It may be used
// by many goroutines. Unlike the expirable cache of the module that it rests
// on, it has no goroutine of its own, which nothing could end.
type memory[K comparable, V any] struct {
	life time.Duration
	kept *lru.Cache[K, dated[V]]
}

// A dated value is kept until a time.
type dated[V any] struct {
	value V
	until time.Time
}

// newMemory returns a memory of at most size values, at least one.
func newMemory[K comparable, V any](size int, life time.Duration) *memory[K, V] {
	kept, _ := lru.New[K, dated[V]](size) // fails for sizes below 1
	return &memory[K, V]{life, kept}
}

func (m *memory[K, V]) put(key K, value V) { m.kept.Add(key, dated[V]{value, time.Now().Add(m.life)}) }

// putNew puts a value unless there is one already, and reports whether it did.
func (m *memory[K, V]) putNew(key K, value V) bool {
	now := time.Now()
	d := dated[V]{value, now.Add(m.life)}
	old, ok, _ := m.kept.PeekOrAdd(key, d)
	if ok && now.Before(old.until) {
		return false
	}
	if ok {
		m.kept.Add(key, d)
	}
	return true
}

func (m *memory[K, V]) get(key K) (value V, ok bool) {
	d, ok := m.kept.Get(key)
	if !ok || !time.Now().Before(d.until) {
		return value, false
	}
	return d.value, true
}

func (m *memory[K, V]) clear() { m.kept.Purge() }
