package discord

import (
	"math"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// How many questions may come at once before the cooldown is felt.
const (
	memberBurst  = 5
	channelBurst = 20
)

// mostPaced is how many members, and how many channels, are kept in mind. Who
// is forgotten begins anew.
const mostPaced = 10_000

// An origin is where something asked comes from. Its IDs are kept in memory
// alone, and in no log.
type origin struct{ member, channel string }

// A cooldown keeps members and channels from asking too often.
type cooldown struct {
	members, channels *pace
	told              *lru.Cache[string, time.Time] // until when a member knows to wait
}

// newCooldown returns a cooldown with the times between questions, on average,
// of a member and in a channel. 0 stands for none.
func newCooldown(member, channel time.Duration) *cooldown {
	told, _ := lru.New[string, time.Time](mostPaced) // fails for sizes below 1
	return &cooldown{newPace(member, memberBurst), newPace(channel, channelBurst), told}
}

// wait returns how long the next question has to wait; 0 if it may come now,
// and then it counts. News is whether the member was not told before.
func (c *cooldown) wait(from origin) (wait time.Duration, news bool) {
	now := time.Now()
	member := c.members.of(from.member).ReserveN(now, 1)
	if wait = member.DelayFrom(now); wait == 0 {
		channel := c.channels.of(from.channel).ReserveN(now, 1)
		if wait = channel.DelayFrom(now); wait == 0 {
			return 0, false
		}
		channel.CancelAt(now)
	}
	member.CancelAt(now)
	until, known := c.told.Get(from.member)
	if news = !known || !now.Before(until); news {
		c.told.Add(from.member, now.Add(wait))
	}
	return wait, news
}

// seconds returns a time to wait in whole seconds.
func seconds(wait time.Duration) int { return int(math.Ceil(wait.Seconds())) }

// A pace is how often each of many may do something.
type pace struct {
	limit rate.Limit
	burst int

	mu       sync.Mutex
	limiters *lru.Cache[string, *rate.Limiter]
}

func newPace(every time.Duration, burst int) *pace {
	limiters, _ := lru.New[string, *rate.Limiter](mostPaced)
	return &pace{limit: rate.Every(every), burst: burst, limiters: limiters}
}

// of returns the limiter of one of them.
func (p *pace) of(id string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, ok := p.limiters.Get(id)
	if !ok {
		l = rate.NewLimiter(p.limit, p.burst)
		p.limiters.Add(id, l)
	}
	return l
}
