package discord

// Hurry makes the bot's waits for Discord a number of times shorter.
func Hurry(haste int) func(*Config) {
	return func(cfg *Config) { cfg.haste = haste }
}
