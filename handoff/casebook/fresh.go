package casebook

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// Fresh remembers what an engine was given lately together with its stored form, so
// that followers and the deliverer, who read it back within a moment, need not decode
// it. A thing is found by the whole of its stored form: whatever became of the commit,
// what is given is what decoding would give. Whoever gets something must not edit it.
// The zero Fresh is ready.
type Fresh struct {
	// Vault seals what is stored; nil for a book in the clear.
	Vault *Vault

	events   kept[Event]
	messages kept[Outgoing]
}

// Documents makes the stored forms of a commit, sealed, and remembers what it holds.
func (f *Fresh) Documents(ctx context.Context, c Commit) (Documents, error) {
	d, err := c.Documents()
	if err != nil {
		return Documents{}, err
	}
	if err := f.Vault.documents(ctx, c, &d); err != nil {
		return Documents{}, fmt.Errorf("seal: %w", err)
	}
	f.note(c, d)
	return d, nil
}

// note remembers what a commit holds; d are its stored forms.
func (f *Fresh) note(c Commit, d Documents) {
	for i, e := range c.Events {
		if len(d.Events[i].Private) == 0 {
			continue // its key is gone: nothing of its words was stored
		}
		e.Seq, e.At, e.Due = 0, asStored(e.At), asStored(e.Due)
		f.events.put(eventForm(e.Case, d.Events[i].Open, d.Events[i].Private), e)
	}
	for i, m := range c.Send {
		m.NotBefore, m.UseBy, m.CommittedAt = asStored(m.NotBefore), asStored(m.UseBy), asStored(m.CommittedAt)
		f.messages.put(d.Send[i], m)
	}
}

// asStored is a time without what storing takes from it.
func asStored(t time.Time) time.Time { return t.Round(0) }

// Event is DecodeEvent of what may be sealed.
func (f *Fresh) Event(ctx context.Context, id dialog.CaseID, seq int, open, private []byte) (Event, error) {
	if isSealed(private) && !f.Vault.keeps(ctx, id, private) {
		return f.Vault.event(ctx, id, seq, open, private)
	}
	if e, ok := f.events.get(eventForm(id, open, private)); ok {
		e.Seq = seq
		return e, nil
	}
	if isSealed(private) {
		return f.Vault.event(ctx, id, seq, open, private)
	}
	return DecodeEvent(id, seq, open, private)
}

// Outgoing reads a message back.
func (f *Fresh) Outgoing(ctx context.Context, doc []byte) (m Outgoing, err error) {
	m, ok := f.messages.get(doc)
	if ok {
		return m, nil
	}
	if isSealed(doc) {
		if doc, err = f.Vault.openTown(ctx, "message", doc); err != nil {
			return Outgoing{}, fmt.Errorf("read message: %w", err)
		}
	}
	if err := json.Unmarshal(doc, &m); err != nil {
		return Outgoing{}, fmt.Errorf("read message: %w", err)
	}
	return m, nil
}

func eventForm(id dialog.CaseID, open, private []byte) []byte {
	form := make([]byte, 0, len(id)+len(open)+len(private)+2)
	form = append(append(form, id...), '\n')
	form = append(append(form, open...), '\n')
	return append(form, private...)
}

// keptMost is how many things of a kind are kept at least: those of a second or so.
const keptMost = 2048

// kept finds things by their stored form.
type kept[T any] struct {
	mu         sync.Mutex
	young, old map[string]T
}

// replaced stands in a stored form for what was no text: it is not what was given.
var replaced = []byte("\uFFFD")

func (k *kept[T]) put(form []byte, thing T) {
	if bytes.Contains(form, replaced) {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.young == nil || len(k.young) >= keptMost {
		k.young, k.old = make(map[string]T, keptMost), k.young
	}
	k.young[string(form)] = thing
}

func (k *kept[T]) get(form []byte) (thing T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if thing, ok = k.young[string(form)]; !ok {
		thing, ok = k.old[string(form)]
	}
	return thing, ok
}
