package main

import (
	"fmt"
	"runtime/debug"
)

// version says which build this is, as the go command noted it: a version, the
// revision and its time where the sources were a clone, and the Go release.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of unknown version"
	}
	noted := make(map[string]string)
	for _, s := range info.Settings {
		noted[s.Key] = s.Value
	}
	v := info.Main.Version
	if revision := noted["vcs.revision"]; revision != "" {
		v += fmt.Sprintf(" (revision %s of %s)", revision, noted["vcs.time"])
	}
	return fmt.Sprintf("%s, %s %s/%s", v, info.GoVersion, noted["GOOS"], noted["GOARCH"])
}

// module returns the path of the Go module that this is built from.
func module() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return info.Main.Path
}
