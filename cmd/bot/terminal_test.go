package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"entente/internal/answer"
)

// hostile is text that would clear a screen, set its title, begin a command in
// eight bits, ring, delete, end a line, and turn around what follows.
const hostile = "\x1b[2J\x1b]0;moi\a \u009b31m\u007f\b\u0085\u2028\u202efin\u2066"

// Nothing in a file, its name or a question commands a terminal, whichever
// command shows it, and no file forges a line that is not its own.
func TestNothingCommandsTheTerminal(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Skip("no such names here: ", err)
		}
		return name
	}
	sentence := "Le perroquet rouge chante " + hostile + " la nuit dans le port de Kermor."
	write("corpus/a\n"+strings.ReplaceAll(hostile, "/", "")+".md", "# Le port "+hostile+"\n\n"+sentence+"\n")
	write("corpus/b\narticles: 9.md", "")
	write("corpus/c.md", "---\ntitle: \"x\\e[2J\"\ndate: [\x1b[2J\n---\nLe phare de Kermor est haut de trente mètres.\n")
	question := "Que chante le perroquet " + hostile + " ?"
	asked, err := json.Marshal(map[string]any{"id": "q", "question": question, "kind": "direct", "lang": "fr", "answerable": true, "gold": []string{"rien"}})
	if err != nil {
		t.Fatal(err)
	}
	questions := write("questions.jsonl", string(asked)+"\n")
	glossary := write("glossary.tsv", hostile+"\n")

	for _, tt := range []struct {
		name  string
		args  []string
		fails bool
	}{
		{"ask", []string{"ask", question}, false},
		{"ask as JSON", []string{"ask", "--json", question}, false},
		{"check", []string{"check"}, true},
		{"eval", []string{"eval", "--misses", "--questions", questions}, false},
		{"a glossary", []string{"ask", "--glossary", glossary, "Qui ?"}, true},
		{"a folder that is not there", []string{"check", "--corpus", hostile}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cmd := exec.Command("bot", tt.args...)
			cmd.Env = append(os.Environ(), "CORPUS_DIR="+filepath.Join(dir, "corpus"), "LOG_LEVEL=debug")
			out, err := cmd.CombinedOutput()
			if (err != nil) != tt.fails || len(out) == 0 {
				t.Fatalf("%v\n%s", err, out)
			}
			for i, r := range string(out) {
				if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
					t.Fatalf("%q is shown raw: %q", r, out[max(0, i-60):min(i+20, len(out))])
				}
			}
			if bytes.Contains(out, []byte("\narticles: 9")) {
				t.Errorf("a file's name forged a line:\n%s", out)
			}
		})
	}
	cmd := exec.Command("bot", "ask", "--json", question)
	cmd.Env = append(os.Environ(), "CORPUS_DIR="+filepath.Join(dir, "corpus"), "LOG_LEVEL=error")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var a answer.Answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	if a.Question != question || !a.Answered || !strings.HasPrefix(sentence, a.Quotes[0].Text) || !strings.Contains(a.Quotes[0].File, "\n") {
		t.Errorf("JSON changes what it holds: %+v", a)
	}
}
