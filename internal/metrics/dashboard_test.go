package metrics_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"entente/internal/metrics"
)

// The dashboard shows all that the bot tells, and nothing that it does not.
func TestDashboard(t *testing.T) {
	data, err := os.ReadFile("../../deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	var dashboard struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(data, &dashboard); err != nil {
		t.Fatal(err)
	}
	m := metrics.New("v1")
	m.Answered("message", "answered", 0)
	m.Connected(0, false)
	m.Requested(429, "user")
	_, page := get(t, m.Handler(well), "/metrics")
	var told []string
	for _, match := range regexp.MustCompile(`(?m)^# TYPE (\w+) `).FindAllStringSubmatch(page, -1) {
		told = append(told, match[1])
	}
	shown := make(map[string]bool)
	for _, p := range dashboard.Panels {
		for _, target := range p.Targets {
			for _, name := range regexp.MustCompile(`\b(entente|go|process)_\w+`).FindAllString(target.Expr, -1) {
				name = strings.TrimSuffix(name, "_bucket")
				shown[name] = true
				if !slices.Contains(told, name) {
					t.Errorf("panel %q shows %s, which the bot does not tell", p.Title, name)
				}
			}
		}
	}
	for _, name := range told {
		if strings.HasPrefix(name, "entente_") && !shown[name] {
			t.Errorf("no panel shows %s", name)
		}
	}
}
