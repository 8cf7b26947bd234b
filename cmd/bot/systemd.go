package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

// tellSystemd tells systemd, if that has started the bot, what state it is in.
func tellSystemd(log *slog.Logger, state string) {
	if _, err := daemon.SdNotify(false, state); err != nil {
		log.Warn("systemd can't be told", "state", state, "err", err)
	}
}

// feedWatchdog tells systemd, if it wants to know, that the bot is alive, as
// often as it has to and as long as it is, until ctx is done.
func feedWatchdog(ctx context.Context, log *slog.Logger, alive func(context.Context) error) {
	patience, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		log.Warn("systemd's watchdog can't be fed", "err", err)
	}
	if patience <= 0 {
		return
	}
	meals := time.NewTicker(patience / 3)
	defer meals.Stop()
	for {
		trial, cancel := context.WithTimeout(ctx, patience/3)
		err := alive(trial)
		cancel()
		if err == nil {
			tellSystemd(log, daemon.SdNotifyWatchdog)
		} else if ctx.Err() == nil {
			log.Error("no question can be answered; systemd starts the bot anew if that stays so", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-meals.C:
		}
	}
}
