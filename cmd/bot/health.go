package main

import (
	"context"
	"errors"

	"entente/internal/metrics"
)

type healthCommand struct{}

// Run asks the running bot whether it is ready, and ends with an error if not.
func (healthCommand) Run(ctx context.Context, s *settings) error {
	if s.Metrics == "" {
		return errors.New("no address to ask at: set METRICS_ADDR, here and where the bot runs, for example to :9090")
	}
	return metrics.Ready(ctx, s.Metrics)
}
