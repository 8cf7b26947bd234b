package answer

import (
	"context"
	"math"
	"slices"

	"entente/internal/retrieval"
)

// An Example is a question whose right quotes are known.
type Example struct {
	Question Question
	Right    func(Quote) bool // never true where the articles do not answer
}

// A Lesson is a set of examples that the articles of one index answer, or not.
type Lesson struct {
	Index    *retrieval.Index
	Examples []Example
}

// Fit returns the weights that serve the lessons best. It is repeatable: the
// same lessons give the same weights.
//
// The sentence weights maximise the chance of a right sentence under a softmax
// over all sentences found for a question (listwise ranking, as ListNet's);
// the gate's are a logistic regression on whether the first quote, so ranked,
// is right. Both are held towards 0 by a squared penalty.
//
// For the gate each question that is answered is asked a second time with the
// passages that answer it withheld: questions about what the articles treat,
// but do not say, are the hardest to be silent on.
func Fit(ctx context.Context, lessons []Lesson) (Weights, error) {
	var engines []*Engine
	var rankings []ranking
	for _, lesson := range lessons {
		e, err := New(lesson.Index, Options{})
		if err != nil {
			return Weights{}, err
		}
		engines = append(engines, e)
		for _, x := range lesson.Examples {
			r, err := e.rank(ctx, x)
			if err != nil {
				return Weights{}, err
			}
			rankings = append(rankings, r)
		}
	}
	var fitted model
	fitted.sentence = fitSentence(rankings)
	var outcomes []outcome
	for i, lesson := range lessons {
		engines[i].model = fitted
		for _, x := range lesson.Examples {
			o, err := engines[i].try(ctx, x)
			if err != nil {
				return Weights{}, err
			}
			outcomes = append(outcomes, o...)
		}
	}
	fitted.gate = fitGate(outcomes)
	return fitted.weights(), nil
}

// try returns what becomes of the first quote for x, as it is and with the
// passages that answer it withheld.
func (e *Engine) try(ctx context.Context, x Example) ([]outcome, error) {
	m, list, err := e.candidates(ctx, x.Question)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	first := func(list []*candidate, weight float64) outcome {
		c := list[0]
		p := e.picked(m, c, list)
		return outcome{*m.gate(p, list), x.Right(p.quote(m)), weight}
	}
	outcomes := []outcome{first(list, 1)}
	answering := make(map[*found]bool)
	for _, c := range list {
		if x.Right(picked{candidate: c, from: 0, to: len(c.sentences)}.quote(m)) {
			answering[c.found] = true
		}
	}
	rest := slices.DeleteFunc(slices.Clone(list), func(c *candidate) bool { return answering[c.found] })
	if len(answering) > 0 && len(rest) > 0 {
		outcomes = append(outcomes, first(rest, withheldWeight))
	}
	return outcomes, nil
}

// A ranking is the evidence for every sentence found for a question, with
// those that are right.
type ranking struct {
	evidence []evidence
	right    []bool
}

// rank asks x and tells which sentences are right.
func (e *Engine) rank(ctx context.Context, x Example) (ranking, error) {
	m, list, err := e.candidates(ctx, x.Question)
	if err != nil {
		return ranking{}, err
	}
	r := ranking{make([]evidence, len(list)), make([]bool, len(list))}
	for i, c := range list {
		r.evidence[i] = c.evidence
		r.right[i] = x.Right(picked{candidate: c, from: c.number, to: c.number + 1}.quote(m))
	}
	return r, nil
}

// An outcome is the evidence for a first quote, and whether it is right.
type outcome struct {
	evidence gateEvidence
	right    bool
	weight   float64
}

// withheldWeight is what a question counts whose passages are withheld: enough
// to learn from, little enough to leave the scores the chances of a question as
// people ask them.
const withheldWeight = 0.4

// byHand and gateByHand are the weights of evidence on which PIAF misleads.
// Hardly any of its questions ask for a definition, and those that ask how much
// or what share are often answered by a word that is no number. Of its questions
// without an answer few are near misses: a firm or a thing that no article speaks
// of or the quote does not name, the wrong year, a figure of something else. So
// what speaks for these is set here; and that a word is in no article, or a
// person has no name, shall not speak for an answer.
var (
	byHand     = map[feature]float64{holdsDefinition: 2.5, holdsAmount: 2, holdsShare: 2}
	gateByHand = map[gateFeature]float64{noAmount: -3, gateUnknown: 0, unknownName: -5, gateOtherDate: -1.5, noPerson: 0, nameMissing: -1.2, measuredMissing: -1.5}
)

const (
	steps   = 400
	penalty = 1e-3 // of the squared weights, beside the mean loss
)

func fitSentence(lists []ranking) (w [features]float64) {
	for j, weight := range byHand {
		w[j] = weight
	}
	descend(w[:], func(gradient []float64) {
		for _, r := range lists {
			scores := make([]float64, len(r.evidence))
			top := math.Inf(-1)
			for i, e := range r.evidence {
				for j, value := range e {
					scores[i] += w[j] * value
				}
				top = max(top, scores[i])
			}
			all, right := 0.0, 0.0
			for i := range scores {
				scores[i] = math.Exp(scores[i] - top)
				all += scores[i]
				if r.right[i] {
					right += scores[i]
				}
			}
			if right == 0 {
				continue // nothing right was found
			}
			for i, e := range r.evidence {
				pull := scores[i] / all
				if r.right[i] {
					pull -= scores[i] / right
				}
				for j, value := range e {
					gradient[j] += pull * value / float64(len(lists))
				}
			}
		}
		for j := range byHand {
			gradient[j] = 0
		}
	})
	return w
}

func fitGate(outcomes []outcome) (w [gateFeatures]float64) {
	for j, weight := range gateByHand {
		w[j] = weight
	}
	descend(w[:], func(gradient []float64) {
		for _, o := range outcomes {
			sum := 0.0
			for j, value := range o.evidence {
				sum += w[j] * value
			}
			pull := logistic(sum)
			if o.right {
				pull--
			}
			for j, value := range o.evidence {
				gradient[j] += pull * value * o.weight / float64(len(outcomes))
			}
		}
		for j := range gateByHand {
			gradient[j] = 0
		}
	})
	return w
}

// descend lowers a loss with its gradient at w, which slope adds up, by Adam
// (Kingma and Ba, 2015) with its customary constants.
func descend(w []float64, slope func(gradient []float64)) {
	const rate, beta1, beta2, tiny = 0.05, 0.9, 0.999, 1e-8
	mean, square := make([]float64, len(w)), make([]float64, len(w))
	for step := range steps {
		gradient := make([]float64, len(w))
		slope(gradient)
		for j, g := range gradient {
			if g != 0 {
				g += 2 * penalty * w[j]
			}
			mean[j] = beta1*mean[j] + (1-beta1)*g
			square[j] = beta2*square[j] + (1-beta2)*g*g
			unbias := func(x, beta float64) float64 { return x / (1 - math.Pow(beta, float64(step+1))) }
			w[j] -= rate * unbias(mean[j], beta1) / (math.Sqrt(unbias(square[j], beta2)) + tiny)
		}
	}
}
