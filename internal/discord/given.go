package discord

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"entente/internal/answer"
)

// maxCustomID is Discord's limit for a custom ID, in characters.
const maxCustomID = 100

// A given is what an answer gave. It stands in the custom IDs of the buttons
// under the answer, which so work for ever.
type given struct {
	lang   string // of the answer, "fr" or "en"
	quotes []givenQuote
}

// A givenQuote is a quote that an answer gave.
type givenQuote struct {
	answer.Ref
	score float64 // in hundredths
}

// givenBy returns what an answer gives.
func givenBy(a answer.Answer) given {
	g := given{lang: a.Lang}
	for _, q := range a.Quotes {
		g.quotes = append(g.quotes, givenQuote{q.Ref(), q.Score})
	}
	return g
}

// customID returns the custom ID of a button that is called key. Quotes that do
// not fit are left out, the last ones first: three fit unless their articles
// have gigabytes.
func (g given) customID(key string) string {
	head := key + ":" + g.lang
	packed := make([]byte, 0, maxCustomID)
	for _, q := range g.quotes {
		next := q.append(packed)
		if len(head)+base64.RawURLEncoding.EncodedLen(len(next)) > maxCustomID {
			break
		}
		packed = next
	}
	return head + base64.RawURLEncoding.EncodeToString(packed)
}

// append adds the quote to what is packed.
func (q givenQuote) append(packed []byte) []byte {
	packed = append(packed, q.File[:]...)
	packed = binary.AppendUvarint(packed, uint64(q.Start))
	packed = binary.AppendUvarint(packed, uint64(q.End-q.Start))
	packed = append(packed, q.Text[:]...)
	return append(packed, byte(math.Round(q.score*100)))
}

// readGiven reads what customID wrote after the key. What it can't read it
// leaves out: a custom ID comes back from Discord as it was sent.
func readGiven(arg string) given {
	const langLen = len("fr")
	if len(arg) < langLen {
		return given{}
	}
	g := given{lang: arg[:langLen]}
	packed, err := base64.RawURLEncoding.DecodeString(arg[langLen:])
	for err == nil && len(packed) > 0 {
		var q givenQuote
		if packed = q.cut(packed); packed == nil {
			break
		}
		g.quotes = append(g.quotes, q)
	}
	return g
}

// cut reads the first quote of what is packed and returns the rest, or nil if
// there is no whole quote.
func (q *givenQuote) cut(packed []byte) []byte {
	digest := func(d *answer.Digest) { packed = packed[copy(d[:], packed):] }
	number := func() int {
		n, size := binary.Uvarint(packed)
		if size <= 0 || n > math.MaxInt {
			packed = nil
			return 0
		}
		packed = packed[size:]
		return int(n)
	}
	digest(&q.File)
	q.Start = number()
	q.End = q.Start + number()
	digest(&q.Text)
	if len(packed) == 0 {
		return nil
	}
	q.score = float64(packed[0]) / 100
	return packed[1:]
}
