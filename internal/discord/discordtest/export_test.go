package discordtest

// AnswerChecker returns a function that checks what the server answers to a
// request, which is named by the pattern of its handler, against Discord's
// description of its API.
func AnswerChecker() (func(pattern string, body []byte) error, error) {
	c, err := newCompiler()
	if err != nil {
		return nil, err
	}
	return func(pattern string, body []byte) error {
		schema, err := compile(c, pattern, "responses", "200", "content", "application/json", "schema")
		if err != nil {
			return err
		}
		return validate(schema, body)
	}, nil
}
