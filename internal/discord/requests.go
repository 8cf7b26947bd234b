package discord

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How long a request is tried for, where its context does not end sooner.
const (
	firstResponseTime = 3 * time.Second  // Discord wants it within that
	editTime          = 14 * time.Minute // the token of an interaction lives 15
	messageTime       = 2 * time.Minute  // less than Discord remembers a nonce for
	typingRequestTime = 2 * time.Second  // the message itself matters more
	commandsTime      = 10 * time.Minute // the next occasion is the next login
	requestTime       = 30 * time.Second // any other
)

// lifetime returns how long an answer to a request is of use.
func lifetime(req *http.Request) time.Duration {
	switch path := req.URL.Path; {
	case strings.HasSuffix(path, "/callback"):
		return firstResponseTime
	case strings.Contains(path, "/webhooks/"):
		return editTime
	case strings.HasSuffix(path, "/messages"):
		return messageTime
	case strings.HasSuffix(path, "/typing"):
		return typingRequestTime
	case strings.HasSuffix(path, "/commands"):
		return commandsTime
	}
	return requestTime
}

// ofInteraction reports whether a request is about an interaction, which the
// limits of the bot as a whole leave out.
func ofInteraction(req *http.Request) bool {
	return strings.Contains(req.URL.Path, "/interactions/") || strings.Contains(req.URL.Path, "/webhooks/")
}

// repeatable reports whether a request that may have been carried out can be
// sent again without anything being shown twice: a message with a nonce that
// Discord enforces, or the first response to an interaction, of which Discord
// takes but one.
func repeatable(req *http.Request) bool {
	if req.Method != http.MethodPost || strings.HasSuffix(req.URL.Path, "/callback") || strings.HasSuffix(req.URL.Path, "/typing") {
		return true
	}
	if req.GetBody == nil {
		return false
	}
	body, err := req.GetBody()
	if err != nil {
		return false
	}
	var message struct {
		Enforced bool `json:"enforce_nonce"`
	}
	return json.NewDecoder(body).Decode(&message) == nil && message.Enforced
}

// acknowledged reports whether a first response, sent again, is refused since
// it had arrived.
func acknowledged(req *http.Request, resp *http.Response) bool {
	const alreadyAcknowledged = 40060
	return strings.HasSuffix(req.URL.Path, "/callback") && errorCode(resp) == alreadyAcknowledged
}

// headerSeconds reads a header that gives a number of seconds; 0 if there is none.
func headerSeconds(header string) time.Duration {
	n, _ := strconv.ParseFloat(header, 64)
	return time.Duration(n * float64(time.Second))
}

// errorCode returns Discord's code for the error in a response, or 0.
func errorCode(resp *http.Response) int {
	var e struct {
		Code int `json:"code"`
	}
	json.Unmarshal(peek(resp), &e)
	return e.Code
}

// peek returns the body of a response that try has read, and leaves it there.
func peek(resp *http.Response) []byte {
	body, _ := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return body
}
