package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"

	"entente/internal/answer"
	"entente/internal/article"
	"entente/internal/retrieval"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// settings are those of every subcommand.
type settings struct {
	Corpus   string  `env:"CORPUS_DIR" default:"corpus" help:"Folder of the articles (.md and .txt)."`
	Index    string  `env:"INDEX_DIR" help:"Folder that keeps the index between starts. Empty: it is kept in memory."`
	MaxMiB   int64   `name:"max-file-mib" env:"MAX_FILE_MIB" default:"16" help:"Size past which an article is left out, in MiB."`
	Data     string  `env:"DATA_DIR" default:"data" help:"Folder of the journal of questions and votes."`
	Glossary string  `env:"GLOSSARY" type:"existingfile" help:"File of your own words that may stand for each other, beside the bot's: one concept a line, French expressions, a tab, English expressions, each list parted by ' | '."`
	MinScore float64 `name:"min-score" env:"MIN_SCORE" default:"0.2" help:"Chance of being right below which nothing is quoted, 0 to 1. Higher: more often silent, less often wrong."`
	Metrics  string  `name:"metrics" env:"METRICS_ADDR" help:"Address that tells how the bot is: Prometheus metrics at /metrics, whether it is alive at /healthz and ready at /readyz. A port alone (:9090) is for this machine only. Empty: none."`
	LogLevel string  `env:"LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least level that is logged: ${enum}."`
	LogForm  string  `name:"log-format" env:"LOG_FORMAT" default:"text" enum:"text,json" help:"Form of the log: ${enum}."`
}

// maxMaxMiB is the most that MAX_FILE_MIB may be: a file is held in memory.
const maxMaxMiB = 1 << 20

// Validate tells what kong can't see: numbers that make no sense.
func (s *settings) Validate() error {
	if s.MaxMiB < 1 || s.MaxMiB > maxMaxMiB {
		return fmt.Errorf("--max-file-mib: %d is not from 1 to %d", s.MaxMiB, maxMaxMiB)
	}
	if !(s.MinScore >= 0 && s.MinScore <= 1) { // nor NaN
		return fmt.Errorf("--min-score: %v is not from 0 to 1", s.MinScore)
	}
	return nil
}

// logger returns a logger to standard error.
func (s *settings) logger() *slog.Logger {
	var level slog.Level
	level.UnmarshalText([]byte(s.LogLevel)) // one of the enum above
	options := &slog.HandlerOptions{Level: level}
	if s.LogForm == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// readCorpus reads the articles and logs the files that could not be read.
func (s *settings) readCorpus(ctx context.Context, log *slog.Logger) (*article.Corpus, error) {
	corpus, err := article.Read(ctx, s.Corpus, s.MaxMiB<<20)
	if err != nil {
		return nil, err
	}
	logProblems(log, corpus.Problems, nil)
	return corpus, nil
}

// logProblems logs the problems that are not known already.
func logProblems(log *slog.Logger, problems, known []article.Problem) {
	for _, p := range problems {
		switch {
		case slices.Contains(known, p):
		case p.Unread:
			log.Warn("article left out", "problem", p.String())
		default:
			log.Debug("article read with a problem", "problem", p.String())
		}
	}
}

// open reads the articles and returns an engine that answers from them with
// quotes of at least minScore. The caller closes the index.
func (s *settings) open(ctx context.Context, log *slog.Logger, minScore float64) (*article.Corpus, *retrieval.Index, *answer.Engine, error) {
	corpus, err := s.readCorpus(ctx, log)
	if err != nil {
		return nil, nil, nil, err
	}
	index, engine, err := s.answerer(ctx, log, corpus, minScore)
	return corpus, index, engine, err
}

// answerer indexes the articles and returns an engine that answers from them
// with quotes of at least minScore. The caller closes the index.
func (s *settings) answerer(ctx context.Context, log *slog.Logger, corpus *article.Corpus, minScore float64) (*retrieval.Index, *answer.Engine, error) {
	index, err := retrieval.Open(ctx, corpus, retrieval.Options{Dir: s.Index, Log: log, Progress: progress()})
	if err != nil {
		return nil, nil, fmt.Errorf("index the articles: %w", err)
	}
	engine, err := s.engine(index, minScore)
	if err != nil {
		index.Close()
		return nil, nil, err
	}
	return index, engine, nil
}

func (s *settings) engine(index *retrieval.Index, minScore float64) (*answer.Engine, error) {
	opts := answer.Options{MinScore: minScore}
	if s.Glossary != "" {
		f, err := os.Open(s.Glossary)
		if err != nil {
			return nil, fmt.Errorf("read the glossary: %w", err)
		}
		defer f.Close()
		opts.Glossary = f
	}
	engine, err := answer.New(index, opts)
	if err != nil {
		return nil, fmt.Errorf("read the glossary %s: %w", s.Glossary, err)
	}
	return engine, nil
}

// longBuild is the number of passages from which an index takes long enough to
// build, a second or so, that a person wonders.
const longBuild = 5000

// progress returns a function that shows the progress of a long build on a
// terminal, or nil where there is none.
func progress() func(done, total int) {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if total < longBuild {
			return
		}
		if bar == nil {
			bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(os.Stderr),
				progressbar.OptionSetDescription("indexing passages"),
				progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish())
		}
		bar.Set(done)
	}
}
