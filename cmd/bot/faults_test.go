package main

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	kills    = flag.Int("kills", 6, "how often to kill a process that builds an index")
	killSeed = flag.Uint64("kill-seed", 0, "seed of the moments of the kills; 0: a new one")
)

// A process that is killed at any moment of building an index leaves nothing
// that the next start stumbles over, and the next start leaves nothing of it.
func TestKilledWhileBuilding(t *testing.T) {
	seed := *killSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-kill-seed=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))

	const question = "Qui garde le phare numéro 777 ?"
	// In turn, so that each has to replace the index of the other.
	corpora := []string{lighthouses(t, "Anne"), lighthouses(t, "Yves")}
	index := filepath.Join(t.TempDir(), "index")
	// building runs the bot and returns when it begins to build the index.
	building := func(corpus string) (*exec.Cmd, *bytes.Buffer) {
		cmd := exec.Command("bot", "ask", "--json", "--corpus", corpus, "--index", index, question)
		answer := new(bytes.Buffer)
		cmd.Stdout = answer
		log, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(log); lines.Scan() && !strings.Contains(lines.Text(), "index is built"); {
		}
		return cmd, answer
	}
	var right [2]string
	var took time.Duration // to build the index, which then gets its manifest
	for i, corpus := range corpora {
		cmd, answer := building(corpus)
		began := time.Now()
		if err := cmd.Wait(); err != nil || !strings.Contains(answer.String(), "777") {
			t.Fatalf("%v\n%s", err, answer)
		}
		manifest, err := os.Stat(filepath.Join(index, "index", "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		right[i], took = answer.String(), manifest.ModTime().Sub(began)
	}
	killed, halfway := 0, 0
	for i := 0; killed < *kills; i++ {
		cmd, _ := building(corpora[i%2])
		// Some come when the index is built and takes its place, or has taken it.
		moment := time.AfterFunc(time.Duration(random.Int64N(int64(took*5/4))), func() { cmd.Process.Kill() })
		cmd.Wait()
		if !moment.Stop() {
			killed++
		}
		if slices.ContainsFunc(entries(t, index), func(name string) bool { return strings.HasPrefix(name, "building-") }) {
			halfway++
		}
		cmd, answer := building(corpora[i%2])
		if err := cmd.Wait(); err != nil || answer.String() != right[i%2] {
			t.Errorf("start %d: %v; the answer is\n%swant\n%s", i, err, answer, right[i%2])
		}
		if left := entries(t, index); !slices.Equal(left, []string{"index", "lock"}) {
			t.Errorf("start %d: the folder of the index holds %q", i, left)
		}
	}
	if halfway == 0 {
		t.Error("no kill came in the middle of a build")
	}
	t.Logf("%d kills, %d of them halfway through a build", killed, halfway)
}

// A limit on the size of files fails writes as a full disk does, at any point
// of a build. The bot answers all the same, says what is wrong, and leaves
// nothing behind.
func TestFullDisk(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell that could set a limit: ", err)
	}
	corpus := lighthouses(t, "Anne")
	for _, limit := range []int{1, 50, 70, 90, 150, 250} { // in blocks of 512 bytes
		t.Run(fmt.Sprint(limit), func(t *testing.T) {
			index := filepath.Join(t.TempDir(), "index")
			cmd := exec.Command("sh", "-c", fmt.Sprintf(`ulimit -f %d && exec "$@"`, limit), "sh",
				"bot", "ask", "--corpus", corpus, "--index", index, "Qui garde le phare numéro 777 ?")
			var log bytes.Buffer
			cmd.Stderr = &log
			out, err := cmd.Output()
			if err != nil || !strings.Contains(string(out), "777") {
				t.Fatalf("%v\n%s%s", err, out, &log)
			}
			if !strings.Contains(log.String(), "index can't be kept; using memory") || !strings.Contains(log.String(), "file too large") {
				t.Errorf("the log does not say so:\n%s", &log)
			}
			if left := entries(t, index); !slices.Equal(left, []string{"lock"}) {
				t.Errorf("left behind: %q", left)
			}
		})
	}
}

// lighthouses makes a folder of articles in which a keeper keeps lighthouses.
func lighthouses(t testing.TB, keeper string) string {
	t.Helper()
	dir := t.TempDir()
	for i := range 5 {
		var b strings.Builder
		for j := range 300 {
			fmt.Fprintf(&b, "Le phare numéro %d est gardé par %s depuis %d ans.\n\n", 300*i+j, keeper, j)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.md", i)), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// entries returns the names of what is in a folder, sorted.
func entries(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}
