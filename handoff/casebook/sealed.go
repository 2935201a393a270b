package casebook

import (
	"bytes"
	"cmp"
	"context"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// A sealed document is one line of text: ~, the name of its key, a dot, and nonce, words
// and seal in base64. A stored document that was never sealed is JSON and begins otherwise.
const sealMark = '~'

// shelfMark begins a sealed value of the shelf: no value of ours begins so.
var shelfMark = []byte("\x00sealed ")

func isSealed(doc []byte) bool { return len(doc) > 0 && doc[0] == sealMark }

// seal seals a document; about is what it belongs to: elsewhere it cannot be opened.
func seal(id string, aead cipher.AEAD, about string, doc []byte) []byte {
	raw := aead.Seal(make([]byte, 0, len(doc)+aead.Overhead()), nil, doc, []byte(about))
	text := make([]byte, 0, 2+len(id)+base64.RawStdEncoding.EncodedLen(len(raw)))
	text = append(append(append(text, sealMark), id...), '.')
	return base64.RawStdEncoding.AppendEncode(text, raw)
}

// keyOf is the name of the key a document is sealed under.
func keyOf(doc []byte) (id string, body []byte, err error) {
	name, body, ok := bytes.Cut(doc[1:], []byte("."))
	if !ok {
		return "", nil, fmt.Errorf("%w, and a document is torn", ErrSealed)
	}
	return string(name), body, nil
}

func unseal(aead cipher.AEAD, about string, body []byte) ([]byte, error) {
	raw := make([]byte, base64.RawStdEncoding.DecodedLen(len(body)))
	n, err := base64.RawStdEncoding.Decode(raw, body)
	if err == nil {
		raw = raw[:n]
		if raw, err = aead.Open(raw[:0], nil, raw, []byte(about)); err == nil {
			return raw, nil
		}
	}
	return nil, fmt.Errorf("%w, and what is stored of %s is damaged or of another book", ErrSealed, about)
}

// under seals a document under a key; with one that is gone nothing is left of it.
func (h held) seal(about string, doc []byte) ([]byte, error) {
	if h.id == "" {
		return nil, nil
	}
	aead, err := newAEAD(h.key[:])
	if err != nil {
		return nil, err
	}
	return seal(h.id, aead, about, doc), nil
}

// opened opens a document; nothing is left of one whose key was destroyed.
func (v *Vault) opened(ctx context.Context, n keyName, about string, doc []byte) ([]byte, error) {
	if v == nil {
		return nil, fmt.Errorf("%w: its master key is not named (FRONTDOOR_KEY)", ErrSealed)
	}
	id, body, err := keyOf(doc)
	if err != nil {
		return nil, err
	}
	h, err := v.key(ctx, n, "")
	if errors.Is(err, ErrNotFound) || err == nil && h.id != id {
		return nil, nil // erased
	}
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(h.key[:])
	if err != nil {
		return nil, err
	}
	return unseal(aead, about, body)
}

// documents seals what a commit stores.
func (v *Vault) documents(ctx context.Context, c Commit, d *Documents) error {
	if v == nil {
		return nil
	}
	var err error
	if d.Address, err = v.StoredAs(ctx, c.Address); err != nil {
		return err
	}
	if c.State != nil {
		if d.State, err = v.talk(ctx, d.Address, c.Address, c.State.Life, d.State); err != nil {
			return err
		}
	}
	for i, e := range c.Events {
		if e.Sealed != "" {
			continue
		}
		key, beginning := caseKey(e.Case), keyBeginning(c.Address)
		if e.Hold {
			key, beginning = holdKey(e.Case), beginning+holdMark
		}
		h, err := v.key(ctx, key, beginning)
		if err != nil {
			return err
		}
		if d.Events[i].Private, err = h.seal(aboutCase(e.Case), d.Events[i].Private); err != nil {
			return err
		}
	}
	if len(d.Send)+len(d.Letters) == 0 {
		return nil
	}
	town, err := v.town(ctx)
	if err != nil {
		return err
	}
	for i := range d.Send {
		d.Send[i] = seal(town.id, town.aead, "message", d.Send[i])
	}
	for i := range d.Letters {
		d.Letters[i] = seal(town.id, town.aead, "letter", addressed(c.Address, d.Letters[i]))
	}
	return nil
}

// talk seals the state of a talk, with its address before it.
func (v *Vault) talk(ctx context.Context, stored, a dialog.Address, life int, state []byte) ([]byte, error) {
	h, err := v.key(ctx, talkKey(stored, life), strconv.Itoa(life)+"-")
	if err != nil {
		return nil, err
	}
	return h.seal(aboutTalk(stored), addressed(a, state))
}

func aboutTalk(a dialog.Address) string { return "the talk of " + string(a) }
func aboutCase(id dialog.CaseID) string { return "case " + string(id) }

func (v *Vault) openTown(ctx context.Context, about string, doc []byte) ([]byte, error) {
	if v == nil {
		return nil, fmt.Errorf("%w: its master key is not named (FRONTDOOR_KEY)", ErrSealed)
	}
	id, body, err := keyOf(doc)
	if err != nil {
		return nil, err
	}
	aead, err := v.townOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return unseal(aead, about, body)
}

// unopened is the mark of a context in which events are given as they are stored.
type unopened struct{}

// Unopened makes readers of the feed give what is sealed as it is (Event.Sealed): for who
// carries a book elsewhere and needs no word of it.
func Unopened(ctx context.Context) context.Context {
	return context.WithValue(ctx, unopened{}, true)
}

// keeps reports whether the key of a case is at hand and is the one a private half is
// sealed under: then what is remembered of it may be given.
func (v *Vault) keeps(ctx context.Context, id dialog.CaseID, private []byte) bool {
	if v == nil || ctx.Value(unopened{}) != nil {
		return false
	}
	name, _, err := keyOf(private)
	if err != nil {
		return false
	}
	h, ok := v.remembered(keyOfEvent(id, name).name)
	return ok && h.id != "" && bytes.HasPrefix(private[1:], []byte(h.id))
}

// event reads an event whose private half is sealed.
func (v *Vault) event(ctx context.Context, id dialog.CaseID, seq int, open, private []byte) (Event, error) {
	if ctx.Value(unopened{}) != nil {
		e, err := DecodeEvent(id, seq, open, nil)
		e.Sealed = string(private)
		return e, err
	}
	name, _, err := keyOf(private)
	if err != nil {
		return Event{}, err
	}
	words, err := v.opened(ctx, keyOfEvent(id, name), aboutCase(id), private)
	if err != nil {
		return Event{}, err
	}
	return DecodeEvent(id, seq, open, words)
}

// keyBeginning begins the name of a case's key: the shard of the address it was opened by.
func keyBeginning(a dialog.Address) string { return fmt.Sprintf("%02d-", ShardOf(a)) }

// SealedShard is the shard that a sealed event's address lies in.
func (e Event) SealedShard() (int, bool) {
	digits, _, ok := strings.Cut(strings.TrimPrefix(e.Sealed, string(sealMark)), "-")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n >= 0 && n < Shards
}

// State reads a stored talk. What was erased since is a talk that never was.
func (v *Vault) State(ctx context.Context, a dialog.Address, doc []byte) (dialog.State, error) {
	if !isSealed(doc) {
		return DecodeState(doc)
	}
	n, err := lifeOf(doc)
	if err != nil {
		return dialog.State{}, err
	}
	stored, err := v.known(ctx, a)
	if err != nil {
		return dialog.State{}, err
	}
	words, err := v.opened(ctx, talkKey(stored, n), aboutTalk(stored), doc)
	if err != nil {
		return dialog.State{}, fmt.Errorf("read state: %w", err)
	}
	if len(words) == 0 {
		return dialog.State{Life: n + 1}, nil
	}
	_, words = readAddressed(words)
	return DecodeState(words)
}

// Letter reads a stored letter, and whose commit made it; stored is the name it lies under.
func (v *Vault) Letter(ctx context.Context, stored dialog.Address, doc []byte) (from dialog.Address, l dialog.Letter, err error) {
	if isSealed(doc) {
		if doc, err = v.openTown(ctx, "letter", doc); err != nil {
			return "", l, fmt.Errorf("read letter: %w", err)
		}
	}
	from, doc = readAddressed(doc)
	if err := json.Unmarshal(doc, &l); err != nil {
		return "", l, fmt.Errorf("read letter: %w", err)
	}
	return cmp.Or(from, stored), l, nil
}

// Seal seals bytes that are kept outside of the book (a file made of it); about says what
// they are and must be the same when they are opened. Without a vault they stay as they are.
func (v *Vault) Seal(ctx context.Context, about string, plain []byte) ([]byte, error) {
	if v == nil {
		return plain, nil
	}
	town, err := v.town(ctx)
	if err != nil {
		return nil, err
	}
	out := append(append(append([]byte{}, shelfMark...), town.id...), '\n')
	return town.aead.Seal(out, nil, plain, []byte(about)), nil
}

// Open gives what Seal was given; bytes that were never sealed as they are.
func (v *Vault) Open(ctx context.Context, about string, sealed []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(sealed, shelfMark)
	if !ok {
		return sealed, nil
	}
	if v == nil {
		return nil, fmt.Errorf("%w: its master key is not named (FRONTDOOR_KEY)", ErrSealed)
	}
	id, body, ok := bytes.Cut(rest, []byte("\n"))
	if !ok {
		return nil, fmt.Errorf("%w, and %s is torn", ErrSealed, about)
	}
	aead, err := v.townOf(ctx, string(id))
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, nil, body, []byte(about))
	if err != nil {
		return nil, fmt.Errorf("%w, and %s is damaged or of another book", ErrSealed, about)
	}
	if plain == nil {
		plain = []byte{}
	}
	return plain, nil
}

// openKinds are the kinds of the shelf that are not sealed: the keys themselves, and what
// is read before there is a key.
func openKind(kind string) bool {
	return kind == kindTownKeys || kind == leadKind || kind == "move" || strings.HasPrefix(kind, "keys-")
}

// SealRecord is a record as an engine keeps it.
func (v *Vault) SealRecord(ctx context.Context, r Record) (Record, error) {
	if v == nil || openKind(r.Kind) {
		return r, nil
	}
	value, err := v.Seal(ctx, r.Kind+" "+r.Key, r.Value)
	if err != nil {
		return Record{}, fmt.Errorf("store %s: %w", r.Kind, err)
	}
	r.Value = value
	return r, nil
}

// OpenRecord is a record as it was put.
func (v *Vault) OpenRecord(ctx context.Context, r Record) (Record, error) {
	value, err := v.Open(ctx, r.Kind+" "+r.Key, r.Value)
	if err != nil {
		return Record{}, fmt.Errorf("read %s: %w", r.Kind, err)
	}
	r.Value = value
	return r, nil
}

// EraseCase destroys the key of a case, and the one of what the law holds of it unless that
// is to stay.
func (v *Vault) EraseCase(ctx context.Context, id dialog.CaseID, hold bool, at time.Time) error {
	if v == nil {
		return nil
	}
	if err := v.destroy(ctx, caseKey(id), at); err != nil || hold {
		return err
	}
	_, err := v.key(ctx, holdKey(id), "")
	if errors.Is(err, ErrNotFound) { // there never was any
		return nil
	}
	if err != nil {
		return err
	}
	return v.destroy(ctx, holdKey(id), at)
}

// EraseTalk destroys the keys of the lives of a talk before this one. Those before the
// last one are gone already, unless that was broken off.
func (v *Vault) EraseTalk(ctx context.Context, a dialog.Address, life int, at time.Time) error {
	if v == nil {
		return nil
	}
	stored, err := v.StoredAs(ctx, a)
	if err != nil {
		return err
	}
	for life--; life >= 0; life-- {
		h, err := v.key(ctx, talkKey(stored, life), "")
		if err == nil && h.id == "" {
			return nil
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err := v.destroy(ctx, talkKey(stored, life), at); err != nil {
			return err
		}
	}
	return nil
}
