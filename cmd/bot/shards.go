package main

import (
	"fmt"
	"strconv"

	"entente/internal/discord"
)

// A shardCount is a number of shards, or discord.AutoShards.
type shardCount int

// UnmarshalText reads a number from 1, or "auto".
func (c *shardCount) UnmarshalText(text []byte) error {
	if string(text) == "auto" {
		*c = discord.AutoShards
		return nil
	}
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 {
		return fmt.Errorf("%q is neither a number from 1 nor auto", text)
	}
	*c = shardCount(n)
	return nil
}
