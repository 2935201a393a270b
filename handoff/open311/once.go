package open311

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/handoff/casebook"
)

// sameWithin is how long the same content is taken for the same request sent again.
const sameWithin = 10 * time.Minute

const kindOnce = "open311-once"

// name gives the name under which a request counts once: the client's own where it gives
// one (of names, each a parameter), else one of the content that lives for a while.
func (s *server) name(ctx context.Context, c *call, what string, own ...string) (string, error) {
	if c.once != "" {
		return digest(c.key.Name, what, "header", c.once), nil
	}
	for _, parameter := range own {
		if v := c.get(parameter); v != "" {
			return digest(c.key.Name, what, parameter, v), nil
		}
	}
	parts := []string{c.key.Name, what}
	for _, name := range slices.Sorted(maps.Keys(c.values)) {
		if name != "api_key" {
			parts = append(parts, name, strings.Join(c.values[name], "\x00"))
		}
	}
	for _, f := range c.files {
		parts = append(parts, f.field, string(f.bytes))
	}
	content := digest(parts...)
	name, err := s.drawn(ctx, content)
	if err != nil {
		return "", fmt.Errorf("look whether a request came before: %w", err)
	}
	return digest(content, name), nil
}

// drawn is the word drawn for a content when it first came, the same for a while,
// whichever server is asked.
func (s *server) drawn(ctx context.Context, content string) (string, error) {
	for {
		kept, err := s.Shelf.Get(ctx, kindOnce, content)
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return "", err
		}
		word, until, _ := strings.Cut(string(kept.Value), " ")
		if at, err := time.Parse(time.RFC3339, until); err == nil && s.Now().Before(at) {
			return word, nil
		}
		word, ends := rand.Text(), s.Now().Add(sameWithin)
		_, err = s.Shelf.Put(ctx, casebook.Record{Kind: kindOnce, Key: content, Version: kept.Version,
			Value: []byte(word + " " + ends.Format(time.RFC3339)), Expires: ends.Add(time.Minute)})
		if !errors.Is(err, casebook.ErrStale) { // else another server was faster
			return word, err
		}
	}
}

// digest is a name for parts, short enough for an address.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
