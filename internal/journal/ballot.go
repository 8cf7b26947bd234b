package journal

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	keyName  = "ballot.key"
	keySize  = sha256.Size // bytes
	ballotID = 8           // bytes; two of a hundred thousand ballots are alike once in billions of journals
)

// Ballot names the vote of a person on a message, so that a later one takes
// its place. Without the key in the folder of the journal it tells nothing of
// either, nor whether two ballots are of the same person.
func (w *Writer) Ballot(messageID, userID string) string {
	mac := hmac.New(sha256.New, w.key)
	mac.Write([]byte(messageID + "/" + userID))
	return hex.EncodeToString(mac.Sum(nil)[:ballotID])
}

// ballotKey returns the key that is kept in dir, and makes one if there is
// none. When it can't be kept there is a key all the same.
func ballotKey(dir string) ([]byte, error) {
	file := filepath.Join(dir, keyName)
	key, err := os.ReadFile(file)
	if err == nil && len(key) == keySize {
		return key, nil
	}
	key = make([]byte, keySize)
	rand.Read(key) // it never fails
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	return key, keepKey(file, key)
}

// keepKey writes the key whole or not at all.
func keepKey(file string, key []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(file), keyName+"-*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing left to remove
	_, err = f.Write(key)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), file)
}
