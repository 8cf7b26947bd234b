package discordtest_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"entente/internal/discord/discordtest"

	"github.com/bwmarrin/discordgo"
)

func TestFiles(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	s := discordtest.NewServer(r)
	c := newClient(t, s.URL(), s.Token())
	send := func(names []string, data []byte) (*discordgo.Message, error) {
		m := &discordgo.MessageSend{Content: "see", AllowedMentions: silent}
		for _, name := range names {
			m.Files = append(m.Files, &discordgo.File{Name: name, ContentType: "text/plain", Reader: bytes.NewReader(data)})
		}
		return c.ChannelMessageSendComplex(s.Channel(), m)
	}
	m, err := send([]string{"a.txt", "é.md"}, []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range m.Attachments {
		names = append(names, a.Filename)
		if string(s.File(a)) != "hello" || a.Size != 5 || a.ContentType != "text/plain" {
			t.Errorf("%s: %q, %d bytes of %s", a.Filename, s.File(a), a.Size, a.ContentType)
		}
	}
	if !slices.Equal(names, []string{"a.txt", "é.md"}) || m.Content != "see" {
		t.Errorf("files %q of the message %q", names, m.Content)
	}
	for _, test := range []struct {
		name  string
		files []string
		size  int
		want  string
	}{
		{"11 files", slices.Repeat([]string{"a"}, 11), 1, "files BASE_TYPE_BAD_LENGTH"},
		{"too large", []string{"a"}, 10<<20 + 1, "files.0 ATTACHMENT_TOO_LARGE"},
		{"no name", []string{""}, 1, "files.0.filename BASE_TYPE_REQUIRED"},
		{"in a folder", []string{"a/b"}, 1, "files.0.filename ATTACHMENT_NAME"},
		{"name of 261", []string{strings.Repeat("a", 261)}, 1, "files.0.filename BASE_TYPE_BAD_LENGTH"},
	} {
		_, err := send(test.files, make([]byte, test.size))
		if got := faults(t, err); !slices.Contains(got, test.want) || r.take() == "" {
			t.Errorf("%s: faults %q, want %q; error %v", test.name, got, test.want, err)
		}
	}
	if failure := r.take(); failure != "" {
		t.Error(failure)
	}
}
