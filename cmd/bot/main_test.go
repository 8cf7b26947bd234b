package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// atOnce is a setting of the race detector: without it, a program that was
// built with it sleeps for a second when it ends.
const atOnce = "atexit_sleep_ms=0"

func TestMain(m *testing.M) {
	os.Setenv("GORACE", atOnce)
	testscript.Main(m, map[string]func(){"bot": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: func(env *testscript.Env) error { env.Setenv("GORACE", atOnce); return nil },
	})
}
