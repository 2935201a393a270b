package hook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"frontdoor/handoff"
)

const secretPrefix = "whsec_"

// NewSecret draws a secret in the form of Standard Webhooks.
func NewSecret() string {
	key := make([]byte, 32)
	rand.Read(key) //nolint:errcheck // never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(key)
}

// keyOf is the key in a secret: 24 to 64 bytes, in base64 behind whsec_.
func keyOf(secret string) ([]byte, error) {
	text, ok := strings.CutPrefix(secret, secretPrefix)
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) < 24 || len(key) > 64 {
		return nil, &handoff.Mistake{Code: "hook_secret", Field: "secret", What: "the secret cannot be used",
			Why: "it is whsec_ and 24 to 64 bytes in base64", Do: "leave it out, and one is drawn and printed"}
	}
	return key, nil
}

// sign is the signature of a message at a moment (unix seconds).
func sign(secret, id string, at int64, body []byte) (string, error) {
	key, err := keyOf(secret)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", id, at, body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}
