package discordtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
)

// The limits of the files of a message, from Discord's documentation of
// uploads.
const (
	maxFiles    = 10
	maxFile     = 10 << 20 // bytes
	maxFileName = 260
)

// A file is one that came with a payload.
type file struct {
	name string
	kind string // its media type
	data []byte
}

// readFiles takes the JSON and the files out of a multipart body. Of any other
// body it does nothing.
func (x *exchange) readFiles() *refusal {
	kind, params, err := mime.ParseMediaType(x.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil
	}
	parts := multipart.NewReader(bytes.NewReader(x.body), params["boundary"])
	x.body, x.files = nil, []file{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return x.checkFiles()
		}
		if err != nil {
			return invalidForm(fault{"", "MULTIPART", err.Error()})
		}
		data, err := io.ReadAll(part)
		switch name := part.FormName(); {
		case err != nil:
			return invalidForm(fault{"", "MULTIPART", err.Error()})
		case name == "payload_json":
			x.body = data
		case strings.HasPrefix(name, "files["):
			// Part.FileName would take the folders off.
			_, sent, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
			x.files = append(x.files, file{sent["filename"], part.Header.Get("Content-Type"), data})
		default:
			return invalidForm(fault{name, "MULTIPART", "Unknown part"})
		}
	}
}

func (x *exchange) checkFiles() *refusal {
	var c checker
	c.count("files", len(x.files), 0, maxFiles)
	for i, f := range x.files {
		path := fmt.Sprintf("files.%d", i)
		c.length(path+".filename", f.name, 1, maxFileName)
		if !utf8.ValidString(f.name) || strings.ContainsAny(f.name, "/\\\x00\r\n") {
			c.add(path+".filename", "ATTACHMENT_NAME", "%q can't name a file.", f.name)
		}
		if len(f.data) > maxFile {
			c.add(path, "ATTACHMENT_TOO_LARGE", "File cannot be larger than %d bytes.", maxFile)
		}
	}
	if len(c.faults) > 0 {
		return invalidForm(c.faults...)
	}
	return nil
}

// shown returns those parts of a payload that a message keeps, together with
// the files of the request. The lock must be held.
func (x *exchange) shown(payload []byte) object {
	parts := shown(payload)
	if len(x.files) == 0 {
		return parts
	}
	var attached []object
	for _, f := range x.files {
		id := x.s.newID()
		x.s.files[id] = f.data
		address := x.s.URL() + "/attachments/" + id + "/" + f.name
		attached = append(attached, object{
			"id": id, "filename": f.name, "content_type": f.kind, "size": len(f.data), "url": address, "proxy_url": address,
		})
	}
	parts["attachments"] = attached
	return parts
}

// File returns the bytes of a file that the bot sent.
func (s *Server) File(a *discordgo.MessageAttachment) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[a.ID]
}
