package discordtest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPIFile is Discord's own description of its REST API, looked for in the
// working directory and in every folder above. Without it, payloads are
// checked against the limits alone.
const openAPIFile = "shared/discord/openapi.json"

// described are the requests with a body, by the patterns of their handlers.
var described = []string{
	"POST /users/@me/channels",
	"POST /channels/{channel_id}/messages",
	"PUT /applications/{application_id}/commands",
	"PUT /applications/{application_id}/guilds/{guild_id}/commands",
	"POST /interactions/{interaction_id}/{interaction_token}/callback",
	"POST /webhooks/{webhook_id}/{webhook_token}",
	"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original",
}

// schemas are the schemas of the described requests, by pattern; nil where
// Discord's description is missing.
type schemas map[string]*jsonschema.Schema

// loadSchemas compiles the schemas once for all servers, and before any of
// them answers: it takes longer than one likes to wait for an answer.
var loadSchemas = sync.OnceValues(func() (schemas, error) {
	c, err := newCompiler()
	if c == nil || err != nil {
		return nil, err
	}
	all := schemas{}
	for _, pattern := range described {
		if all[pattern], err = compile(c, pattern, "requestBody", "content", "application/json", "schema"); err != nil {
			return nil, err
		}
	}
	return all, nil
})

// check checks the body of a request against its schema.
func (s schemas) check(pattern string, body []byte) error {
	if s == nil {
		return nil
	}
	schema := s[pattern]
	if schema == nil {
		return fmt.Errorf("no schema for %s", pattern)
	}
	return validate(schema, body)
}

func validate(schema *jsonschema.Schema, body []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// newCompiler makes a compiler of what is in Discord's description, nil where
// that is missing.
func newCompiler() (*jsonschema.Compiler, error) {
	path, err := findUp(openAPIFile)
	if path == "" || err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read Discord's description of its API: %w", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi.json", doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return c, nil
}

// compile compiles the schema that keys lead to from a request, which is named
// by its pattern.
func compile(c *jsonschema.Compiler, pattern string, keys ...string) (*jsonschema.Schema, error) {
	method, path, _ := strings.Cut(pattern, " ")
	at := "openapi.json#"
	for _, key := range append([]string{"paths", path, strings.ToLower(method)}, keys...) {
		at += "/" + url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(key))
	}
	schema, err := c.Compile(at)
	if err != nil {
		return nil, fmt.Errorf("compile the schema of %s: %w", pattern, err)
	}
	return schema, nil
}

// findUp finds a file below the working directory or one above it, and returns
// "" where there is none.
func findUp(name string) (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, filepath.FromSlash(name))
		switch _, err := os.Stat(path); {
		case err == nil:
			return path, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}
