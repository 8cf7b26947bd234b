package discordtest

import (
	"fmt"
	"net/http"
	"strings"
)

// A refusal is what Discord answers to a request that it does not carry out.
type refusal struct {
	status  int
	code    int
	message string
	faults  []fault
	// usual says that a bot may run into it without doing anything wrong, so
	// that the test does not fail.
	usual bool
}

// Refusals, with Discord's own codes and words.
var (
	unauthorized       = &refusal{status: http.StatusUnauthorized, message: "401: Unauthorized", usual: true}
	notFound           = &refusal{status: http.StatusNotFound, message: "404: Not Found"}
	unknownApplication = &refusal{status: http.StatusNotFound, code: 10002, message: "Unknown Application"}
	unknownChannel     = &refusal{status: http.StatusNotFound, code: 10003, message: "Unknown Channel"}
	unknownMessage     = &refusal{status: http.StatusNotFound, code: 10008, message: "Unknown Message", usual: true}
	unknownWebhook     = &refusal{status: http.StatusNotFound, code: 10015, message: "Unknown Webhook"}
	unknownInteraction = &refusal{status: http.StatusNotFound, code: 10062, message: "Unknown interaction"}
	acknowledged       = &refusal{status: http.StatusBadRequest, code: 40060, message: "Interaction has already been acknowledged."}
	missingAccess      = &refusal{status: http.StatusForbidden, code: 50001, message: "Missing Access", usual: true}
	emptyMessage       = &refusal{status: http.StatusBadRequest, code: 50006, message: "Cannot send an empty message"}
	noDM               = &refusal{status: http.StatusForbidden, code: 50007, message: "Cannot send messages to this user"}
	closedDM           = &refusal{status: http.StatusForbidden, code: 50007, message: "Cannot send messages to this user", usual: true}
	missingPermissions = &refusal{status: http.StatusForbidden, code: 50013, message: "Missing Permissions", usual: true}
	expiredToken       = &refusal{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
	invalidVersion     = &refusal{status: http.StatusBadRequest, code: 50041, message: "Invalid API version"}
	invalidJSON        = &refusal{status: http.StatusBadRequest, code: 50109, message: "The request body contains invalid JSON."}
)

// invalidForm refuses a payload for its faults.
func invalidForm(faults ...fault) *refusal {
	return &refusal{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", faults: faults}
}

// write answers a request with the refusal.
func (r *refusal) write(w http.ResponseWriter) {
	body := object{"code": r.code, "message": r.message}
	if len(r.faults) > 0 {
		body["errors"] = errorTree(r.faults)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	w.Write(encode(body))
}

// String says why a request is refused, with a line for each fault.
func (r *refusal) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s", r.status, r.message)
	for _, f := range r.faults {
		fmt.Fprintf(&b, "\n%s: %s (%s)", f.path, f.message, f.code)
	}
	return b.String()
}

// errorTree nests faults as Discord does:
//
//	{"embeds": {"0": {"title": {"_errors": [{"code": …, "message": …}]}}}}
func errorTree(faults []fault) object {
	tree := object{}
	for _, f := range faults {
		node := tree
		for key := range strings.FieldsFuncSeq(f.path, func(r rune) bool { return r == '.' }) {
			if _, ok := node[key]; !ok {
				node[key] = object{}
			}
			node = node[key].(object)
		}
		errs, _ := node["_errors"].([]object)
		node["_errors"] = append(errs, object{"code": f.code, "message": f.message})
	}
	return tree
}
