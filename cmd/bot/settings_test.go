package main

import (
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
	"github.com/joho/godotenv"
)

// variables are those that set anything, in order.
func variables(parser *kong.Kong) []string {
	flags := slices.Clone(parser.Model.Flags)
	for _, command := range parser.Model.Leaves(false) {
		flags = append(flags, command.Flags...)
	}
	var names []string
	for _, flag := range flags {
		names = append(names, flag.Envs...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestEveryVariableIsInTheExample(t *testing.T) {
	example, err := os.ReadFile("../../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, m := range regexp.MustCompile(`(?m)^#?([A-Z_]+)=`).FindAllStringSubmatch(string(example), -1) {
		named = append(named, m[1])
	}
	slices.Sort(named)
	if diff := cmp.Diff(variables(newParser(new(commandLine))), named); diff != "" {
		t.Errorf("variables that are read, and those in .env.example (-read +named):\n%s", diff)
	}
}

// Whatever a file .env says, its settings are refused or make sense.
func FuzzSettings(f *testing.F) {
	example, err := os.ReadFile("../../.env.example")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(example))
	f.Add(strings.ReplaceAll(string(example), "\n#", "\n"))
	for _, seed := range []string{
		"MIN_SCORE=NaN", "MIN_SCORE=-0", "MIN_SCORE=1e-400", "MAX_FILE_MIB=8796093022208", "MAX_FILE_MIB=0x10", "LOG_LEVEL=DEBUG",
		"LOG_FORMAT=\"json\" # or text", "export CORPUS_DIR='a\\nb'", "A=${A}\nA", "=\nB:=\"", "\ufeffGUILD=1", "DISCORD_TOKEN=\"\x00\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, env string) {
		file := filepath.Join(t.TempDir(), ".env")
		if err := os.WriteFile(file, []byte(env), 0o600); err != nil {
			t.Fatal(err)
		}
		values, err := godotenv.Read(file)
		if err != nil {
			return
		}
		var line commandLine
		parser := newParser(&line)
		parser.Stdout, parser.Stderr = io.Discard, io.Discard
		for _, name := range variables(parser) {
			// Such as the system takes.
			if value := values[name]; value != "" && !strings.Contains(value, "\x00") {
				t.Setenv(name, value)
			}
		}
		if _, err := parser.Parse([]string{"run"}); err != nil {
			if _, ok := err.(*kong.ParseError); !ok {
				t.Errorf("not an error about a setting: %v", err)
			}
			return
		}
		s := line.settings
		if s.MaxMiB<<20 < 1<<20 || math.IsNaN(s.MinScore) || s.MinScore < 0 || s.MinScore > 1 || s.Corpus == "" {
			t.Errorf("%q makes %+v", env, s)
		}
		if r := line.Run; r.MemberCooldown < 0 || r.ChannelCooldown < 0 || r.MaxLogins < 1 || r.Shards == 0 {
			t.Errorf("%q makes %+v", env, r)
		}
		s.logger()
	})
}
