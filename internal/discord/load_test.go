package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"entente/internal/answer"
)

func TestCooldown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCooldown(5*time.Second, time.Second)
		alice, elsewhere := origin{"alice", "here"}, origin{"alice", "there"}
		expect := func(from origin, want time.Duration, wantNews bool) {
			t.Helper()
			if got, news := c.wait(from); got.Round(time.Millisecond) != want || news != wantNews {
				t.Errorf("%v has to wait %v, news %t; want %v, %t", from, got, news, want, wantNews)
			}
		}
		for range memberBurst {
			expect(alice, 0, false)
		}
		expect(alice, 5*time.Second, true)
		time.Sleep(2 * time.Second)
		expect(alice, 3*time.Second, false)
		expect(elsewhere, 3*time.Second, false)
		expect(origin{"bob", "here"}, 0, false)
		time.Sleep(3 * time.Second)
		expect(elsewhere, 0, false)
		expect(alice, 5*time.Second, true)

		for i := range channelBurst {
			expect(origin{fmt.Sprint(i), "crowded"}, 0, false)
		}
		expect(origin{"carol", "crowded"}, time.Second, true)
		expect(origin{"carol", "quiet"}, 0, false) // the wait in the channel did not count for her
		time.Sleep(time.Second)
		expect(origin{"carol", "crowded"}, 0, false)
	})
}

func TestNoCooldown(t *testing.T) {
	c := newCooldown(0, 0)
	for range 1000 {
		if wait, _ := c.wait(origin{"alice", "here"}); wait != 0 {
			t.Fatalf("has to wait %v", wait)
		}
	}
}

func TestSeconds(t *testing.T) {
	for wait, want := range map[time.Duration]int{time.Millisecond: 1, time.Second: 1, 1001 * time.Millisecond: 2} {
		if got := seconds(wait); got != want {
			t.Errorf("%v is %d seconds, want %d", wait, got, want)
		}
	}
}

// full returns a queue whose workers are all busy.
func full() *queue {
	q := newQueue(func(int) {})
	q.free = 0
	return q
}

func TestTurns(t *testing.T) {
	q := full()
	told := 0
	q.changed = func(waiting int) { told = waiting }
	var line []*ticket
	for _, from := range []origin{
		{"alice", "a"}, {"alice", "a"}, {"alice", "a"}, {"bob", "a"}, {"alice", "a"},
		{"carol", "b"}, {"carol", "b"}, {"dave", "c"},
	} {
		tk, err := q.join(from)
		if err != nil {
			t.Fatal(err)
		}
		line = append(line, tk)
	}
	if told != len(line) {
		t.Errorf("%d are said to wait, want %d", told, len(line))
	}
	var order []string
	next := func() {
		q.release()
		for i, tk := range line {
			select {
			case <-tk.called:
				order = append(order, tk.member)
				line = slices.Delete(line, i, i+1)
				return
			default:
			}
		}
	}
	for range 4 {
		next()
	}
	tk, err := q.join(origin{"erin", "d"})
	if err != nil {
		t.Fatal(err)
	}
	line = append(line, tk)
	for range 5 {
		next()
	}
	want := []string{"alice", "carol", "dave", "bob", "carol", "erin", "alice", "alice", "alice"}
	if !slices.Equal(order, want) {
		t.Errorf("the turns went to %v, want %v", order, want)
	}
	if len(q.line)+len(q.channels)+len(q.members)+told != 0 {
		t.Errorf("left behind: %+v; %d are said to wait", q, told)
	}
}

func TestQueueIsBounded(t *testing.T) {
	q := full()
	for range mostWaitingEach {
		if _, err := q.join(origin{"alice", "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := q.join(origin{"alice", "b"}); !errors.Is(err, errBusy) {
		t.Errorf("one more of the same member: %v", err)
	}
	for i := range mostWaiting - mostWaitingEach {
		if _, err := q.join(origin{fmt.Sprint(i), "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.do(t.Context(), origin{"bob", "b"}, func() { t.Error("worked on") }); !errors.Is(err, errBusy) {
		t.Errorf("one more in all: %v", err)
	}
}

func TestWhoGivesUpLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := full()
		ctx, cancel := context.WithCancel(t.Context())
		var err error
		go func() { err = q.do(ctx, origin{"alice", "a"}, func() { t.Error("worked on") }) }()
		synctest.Wait()
		cancel()
		synctest.Wait()
		if !errors.Is(err, context.Canceled) || len(q.line) != 0 {
			t.Errorf("got error %v, and %d are waiting", err, len(q.line))
		}
		// One that was called just then hands the worker on.
		called, _ := q.join(origin{"alice", "a"})
		waiting, _ := q.join(origin{"bob", "a"})
		q.release()
		<-called.called
		q.leave(called)
		<-waiting.called
		q.release()
		if q.free != 1 {
			t.Errorf("%d workers are free, want 1", q.free)
		}
	})
}

// counting counts how many times it is asked, and can do nothing else.
type counting struct {
	Engine
	asked int
}

func (c *counting) Answer(_ context.Context, q answer.Question) (answer.Answer, error) {
	c.asked++
	if q.Text == "bad" {
		return answer.Answer{}, errors.New("bad question")
	}
	return answer.Answer{Question: q.Text}, nil
}

func TestRecentAnswersAreUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, first, second := newRecent(), new(counting), new(counting)
		before := []answer.Turn{{Question: "before"}}
		for i, tt := range []struct {
			engine *counting
			q      answer.Question
			asks   bool
		}{
			{first, answer.Question{Text: "when?"}, true},
			{first, answer.Question{Text: "when?"}, false},
			{first, answer.Question{Text: "when\u00a0??"}, false},
			{first, answer.Question{Text: "When?"}, true}, // a capital may make a name
			{first, answer.Question{Text: "when?", Lang: "fr"}, true},
			{first, answer.Question{Text: "when?", Skip: 3}, true},
			{first, answer.Question{Text: "when?", Before: before}, true},
			{first, answer.Question{Text: "when?", Before: before}, true},
			{first, answer.Question{Text: "bad"}, true},
			{first, answer.Question{Text: "bad"}, true},
			{second, answer.Question{Text: "when?"}, true},
			{second, answer.Question{Text: "when?"}, false},
			{first, answer.Question{Text: "when?"}, true},
		} {
			asked := tt.engine.asked
			a, err := r.answer(t.Context(), tt.engine, tt.q)
			if (err != nil) != (tt.q.Text == "bad") || err == nil && a.Question != tt.q.Text {
				t.Errorf("%d: got %+v, %v", i, a, err)
			}
			if asks := tt.engine.asked > asked; asks != tt.asks {
				t.Errorf("%d: the engine is asked %t, want %t", i, asks, tt.asks)
			}
		}
		time.Sleep(recentLife)
		synctest.Wait()
		if r.engine != nil {
			t.Error("an engine that may have been replaced is kept")
		}
		asked := first.asked
		r.answer(t.Context(), first, answer.Question{Text: "when?"})
		if first.asked == asked {
			t.Error("an old answer is used again")
		}
	})
}

func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory[string, int](2, time.Hour)
		if !m.putNew("a", 1) || m.putNew("a", 2) {
			t.Error("a value is put twice, or not at all")
		}
		m.put("b", 3)
		if v, ok := m.get("a"); v != 1 || !ok {
			t.Errorf("a is %d, %t", v, ok)
		}
		m.put("c", 4)
		if v, ok := m.get("b"); ok {
			t.Errorf("b is still %d", v)
		}
		time.Sleep(time.Hour)
		if v, ok := m.get("a"); ok {
			t.Errorf("a is %d after its time", v)
		}
		if !m.putNew("a", 5) {
			t.Error("what is over stands in the way of the new")
		}
	})
}
