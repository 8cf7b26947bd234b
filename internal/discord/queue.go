package discord

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
)

const (
	// workers is how many things asked are worked on at a time. Much of that is
	// waiting for Discord.
	workers = 16
	// mostWaiting is how many may wait for a worker, and mostWaitingEach how
	// many of one member.
	mostWaiting     = 256
	mostWaitingEach = 16
)

// errBusy says that too many wait already.
var errBusy = errors.New("too many questions are waiting")

// A queue lets a number of things be worked on at a time. Others wait for
// their turn: the channels take turns, and in a channel its members do.
type queue struct {
	mu                sync.Mutex
	free              int       // workers
	line              []*ticket // those who wait, as they came
	channels, members turns
	changed           func(waiting int) // called when the line does
}

// A ticket is a place in the line.
type ticket struct {
	origin
	called chan struct{} // closed when a worker is free for it
}

func newQueue(changed func(waiting int)) *queue {
	return &queue{free: workers, channels: turns{}, members: turns{}, changed: changed}
}

// do works when it is the origin's turn. It returns errBusy if too many wait
// already, and the error of ctx if that is done first.
func (q *queue) do(ctx context.Context, from origin, work func()) error {
	t, err := q.join(from)
	if err != nil {
		return err
	}
	select {
	case <-t.called:
	case <-ctx.Done():
		q.leave(t)
		return ctx.Err()
	}
	defer q.release()
	work()
	return nil
}

// join gives out a ticket, which is called at once if a worker is free.
func (q *queue) join(from origin) (*ticket, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	t := &ticket{from, make(chan struct{})}
	if q.free > 0 {
		q.free--
		close(t.called)
		return t, nil
	}
	if len(q.line) == mostWaiting || q.members.waiting(from.member) == mostWaitingEach {
		return nil, errBusy
	}
	q.line = append(q.line, t)
	q.changed(len(q.line))
	q.channels.join(from.channel)
	q.members.join(from.member)
	return t, nil
}

// release gives the worker to whoever's turn it is.
func (q *queue) release() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.line) == 0 {
		q.free++
		return
	}
	t := slices.MinFunc(q.line, func(a, b *ticket) int { // the first of those that are least
		return cmp.Or(cmp.Compare(q.channels[a.channel].had, q.channels[b.channel].had),
			cmp.Compare(q.members[a.member].had, q.members[b.member].had))
	})
	q.channels[t.channel].had++
	q.members[t.member].had++
	q.remove(t)
	close(t.called)
}

// leave gives a ticket back, and the worker that it was called to meanwhile.
func (q *queue) leave(t *ticket) {
	q.mu.Lock()
	waits := slices.Contains(q.line, t)
	if waits {
		q.remove(t)
	}
	q.mu.Unlock()
	if !waits {
		q.release()
	}
}

func (q *queue) remove(t *ticket) {
	q.line = slices.DeleteFunc(q.line, func(other *ticket) bool { return other == t })
	q.changed(len(q.line))
	q.channels.leave(t.channel)
	q.members.leave(t.member)
}

// turns are those of the channels, or of the members, that have tickets in the
// line, by ID.
type turns map[string]*turn

// A turn says how many tickets one has in the line, and how many of its tickets
// were called. Who comes new is taken to have had as many as who had the
// fewest, so that nobody is overtaken for ever.
type turn struct{ waiting, had int }

func (ts turns) join(id string) {
	t := ts[id]
	if t == nil {
		t = &turn{had: ts.fewest()}
		ts[id] = t
	}
	t.waiting++
}

func (ts turns) leave(id string) {
	if ts[id].waiting--; ts[id].waiting == 0 {
		delete(ts, id)
	}
}

// fewest returns how many tickets of who had the fewest were called.
func (ts turns) fewest() int {
	fewest := -1
	for _, t := range ts {
		if fewest < 0 || t.had < fewest {
			fewest = t.had
		}
	}
	return max(fewest, 0)
}

func (ts turns) waiting(id string) int {
	if t := ts[id]; t != nil {
		return t.waiting
	}
	return 0
}
