package wechat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"frontdoor/handoff/casebook"
)

// freshFor is how far the time of a request may be from ours. WeChat's own tries all
// come within fifteen seconds; the rest is for clocks that go wrong.
const freshFor = 5 * time.Minute

// nonceKind is the kind of the Shelf's records about which nonce came with what.
const nonceKind = "wechat-nonce"

// nonceMost bounds what is remembered of a request; WeChat's have ten digits.
const nonceMost = 128

// fresh says whether the time of a request, in seconds, is about now.
func (c *Channel) fresh(timestamp string) bool {
	sec, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return false
	}
	return c.cfg.Now().Sub(time.Unix(sec, 0)).Abs() <= freshFor
}

// errReplayed: the signature was used before, for another message.
var errReplayed = errors.New("this nonce came before with another message")

// first notes what a nonce came with. The same again is WeChat's own second try: it
// goes on, and the book knows whether it was stored. Another message under the same
// nonce is errReplayed. In plain mode nothing else ties a message to its signature.
func (c *Channel) first(ctx context.Context, timestamp, nonce string, m message) error {
	name := sha256.Sum256([]byte(timestamp + " " + nonce))
	mark := m.mark()
	r := casebook.Record{Kind: nonceKind, Key: hex.EncodeToString(name[:16]), Value: []byte(mark), Expires: c.cfg.Now().Add(2 * freshFor)}
	_, err := c.cfg.Shelf.Put(ctx, r)
	if !errors.Is(err, casebook.ErrStale) {
		return wrap("noting a nonce", err)
	}
	before, err := c.cfg.Shelf.Get(ctx, r.Kind, r.Key)
	switch {
	case errors.Is(err, casebook.ErrNotFound): // has just expired
		return nil
	case err != nil:
		return wrap("looking a nonce up", err)
	case string(before.Value) != mark:
		return errReplayed
	}
	return nil
}

// wrap says what was being done when an error came; nil stays nil.
func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
