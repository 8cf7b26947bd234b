package article

// Sentences cuts a text of its own.
func Sentences(text string) []Span { return sentences(text, Span{0, len(text)}) }
