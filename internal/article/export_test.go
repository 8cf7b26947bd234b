package article

// Sentences cuts a text of its own.
func Sentences(text string) []Span { return sentences(text, Span{0, len(text)}) }

// ReadFile reads one file of a corpus folder.
var ReadFile = readFile
