package eval

import (
	"context"
	"fmt"
	"log/slog"
	"path"
	"slices"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/retrieval"
)

// smallCorpus is the number of articles of the small corpora that Fit makes.
const smallCorpus = 8

// Fit returns the weights that serve the questions best, asked of the whole
// corpus and of small ones: a few articles, with the questions on them. Words
// are weighed by their rarity, and in a folder of few articles that is another
// thing than in one of many. Follow-ups are left out: what they lean on is what
// the weights themselves would have answered.
func Fit(ctx context.Context, questions []Question, corpus *article.Corpus) (answer.Weights, error) {
	questions = slices.DeleteFunc(slices.Clone(questions), Question.followUp)
	corpora := []*article.Corpus{corpus}
	for start := 0; start < len(corpus.Articles); start += smallCorpus {
		end := min(start+smallCorpus, len(corpus.Articles))
		corpora = append(corpora, &article.Corpus{Articles: corpus.Articles[start:end]})
	}
	var lessons []answer.Lesson
	for i, c := range corpora {
		index, err := retrieval.Open(ctx, c, retrieval.Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			return answer.Weights{}, fmt.Errorf("index a corpus to fit on: %w", err)
		}
		defer index.Close()
		names := make(map[string]bool)
		for _, a := range c.Articles {
			names[path.Base(a.Name)] = true
		}
		lesson := answer.Lesson{Index: index}
		for j, q := range questions {
			whole := i == 0
			if q.Answerable && (whole || len(q.Files) > 0 && names[q.Files[0]]) || !q.Answerable && (whole || j%(len(corpora)-1) == i-1) {
				lesson.Examples = append(lesson.Examples, answer.Example{
					Question: answer.Question{Text: q.Text},
					Right:    func(quote answer.Quote) bool { return q.Answerable && q.Right(quote) },
				})
			}
		}
		lessons = append(lessons, lesson)
	}
	return answer.Fit(ctx, lessons)
}
