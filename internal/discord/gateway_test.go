package discord_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"entente/internal/discord"
	"entente/internal/discord/discordtest"
)

// haste is how many times faster than usual all goes in tests of faults.
const haste = 40

// hurried starts a server and a bot that both go haste times as fast; script
// says how the server misbehaves from the beginning.
func hurried(t *testing.T, ask ask, script func(*discordtest.Server), change ...func(*discord.Config)) (*discordtest.Server, *running) {
	t.Helper()
	s := discordtest.NewServer(t)
	s.KeepPace(haste)
	script(s)
	return s, start(t, s, ask, append(change, discord.Hurry(haste))...)
}

// Whatever goes wrong, the bot comes back, without a login that it could do
// without, and answers what it is asked.
func TestConnectionFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stage           discordtest.Stage
		fault           discordtest.Fault
		logins, resumes int
	}{
		{discordtest.OnConnect, discordtest.Reconnect(), 1, 0},
		{discordtest.OnConnect, discordtest.Silence(), 1, 0},
		{discordtest.OnConnect, discordtest.Cut(), 1, 0},
		{discordtest.OnConnect, discordtest.Close(1001), 1, 0},
		{discordtest.OnConnect, discordtest.Twice(), 1, 0},
		{discordtest.OnConnect, discordtest.Instead(`{"op":10,"d":null}`), 1, 0},
		{discordtest.OnLogin, discordtest.Reconnect(), 2, 0},
		{discordtest.OnLogin, discordtest.InvalidSession(false), 2, 0},
		{discordtest.OnLogin, discordtest.InvalidSession(true), 2, 0},
		{discordtest.OnLogin, discordtest.Silence(), 2, 0},
		{discordtest.OnLogin, discordtest.Cut(), 2, 0},
		{discordtest.OnLogin, discordtest.HalfClose(), 2, 0},
		{discordtest.OnLogin, discordtest.Instead("{"), 2, 0},
		{discordtest.OnLogin, discordtest.Instead(`{"op":0,"t":"READY","s":1,"d":{}}`), 2, 0},
		{discordtest.OnLogin, discordtest.Before(`{"op":0,"t":"NEW_KIND","s":0,"d":[]}`), 1, 0},
		{discordtest.OnLogin, discordtest.Drip(0), 1, 0},
		{discordtest.OnBeat, discordtest.NoACKs(), 1, 1},
		{discordtest.OnBeat, discordtest.Silence(), 1, 1},
		{discordtest.OnBeat, discordtest.Before(`{"op":1,"d":null}`), 1, 0},
		{discordtest.OnBeat, discordtest.Before(`{"op":99,"d":null}`), 1, 0},
		{discordtest.OnBeat, discordtest.Before(`{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{"author":7}}`), 1, 0},
		{discordtest.OnEvent, discordtest.Reconnect(), 1, 1},
		{discordtest.OnEvent, discordtest.InvalidSession(true), 1, 1},
		{discordtest.OnEvent, discordtest.Cut(), 1, 1},
		{discordtest.OnEvent, discordtest.Reset(), 1, 1},
		{discordtest.OnEvent, discordtest.HalfClose(), 1, 1},
		{discordtest.OnEvent, discordtest.Silence(), 1, 1},
		{discordtest.OnEvent, discordtest.Drip(time.Second), 1, 1},
		{discordtest.OnEvent, discordtest.Instead("nonsense"), 1, 1},
		{discordtest.OnEvent, discordtest.Twice(), 1, 0},
		{discordtest.OnEvent, discordtest.Late(time.Millisecond), 1, 0},
	} {
		t.Run(fmt.Sprint(tt.stage, " ", tt.fault), func(t *testing.T) {
			t.Parallel()
			s, _ := hurried(t, parrot, func(s *discordtest.Server) { s.Misbehave(tt.stage, tt.fault) })
			err := errors.Join(s.WaitLogins(deadline(t), tt.logins), s.WaitReady(deadline(t)))
			if tt.stage == discordtest.OnBeat {
				err = errors.Join(err, s.WaitACKs(deadline(t)), s.WaitResumes(deadline(t), tt.resumes))
			}
			if err != nil {
				t.Fatal(err)
			}
			checkParrot(t, reply(t, s, s.Member("alice", "fr").DM("Combien ?")), "fr", "Combien ?")
			if s.Logins() != tt.logins || s.Resumes() != tt.resumes {
				t.Errorf("%d logins and %d resumes, want %d and %d", s.Logins(), s.Resumes(), tt.logins, tt.resumes)
			}
		})
	}
}

// Discord closes a connection with a code, and the session goes on or not.
func TestCloseCodes(t *testing.T) {
	t.Parallel()
	for code, logins := range map[int]int{
		1000: 1, 1001: 1, 1006: 1, 4000: 1, 4001: 1, 4002: 1, 4005: 1, 4008: 1, // resumed
		4003: 2, 4007: 2, 4009: 2, // begun anew
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			s, _ := hurried(t, parrot, func(*discordtest.Server) {})
			if err := s.WaitReady(deadline(t)); err != nil {
				t.Fatal(err)
			}
			s.MisbehaveNow(discordtest.Close(code))
			err := s.WaitLogins(deadline(t), logins)
			if logins == 1 {
				err = s.WaitResumes(deadline(t), 1)
			}
			if err != nil {
				t.Fatal(err)
			}
			checkParrot(t, reply(t, s, s.Member("alice", "fr").DM("Combien ?")), "fr", "Combien ?")
			if s.Logins() != logins {
				t.Errorf("%d logins, want %d", s.Logins(), logins)
			}
		})
	}
}

func TestSessionThatBringsNothingIsGivenUp(t *testing.T) {
	t.Parallel()
	s, _ := hurried(t, parrot, func(s *discordtest.Server) {
		s.Misbehave(discordtest.OnResume, discordtest.Cut(), discordtest.Silence(), discordtest.Close(4000))
	})
	if err := s.WaitReady(deadline(t)); err != nil {
		t.Fatal(err)
	}
	s.MisbehaveNow(discordtest.Reset())
	if err := s.WaitLogins(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
}

// A bot that can't stay logged in stops before its token is reset.
func TestLoginsOfADayAreNotUsedUp(t *testing.T) {
	t.Parallel()
	s, b := hurried(t, parrot, func(s *discordtest.Server) {
		s.SetLoginsLeft(12)
		for range 5 {
			s.Misbehave(discordtest.OnLogin, discordtest.InvalidSession(false))
		}
	}, func(cfg *discord.Config) { cfg.MaxLogins = 990 })
	err := b.wait(deadline(t))
	if err == nil || !strings.Contains(err.Error(), "990") || !strings.Contains(err.Error(), "MAX_LOGINS") {
		t.Errorf("Run returned %v, want it to name the logins and the setting", err)
	}
	if s.Logins() != 2 {
		t.Errorf("%d logins, want 2", s.Logins())
	}
}

func TestMessageWithUnknownComponents(t *testing.T) {
	t.Parallel()
	s := discordtest.NewServer(t)
	login(t, s, parrot)
	other := s.Bot("other").Show(s.Channel(), `{"content":"<@`+s.BotID()+`>","components":[{"type":99}]}`)
	m := s.Member("alice", "fr").ReplyTo(other, "<@"+s.BotID()+"> Combien ?")
	checkParrot(t, reply(t, s, m), "fr", "Combien ?")
}
