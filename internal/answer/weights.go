package answer

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// Weights say how much each piece of evidence counts.
type Weights struct {
	// Sentence ranks sentences: the higher the sum, the better.
	Sentence map[string]float64 `json:"sentence"`
	// Gate gives the chance that the first quote is right: its logistic.
	Gate map[string]float64 `json:"gate"`
}

// weightsFile is made by "bot eval --fit".
//
//go:embed weights.json
var weightsFile []byte

// model is the weights in the order of the features.
type model struct {
	sentence [features]float64
	gate     [gateFeatures]float64
}

func loadModel() (model, error) {
	var w Weights
	if err := json.Unmarshal(weightsFile, &w); err != nil {
		return model{}, fmt.Errorf("read the weights: %w", err)
	}
	return w.model(), nil
}

func (w Weights) model() model {
	var m model
	for i, name := range featureNames {
		m.sentence[i] = w.Sentence[name]
	}
	for i, name := range gateNames {
		m.gate[i] = w.Gate[name]
	}
	return m
}

func (m *model) weights() Weights {
	w := Weights{Sentence: make(map[string]float64), Gate: make(map[string]float64)}
	round := func(x float64) float64 { return math.Round(x*1000) / 1000 }
	for i, name := range featureNames {
		w.Sentence[name] = round(m.sentence[i])
	}
	for i, name := range gateNames {
		w.Gate[name] = round(m.gate[i])
	}
	return w
}

// score adds up the evidence for a sentence.
func (m *model) score(e *evidence) float64 {
	sum := 0.0
	for i, value := range e {
		sum += m.sentence[i] * value
	}
	return sum
}

// probability returns the chance that a first quote with this evidence is right.
func (m *model) probability(e *gateEvidence) float64 {
	sum := 0.0
	for i, value := range e {
		sum += m.gate[i] * value
	}
	return logistic(sum)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
