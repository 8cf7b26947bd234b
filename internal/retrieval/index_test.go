package retrieval_test

import (
	"bytes"
	"context"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"

	"entente/internal/article"
	"entente/internal/retrieval"

	bolt "go.etcd.io/bbolt"
)

// newArticle returns an article of one-sentence passages.
func newArticle(name, lang, title string, paragraphs ...string) *article.Article {
	a := &article.Article{Name: name, Lang: lang, Title: title}
	for _, text := range paragraphs {
		span := article.Span{Start: len(a.Text), End: len(a.Text) + len(text)}
		a.Text += text + "\n\n"
		a.Passages = append(a.Passages, article.Passage{Span: span, Sentences: []article.Span{span}})
	}
	return a
}

func harbour() *article.Corpus {
	return &article.Corpus{Articles: []*article.Article{
		newArticle("bateaux.md", "fr", "Le port de pêche",
			"Les bateaux rentrent à l’aube.",
			"L'équipage décharge le poisson sur le quai.",
			"La criée ouvre à six heures ; la criée ferme à midi."),
		newArticle("boats.md", "en", "The lighthouse",
			"The keepers were lighting the lamps at dusk.",
			"Fog hid the rocks for three days."),
	}}
}

func open(t *testing.T, corpus *article.Corpus, opts retrieval.Options) *retrieval.Index {
	t.Helper()
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	index, err := retrieval.Open(t.Context(), corpus, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return index
}

// find searches for words of a language and returns the first words of the
// passages found.
func find(t *testing.T, index *retrieval.Index, lang, words string) []string {
	t.Helper()
	l := retrieval.NewLanguage(lang)
	var clauses []retrieval.Clause
	for _, token := range l.Tokens(words) {
		if !token.Function {
			clauses = append(clauses, retrieval.Clause{Word: token.Word, Stems: []string{token.Term}, Boost: 1})
		}
	}
	hits, err := index.Search(t.Context(), clauses, 10)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, hit := range hits {
		text := strings.Fields(hit.Article.Slice(hit.Span))
		found = append(found, strings.Join(text[:2], " "))
	}
	return found
}

func TestSearch(t *testing.T) {
	index := open(t, harbour(), retrieval.Options{})
	for _, tt := range []struct{ name, lang, words, first string }{
		{"a word of the text", "fr", "criée", "La criée"},
		{"without its accents", "fr", "criee", "La criée"},
		{"in another form", "fr", "le bateau", "Les bateaux"},
		{"behind an elision", "fr", "l’equipage", "L'équipage décharge"},
		{"the rarer word counts more", "fr", "pêche aube", "Les bateaux"},
		{"an English word in another form", "en", "lamp lit light", "The keepers"},
		{"a word of the title", "en", "lighthouse fog", "Fog hid"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := find(t, index, tt.lang, tt.words)
			if len(found) == 0 || found[0] != tt.first {
				t.Errorf("found %q, want %q first", found, tt.first)
			}
		})
	}
	if found := find(t, index, "fr", "montgolfière"); found != nil {
		t.Errorf("a word that no passage has found %q", found)
	}
	if hits, err := index.Search(t.Context(), nil, 10); err != nil || hits != nil {
		t.Errorf("a search for nothing gave %v, %v", hits, err)
	}
}

func TestFrequencyAndSimilar(t *testing.T) {
	index := open(t, harbour(), retrieval.Options{})
	fr := retrieval.NewLanguage("fr")
	for word, want := range map[string]int{"bateaux": 1, "port": 3, "montgolfiere": 0} {
		if got, err := index.Frequency(t.Context(), fr.Stem(word)); err != nil || got != want {
			t.Errorf("frequency of %q is %d (%v), want %d", word, got, err, want)
		}
	}
	for word, want := range map[string][]string{
		"batteaux": {"bateaux"}, "equipaje": {"equipage"}, "quay": nil, "zzzzzz": nil, "ab": nil,
	} {
		if got, err := index.Similar(word); err != nil || !slices.Equal(got, want) {
			t.Errorf("words like %q are %q (%v), want %q", word, got, err, want)
		}
	}
}

func TestSpelledAlike(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"bateau", "bateau", true}, {"bateau", "batteau", true}, {"equipage", "equipaje", true}, {"partenariat", "partenairat", true},
		{"bateau", "rateau", false}, {"bateau", "chateau", false}, {"quai", "quoi", false}, {"", "", true}, {"quai", "", false},
		{"10000", "10001", false}, {"2019", "2019", true}, {"gpt3turbo", "gpt4turbo", false},
	} {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := retrieval.SpelledAlike(pair[0], pair[1]); got != tt.want {
				t.Errorf("%q and %q: %t", pair[0], pair[1], got)
			}
		}
	}
}

// The average length that BM25 works with is that of the whole corpus, however
// many segments Bleve keeps it in. Bleve by itself counts the distinct words
// of each segment; this test fails when an upgrade no longer takes the right
// average from us.
func TestScoresUseTheAverageLength(t *testing.T) {
	for _, n := range []int{500, 2500} { // one segment, three segments
		paragraphs := slices.Repeat([]string{"Un navire quitte le vieux port."}, n)
		paragraphs[0] = "Une baleine passe."
		paragraphs[1] = "Une baleine grise passe, petit voilier rouge."
		corpus := &article.Corpus{Articles: []*article.Article{newArticle("a.md", "fr", "", paragraphs...)}}
		index := open(t, corpus, retrieval.Options{})
		stem := retrieval.NewLanguage("fr").Stem("baleine")
		hits, err := index.Search(t.Context(), []retrieval.Clause{{Word: "baleine", Stems: []string{stem}, Boost: 1}}, 3)
		if err != nil || len(hits) != 2 {
			t.Fatalf("found %v, %v", hits, err)
		}
		// BM25 divides by tf + k1 × (1 - b + b × length ÷ average), where the
		// lengths are 2 and 6 words and their average, as that of all, is 4.
		divisor := func(length float64) float64 { return 1 + 1.2*(1-0.75+0.75*length/4) }
		if got, want := hits[0].Score/hits[1].Score, divisor(6)/divisor(2); math.Abs(got-want) > 0.01 {
			t.Errorf("of %d passages, the short one's score beside the long one's is %.3f, want %.3f", n, got, want)
		}
	}
}

func TestKeptIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	reopen := func(t *testing.T, corpus *article.Corpus) string {
		t.Helper()
		var log bytes.Buffer
		index, err := retrieval.Open(t.Context(), corpus, retrieval.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		defer index.Close()
		if found := find(t, index, "fr", "criée"); len(found) != 1 {
			t.Errorf("found %q", found)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "building-*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
		return log.String()
	}
	segment := func(t *testing.T) string {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(dir, "index", "*.zap"))
		if err != nil || len(files) == 0 {
			t.Fatalf("segments: %q, %v", files, err)
		}
		return files[0]
	}
	manifest := filepath.Join(dir, "index", "manifest.json")
	rewrite := func(t *testing.T, file string, change func([]byte) []byte) {
		t.Helper()
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, change(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	changed := harbour()
	changed.Articles[0].Title = "Le port de commerce"
	for _, step := range []struct {
		name   string
		before func(t *testing.T)
		corpus *article.Corpus
		log    string
	}{
		{"is built when there is none", nil, harbour(), "there is none yet"},
		{"is reused", nil, harbour(), "index reused"},
		{"is reused once more", nil, harbour(), "index reused"},
		{"is rebuilt when the corpus has changed", nil, changed, "the articles have changed"},
		{"is rebuilt when it has changed back", nil, harbour(), "the articles have changed"},
		{"is rebuilt when of another layout", func(t *testing.T) {
			rewrite(t, manifest, func(b []byte) []byte { return bytes.Replace(b, []byte(`"layout": `), []byte(`"layout": 9`), 1) })
		}, harbour(), "another version's layout"},
		{"is rebuilt when a byte of it has changed", func(t *testing.T) {
			rewrite(t, segment(t), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
		}, harbour(), "it is damaged"},
		{"is rebuilt when it was cut short", func(t *testing.T) {
			rewrite(t, segment(t), func(b []byte) []byte { return b[:len(b)/2] })
		}, harbour(), "it is damaged"},
		{"is rebuilt when a file of it is gone", func(t *testing.T) { os.Remove(segment(t)) }, harbour(), "it is damaged"},
		{"is rebuilt when its manifest is gone", func(t *testing.T) { os.Remove(manifest) }, harbour(), "it is damaged"},
		{"is rebuilt when its manifest is nonsense", func(t *testing.T) {
			rewrite(t, manifest, func([]byte) []byte { return []byte("{") })
		}, harbour(), "it is damaged"},
		{"is rebuilt when another program holds it", func(t *testing.T) {
			db, err := bolt.Open(filepath.Join(dir, "index", "root.bolt"), 0o600, nil)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
		}, harbour(), "it is locked"},
		{"is then reused", nil, harbour(), "index reused"},
	} {
		if !t.Run(step.name, func(t *testing.T) {
			if step.before != nil {
				step.before(t)
			}
			if log := reopen(t, step.corpus); !strings.Contains(log, step.log) {
				t.Errorf("the log does not say %q:\n%s", step.log, log)
			}
		}) {
			break
		}
	}
}

func TestKeptIndexIsShared(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	open(t, harbour(), retrieval.Options{Dir: dir})
	second := open(t, harbour(), retrieval.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if !strings.Contains(log.String(), "index reused") {
		t.Errorf("a second process would not share the index:\n%s", &log)
	}
	if found := find(t, second, "fr", "criée"); len(found) != 1 {
		t.Errorf("found %q", found)
	}
}

func TestIndexThatCannotBeKeptLivesInMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	index := open(t, harbour(), retrieval.Options{Dir: filepath.Join(file, "index"), Log: slog.New(slog.NewTextHandler(&log, nil))})
	if !strings.Contains(log.String(), "using memory") {
		t.Errorf("the log does not say so:\n%s", &log)
	}
	if found := find(t, index, "fr", "criée"); len(found) != 1 {
		t.Errorf("found %q", found)
	}
}

func TestOpenHonoursItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, dir := range []string{"", t.TempDir()} {
		if index, err := retrieval.Open(ctx, harbour(), retrieval.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)}); err == nil {
			index.Close()
			t.Errorf("an index in %q was built after the context was done", dir)
		}
	}
}

// An index that is replaced while it is in use is not closed by who replaces
// it: it closes itself when nothing refers to it.
func TestIndexThatIsLetGoOfClosesItself(t *testing.T) {
	kept := t.TempDir()
	for name, dir := range map[string]string{"in memory": "", "kept": kept} {
		t.Run(name, func(t *testing.T) {
			if !closed() {
				t.Fatalf("the indexes of the tests before are still open: %d goroutines", indexGoroutines())
			}
			index, err := retrieval.Open(t.Context(), harbour(), retrieval.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			if indexGoroutines() == 0 {
				t.Fatal("an open index has no goroutines; this test can't tell whether it is closed")
			}
			// Whatever is removed of its folder, it goes on.
			if err := os.RemoveAll(kept); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				runtime.GC()
				if found := find(t, index, "fr", "criée"); len(found) != 1 {
					t.Fatalf("found %q", found)
				}
			}
			if !closed() { // the last reference was that of the loop
				t.Errorf("%d goroutines are left", indexGoroutines())
			}
		})
	}
}

// closed collects garbage until no index has goroutines, and reports whether it
// came to that.
func closed() bool {
	for range 1000 {
		if runtime.GC(); indexGoroutines() == 0 {
			return true
		}
	}
	return false
}

// indexGoroutines counts the goroutines of Bleve's indexes.
func indexGoroutines() int {
	var stacks bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&stacks, 2)
	n := 0
	for stack := range strings.SplitSeq(stacks.String(), "\n\n") {
		if strings.Contains(stack, "/index/scorch.") {
			n++
		}
	}
	return n
}
