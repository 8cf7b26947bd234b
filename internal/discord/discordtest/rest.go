package discordtest

import (
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

// An exchange is one request and its body: JSON, perhaps with files.
type exchange struct {
	*http.Request
	s       *Server
	body    []byte
	files   []file
	excused bool // that it is refused is no fault of the bot's
}

// A handler carries out a request, with the server's lock held, and returns
// what to answer; nil stands for 204 No Content.
type handler func(*exchange) (any, *refusal)

// handler returns the whole server. The patterns name their paths as Discord's
// description of its API does, so that the schema of a request can be found by
// its pattern.
func (s *Server) handler() http.Handler {
	api := http.NewServeMux()
	for pattern, h := range map[string]handler{
		"GET /gateway":                 s.getGateway,
		"GET /gateway/bot":             s.getGatewayBot,
		"GET /users/@me":               s.getSelf,
		"GET /applications/@me":        s.getApplication,
		"GET /oauth2/applications/@me": s.getApplication,

		"POST /users/@me/channels":             s.createDM,
		"POST /channels/{channel_id}/messages": s.createMessage,
		"POST /channels/{channel_id}/typing":   s.startTyping,

		"GET /channels/{channel_id}/messages/{message_id}": s.getMessage,

		"GET /applications/{application_id}/commands":                   s.getCommands,
		"PUT /applications/{application_id}/commands":                   s.putCommands,
		"GET /applications/{application_id}/guilds/{guild_id}/commands": s.getCommands,
		"PUT /applications/{application_id}/guilds/{guild_id}/commands": s.putCommands,

		"POST /interactions/{interaction_id}/{interaction_token}/callback": s.respond,
		"POST /webhooks/{webhook_id}/{webhook_token}":                      s.followUp,
		"PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original":  s.editOriginal,

		"/": func(*exchange) (any, *refusal) { return nil, notFound },
	} {
		api.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, h) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == gatewayPath || r.URL.Path == resumePath {
			s.serveGateway(w, r)
			return
		}
		// What a proxy would put in front of /api does not matter.
		_, versioned, _ := strings.Cut(r.URL.Path, "/api/v")
		version, path, _ := strings.Cut(versioned, "/")
		if version != "9" && version != "10" {
			s.fail(r.Method+" "+r.URL.Path, invalidVersion.String(), nil)
			invalidVersion.write(w)
			return
		}
		r = r.Clone(r.Context())
		r.URL.Path, r.URL.RawPath = "/"+path, ""
		api.ServeHTTP(w, r)
	})
}

// serve reads a request, has it carried out, and answers it; or what the
// script has for it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, h handler) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has gone
	}
	x := &exchange{Request: r, s: s, body: body}
	if f, ok := s.requestFault(r); ok {
		f.answer(s, w, r, func() { s.carry(httptest.NewRecorder(), x, h) })
		return
	}
	s.carry(w, x, h)
}

// carry carries out a request and answers it.
func (s *Server) carry(w http.ResponseWriter, x *exchange, h handler) {
	r := x.Request
	badForm := x.readFiles()
	var answer any
	var refused *refusal
	s.update(func() {
		if r.Method != http.MethodGet {
			s.requests = append(s.requests, Request{r.Method, r.URL.Path, x.body})
		}
		s.watchRequest(x, w.Header())
		if refused = cmp.Or(badForm, x.admit()); refused == nil {
			answer, refused = h(x)
		}
	})
	switch {
	case refused != nil:
		if !refused.usual && !x.excused {
			x.fail(refused.String())
		}
		refused.write(w)
	case answer == nil:
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Content-Type", "application/json")
		w.Write(encode(answer))
	}
}

// fail fails the test for the request.
func (x *exchange) fail(why string) { x.s.fail(x.Method+" "+x.URL.Path, why, x.body) }

// admit checks what does not depend on what is asked for: that the token is
// right and the body is JSON.
func (x *exchange) admit() *refusal {
	path := x.URL.Path
	// GET /gateway needs no token; that of an interaction stands in the path.
	open := path == "/gateway" || strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
	switch {
	case !open && x.Header.Get("Authorization") != "Bot "+x.s.Token():
		return unauthorized
	case len(x.body) > 0 && (!json.Valid(x.body) || x.files == nil && x.Header.Get("Content-Type") != "application/json"):
		return invalidJSON
	}
	return nil
}

// read decodes the body into v and has it checked: first by check, for the
// limits, then against Discord's description.
func (x *exchange) read(v any, check func(*checker)) *refusal {
	var c checker
	if err := json.Unmarshal(x.body, v); err != nil {
		return invalidForm(fault{"", "BASE_TYPE_INVALID", err.Error()})
	}
	if check(&c); len(c.faults) > 0 {
		return invalidForm(c.faults...)
	}
	if err := x.s.schemas.check(x.Pattern, x.body); err != nil {
		return invalidForm(fault{"", "SCHEMA", err.Error()})
	}
	return nil
}

// readMessage reads the payload of a message, which may have the given flags.
// That it could ping somebody is no matter to Discord, but fails the test.
func (x *exchange) readMessage(flags int) (*messagePayload, *refusal) {
	p := new(messagePayload)
	if refused := x.read(p, func(c *checker) { c.message("", p, flags) }); refused != nil {
		return nil, refused
	}
	x.mustNotPing(p)
	return p, nil
}

func (x *exchange) mustNotPing(p *messagePayload) {
	if p.mayPing() {
		x.fail("the message may ping somebody: allowed_mentions must be there and allow nothing")
	}
}

func (s *Server) getGateway(*exchange) (any, *refusal) {
	return object{"url": s.gatewayURL(gatewayPath)}, nil
}

func (s *Server) getGatewayBot(*exchange) (any, *refusal) {
	return object{
		"url": s.gatewayURL(gatewayPath), "shards": s.shards,
		"session_start_limit": object{
			"total": maxLogins, "remaining": max(0, s.loginsLeft), "reset_after": 3600000, "max_concurrency": 1,
		},
	}, nil
}

func (s *Server) getSelf(*exchange) (any, *refusal) {
	o := s.bot.wire()
	o["locale"], o["mfa_enabled"] = "en-US", false
	return o, nil
}

func (s *Server) getApplication(*exchange) (any, *refusal) {
	return object{
		"id": s.bot.id, "name": s.bot.name, "icon": nil, "description": "", "type": nil,
		"bot": s.bot.wire(), "owner": s.guild.owner.wire(), "team": nil,
		"bot_public": true, "bot_require_code_grant": false, "verify_key": strings.Repeat("0", 64),
		"flags": 0, "flags_new": "0", "explicit_content_filter": 0, "eligible_oauth2_scopes": []string{},
		"redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"approximate_guild_count": 1, "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
	}, nil
}

func (s *Server) createDM(x *exchange) (any, *refusal) {
	var p struct {
		RecipientID string `json:"recipient_id"`
	}
	if refused := x.read(&p, func(*checker) {}); refused != nil {
		return nil, refused
	}
	u := s.users[p.RecipientID]
	if u == nil || u.bot || u.webhook {
		return nil, noDM
	}
	return s.dm(u).wire(), nil
}

func (s *Server) startTyping(x *exchange) (any, *refusal) {
	id := x.PathValue("channel_id")
	if _, refused := s.writable(id); refused != nil {
		return nil, refused
	}
	s.typing[id]++
	return nil, nil
}

// writable returns a channel that the bot wants to write in.
func (s *Server) writable(id string) (*channel, *refusal) {
	c := s.channels[id]
	if c == nil {
		return nil, unknownChannel
	}
	return c, c.refused
}

func (s *Server) createMessage(x *exchange) (any, *refusal) {
	c, refused := s.writable(x.PathValue("channel_id"))
	if refused != nil {
		return nil, refused
	}
	p, refused := x.readMessage(suppressEmbeds | suppressNotifications)
	if refused != nil {
		return nil, refused
	}
	if p.empty() {
		return nil, emptyMessage
	}
	key := c.id + " " + string(p.Nonce)
	if m := s.nonces[key]; m != nil && p.EnforceNonce {
		return m.wire, nil // sent already
	}
	var to *message
	if ref := p.Reference; ref != nil {
		to = s.messages[ref.MessageID]
		if to != nil && to.channel != c {
			to = nil
		}
		if to == nil && (ref.FailIfNotExists == nil || *ref.FailIfNotExists) {
			return nil, invalidForm(fault{"message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"})
		}
	}
	m := s.newMessage(c, s.bot, x.shown(x.body), to)
	if len(p.Nonce) > 0 {
		s.nonces[key] = m
	}
	s.dispatchMessage("MESSAGE_CREATE", m)
	return m.wire, nil
}
