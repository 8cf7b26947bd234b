// Bot is Entente: it answers questions with word-for-word quotes from a folder
// of articles, in Discord and in the terminal.
//
// It reads the settings, builds the parts and runs one subcommand; how any
// part works is left to the internal packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"
)

// commandLine is the settings, the flags and the manual.
type commandLine struct {
	settings

	Version kong.VersionFlag `help:"Say which version this is, and exit."`

	Run    runCommand    `cmd:"" default:"1" help:"Be the Discord bot (the default)."`
	Ask    askCommand    `cmd:"" help:"Answer questions in the terminal: those given, or one a line from standard input."`
	Check  checkCommand  `cmd:"" help:"Read the corpus and report on it. Exits with 1 if a file could not be read."`
	Eval   evalCommand   `cmd:"" help:"Answer questions whose answers are known, and say how well."`
	Invite inviteCommand `cmd:"" help:"Print the link that adds the bot to a server."`
	Gaps   gapsCommand   `cmd:"" help:"List the questions of members that the articles do not answer, those asked most often first."`
	Votes  votesCommand  `cmd:"" help:"List the answers that members voted down, with their quotes and the reasons given."`
	Health healthCommand `cmd:"" help:"Ask the bot that runs here whether it is ready. Exits with 1 if it is not."`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bot:", visible(err.Error()))
		os.Exit(1)
	}
}

func run() error {
	if err := loadEnv(".env"); err != nil {
		return err
	}
	var line commandLine
	parser := newParser(&line)
	parsed, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	return parsed.Run(&line.settings)
}

// newParser returns what reads the environment and the arguments into line.
func newParser(line *commandLine) *kong.Kong {
	return kong.Must(line,
		kong.Name("bot"),
		kong.Description("Answers questions with word-for-word quotes from a folder of articles, in Discord and in the terminal. "+
			"Every setting is a flag and an environment variable, and a file .env is read first; bot run --help lists all that the Discord bot has."),
		kong.ShortUsageOnError(),
		kong.Vars{"version": "bot " + version()},
		kong.BindTo(context.Background(), (*context.Context)(nil)),
	)
}

// loadEnv sets the environment variables that a file names and that are not
// set already, and then drops those that are empty: what is left empty, there or
// in the file that systemd or Docker reads, keeps its default.
func loadEnv(file string) error {
	values, err := godotenv.Read(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read %s: %w", file, err)
	}
	for name, value := range values {
		if _, set := os.LookupEnv(name); set {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
	}
	for _, variable := range os.Environ() {
		if name, value, _ := strings.Cut(variable, "="); value == "" {
			os.Unsetenv(name)
		}
	}
	return nil
}
