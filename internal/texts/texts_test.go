package texts_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"entente/internal/texts"
)

// all returns everything that a language says, by the name of its field. The
// functions are called with numbers and words that need every form.
func all(t *testing.T, lang string) map[string]string {
	t.Helper()
	said := make(map[string]string)
	v := reflect.ValueOf(*texts.In(lang))
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		switch f := v.Field(i).Interface().(type) {
		case string:
			said[name] = f
		case texts.Label:
			said[name] = f.Name
			if name != "LookUp" {
				said[name+" description"] = f.Description
			}
		case func([]string) string:
			said[name+" one"] = f([]string{"a"})
			said[name+" two"] = f([]string{"a", "b"})
			said[name+" six"] = f(strings.Split("abcdef", ""))
			said[name+" many"] = f(strings.Split("abcdefghi", ""))
		case func(int, int, string) string:
			said[name+" one"], said[name] = f(1, 1, ""), f(12, 1204, "2024")
		case func(string, string) string:
			said[name+" none"], said[name] = f("", ""), f("2019", "")
		case func(string, int) string:
			said[name] = f("a.txt", 12)
		case func(int) string:
			said[name+" one"] = f(1)
			said[name+" many"] = f(12)
		case func(int, int) string:
			said[name] = f(1204, 1000)
		case func(string, string, string) string:
			said[name] = f("Ada", "has paid", " for it")
		case func(string) string:
			said[name] = f("2024-10-18")
		default:
			t.Fatalf("%s has a type that this test does not know: %T", name, f)
		}
	}
	return said
}

func TestNothingIsMissing(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for name, s := range all(t, lang) {
			switch {
			case strings.TrimSpace(s) == "":
				t.Errorf("%s: %s is empty", lang, name)
			case !utf8.ValidString(s):
				t.Errorf("%s: %s is not UTF-8", lang, name)
			case strings.Contains(s, "%!"):
				t.Errorf("%s: %s has a wrong verb: %q", lang, name, s)
			}
		}
	}
}

// What Discord allows for a command: see "Application Command Naming" and
// "Application Command Structure" in its documentation.
func TestCommandNamesAreAllowed(t *testing.T) {
	name := regexp.MustCompile(`^[-_\p{Ll}\p{N}]{1,32}$`)
	for _, lang := range []string{"fr", "en"} {
		x := texts.In(lang)
		for _, l := range []texts.Label{
			x.Ask, x.AskQuestion, x.AskPrivate, x.Sources, x.Timeline, x.From, x.To, x.Compare, x.Topic, x.Help, x.About,
		} {
			if !name.MatchString(l.Name) {
				t.Errorf("%s: %q can't name a command or option", lang, l.Name)
			}
			if n := utf8.RuneCountInString(l.Description); n > 100 {
				t.Errorf("%s: %q has %d characters, more than 100", lang, l.Description, n)
			}
		}
		if n := utf8.RuneCountInString(x.LookUp.Name); n > 32 {
			t.Errorf("%s: %q has %d characters, more than 32", lang, x.LookUp.Name, n)
		}
		for _, tt := range []struct {
			said string
			name []texts.Label
		}{
			{x.AskAgain, []texts.Label{x.Ask}},
			{x.NoQuestion, []texts.Label{x.Ask}},
			{x.Outdated, []texts.Label{x.Ask}},
			{x.Changed, []texts.Label{x.Ask}},
			{x.QuestionGone, []texts.Label{x.Ask}},
			{x.SourceGone, []texts.Label{x.Sources}},
			{x.NoTopic, []texts.Label{x.Compare}},
			{x.HowTo, []texts.Label{x.Ask, x.Sources, x.Timeline, x.Compare}},
		} {
			for _, l := range tt.name {
				if !strings.Contains(tt.said, "`/"+l.Name+"`") {
					t.Errorf("%s: %q does not name /%s", lang, tt.said, l.Name)
				}
			}
		}
		if !strings.Contains(x.HowTo, x.LookUp.Name) {
			t.Errorf("%s: %q does not name %q", lang, x.HowTo, x.LookUp.Name)
		}
	}
}

// What Discord allows for a form.
func TestFormIsAllowed(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		x := texts.In(lang)
		for s, longest := range map[string]int{x.Why: 45, x.WhyField: 45, x.WhyExample: 100} {
			if n := utf8.RuneCountInString(s); n > longest {
				t.Errorf("%s: %q has %d characters, more than %d", lang, s, n, longest)
			}
		}
	}
}

func TestTheMenuOfAMessageIsNamedAsItIs(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		if x := texts.In(lang); !strings.Contains(x.Unreadable, x.LookUp.Name) {
			t.Errorf("%s: %q does not name %q", lang, x.Unreadable, x.LookUp.Name)
		}
	}
}

func TestTypography(t *testing.T) {
	wrong := map[string]*regexp.Regexp{
		"fr": regexp.MustCompile(`'|"|\.\.\.|[^\x{202f}][;!?»]|«[^\x{202f}]|[^\x{a0}]:|\d \d`),
		"en": regexp.MustCompile(`'|"|\.\.\.|[\s\x{a0}\x{202f}][;!?:]`),
	}
	for lang, re := range wrong {
		for name, s := range all(t, lang) {
			if m := re.FindString(s); m != "" {
				t.Errorf("%s: %s has %q: %q", lang, name, m, s)
			}
		}
	}
}

func TestIn(t *testing.T) {
	for lang, command := range map[string]string{"fr": "demander", "en": "ask", "": "demander", "de": "demander"} {
		if got := texts.In(lang).Ask.Name; got != command {
			t.Errorf("In(%q) says %q, want %q", lang, got, command)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, tt := range []struct {
		lang, words, want string
	}{
		{"fr", "licorne", "Le mot «\u202flicorne\u202f» ne figure dans aucun article."},
		{"fr", "a b", "Ces mots ne figurent dans aucun article\u00a0: «\u202fa\u202f» et «\u202fb\u202f»."},
		{"fr", "a b c d e f", "Ces mots ne figurent dans aucun article\u00a0: «\u202fa\u202f», «\u202fb\u202f», «\u202fc\u202f», «\u202fd\u202f», «\u202fe\u202f» et un autre."},
		{"en", "unicorn", "The word “unicorn” appears in no article."},
		{"en", "a b c", "These words appear in no article: “a”, “b” and “c”."},
		{"en", "a b c d e f g", "These words appear in no article: “a”, “b”, “c”, “d”, “e” and 2 others."},
	} {
		if got := texts.In(tt.lang).Unknown(strings.Fields(tt.words)); got != tt.want {
			t.Errorf("%s, %s:\n got %q\nwant %q", tt.lang, tt.words, got, tt.want)
		}
	}
}

func TestUnknownLeavesItsWordsAlone(t *testing.T) {
	words := strings.Split("abcdefghi", "")
	texts.In("fr").Unknown(words)
	if got := strings.Join(words, ""); got != "abcdefghi" {
		t.Errorf("the words became %q", got)
	}
}

func TestTooLong(t *testing.T) {
	if got, want := texts.In("fr").TooLong(1204, 1000), "1\u202f204\u00a0caractères"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
	if got, want := texts.In("en").TooLong(1204, 1000), "1,204 characters"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
}

func TestDate(t *testing.T) {
	for _, tt := range []struct {
		iso, fr, en string
	}{
		{"2024-10-18", "18\u00a0octobre 2024", "October 18, 2024"},
		{"2023-01-01", "1er\u00a0janvier 2023", "January 1, 2023"},
		{"2021-02-28", "28\u00a0février 2021", "February 28, 2021"},
		{"2020-08", "août 2020", "August 2020"},
		{"2019", "2019", "2019"},
		{"", "", ""},
		{"2024-13-45", "2024-13-45", "2024-13-45"},
	} {
		if got := texts.In("fr").Date(tt.iso); got != tt.fr {
			t.Errorf("fr %q: got %q, want %q", tt.iso, got, tt.fr)
		}
		if got := texts.In("en").Date(tt.iso); got != tt.en {
			t.Errorf("en %q: got %q, want %q", tt.iso, got, tt.en)
		}
	}
}
