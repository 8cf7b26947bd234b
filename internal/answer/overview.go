package answer

import "sync"

// An overview is what is known of the articles as a whole. Each part of it is
// made when it is first asked for.
type overview struct {
	readFacts sync.Once
	facts     []Fact

	readTopics sync.Once
	topics     []*topic
}
