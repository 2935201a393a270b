package casebook

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
)

// ErrDiffers: something else is stored already where a parcel belongs. It was not
// touched.
var ErrDiffers = errors.New("something else is stored there already")

// Packer is a book, or a copy of one, that can be read whole.
type Packer interface {
	// ID names this book among all books.
	ID() string
	// Pack gives a part of the book, about max parcels, and the place from which to
	// go on: "" when this was the last part. "" is the beginning, too. A part may
	// hold nothing. The events of a case come in their order and each once; other
	// parcels in any order, and one may come twice. What has outlived its time is
	// not packed, and who holds a lease is not told: it runs out as if that process
	// had died. A place is good as long as this book is open.
	Pack(ctx context.Context, after string, max int) ([]Parcel, string, error)
}

// Carrier is an engine whose whole book can be carried into another one. Both books
// lie still meanwhile: nobody else commits.
type Carrier interface {
	Packer
	// Empty reports whether nothing was ever stored in the book.
	Empty(ctx context.Context) (bool, error)
	// Fits gives the reason why this engine could not keep a parcel; nil if it can.
	Fits(p Parcel) error
	// Unpack stores parcels, packed by any engine. One that is stored already
	// changes nothing, so that a part may be unpacked again after an error; one that
	// finds something else in its place is ErrDiffers.
	Unpack(ctx context.Context, parcels []Parcel) error
}

// Parcel is one piece of a book on its way; exactly one of its fields is set.
type Parcel struct {
	Talk    *PackedTalk
	Event   *Event
	Key     *PackedKey
	Queue   *PackedQueue
	Letter  *PackedLetter
	Counter *PackedCounter
	Record  *Record
}

// PackedTalk is what is known about an address.
type PackedTalk struct {
	Address dialog.Address
	Version Version
	State   []byte // as stored (EncodeState)
	// Wake is the wake-up asked for, zero for none; WakeReady when it may be handed
	// out: later while leased or put off.
	Wake, WakeReady time.Time
	WakeAttempts    int
}

// How long the engines remember: a message key, and the ID of a commit that had none
// (nobody says it again for longer).
const (
	KeyLife     = 7 * 24 * time.Hour
	AttemptLife = 24 * time.Hour
)

// PackedKey is one commit as it is remembered.
type PackedKey struct {
	ID      string         // Commit.ID
	Shard   int            // of its address
	Address dialog.Address // only with Seen
	Seen    string         // the message key; "" for none
	Version Version        // the address' version after it
	Until   time.Time      // when it is forgotten, to the millisecond
}

// PackedQueue is all that waits to be sent to an address, in order.
type PackedQueue struct {
	Address  dialog.Address
	Messages []PackedMessage
}

// PackedMessage is one Outgoing.
type PackedMessage struct {
	Safety    bool
	NotBefore time.Time
	Due       time.Time // when it fell due
	BusyUntil time.Time // leased or put off until then; zero for neither
	Attempts  int
	Message   []byte // as stored (Documents.Send)
}

// PackedLetter is a letter to another address.
type PackedLetter struct {
	From     dialog.Address // whose commit made it
	Due      time.Time      // when it fell due
	Ready    time.Time      // when it may be handed out
	Attempts int
	Letter   []byte // as stored (Documents.Letters)
}

// PackedCounter is a number from which others are drawn: the last one given. Unpack
// never turns a counter back.
type PackedCounter struct {
	Shard int // of case numbers; OfShelf for the versions of records
	Value uint64
}

// OfShelf is the counter of the Shelf.
const OfShelf = -1

// Section is one kind of thing an engine packs: Page is as Carrier.Pack.
type Section struct {
	Name string
	Page func(ctx context.Context, after string, max int) ([]Parcel, string, error)
}

// PackSections packs sections one after the other: what Carrier.Pack is made of.
func PackSections(ctx context.Context, all []Section, after string, max int) ([]Parcel, string, error) {
	name, rest, _ := strings.Cut(after, ":")
	for i, s := range all {
		if name != s.Name && after != "" {
			continue
		}
		parcels, next, err := s.Page(ctx, rest, max)
		switch {
		case err != nil:
			return nil, "", fmt.Errorf("pack %s: %w", s.Name, err)
		case next != "":
			return parcels, s.Name + ":" + next, nil
		case i+1 < len(all):
			return parcels, all[i+1].Name + ":", nil
		}
		return parcels, "", nil
	}
	return nil, "", fmt.Errorf("pack: there is no place %q", name)
}

// EventSection packs the events of a book by its feed.
func EventSection(book Book) Section {
	return Section{"events", func(ctx context.Context, after string, max int) ([]Parcel, string, error) {
		events, next, err := book.Since(Unopened(ctx), Cursor(after), max)
		if err != nil || len(events) == 0 {
			return nil, "", err
		}
		parcels := make([]Parcel, len(events))
		for i := range events {
			parcels[i].Event = &events[i]
		}
		return parcels, string(next), nil
	}}
}

// identity is what tells a parcel from every other one of its book; all events of a
// case have the same.
func (p Parcel) identity() string {
	switch {
	case p.Talk != nil:
		return "talk " + string(p.Talk.Address)
	case p.Event != nil:
		return "case " + string(p.Event.Case)
	case p.Key != nil && p.Key.Seen != "":
		return fmt.Sprintf("key %d %s %s", len(p.Key.Address), p.Key.Address, p.Key.Seen)
	case p.Key != nil:
		return "attempt " + p.Key.ID
	case p.Queue != nil:
		return "queue " + string(p.Queue.Address)
	case p.Letter != nil:
		return fmt.Sprintf("letter %d %s %s", len(p.Letter.From), p.Letter.From, p.Letter.Letter)
	case p.Counter != nil:
		return fmt.Sprint("counter ", p.Counter.Shard)
	}
	return fmt.Sprintf("record %d %s %s", len(p.Record.Kind), p.Record.Kind, p.Record.Key)
}

// Name names a parcel without a word or an address in it.
func (p Parcel) Name() string {
	switch {
	case p.Talk != nil:
		return fmt.Sprintf("the conversation of a %s address in shard %d", p.Talk.Address.Channel(), ShardOf(p.Talk.Address))
	case p.Event != nil:
		return fmt.Sprintf("case %s", p.Event.Case)
	case p.Key != nil:
		return "a remembered message key or commit"
	case p.Queue != nil:
		return fmt.Sprintf("what waits to be sent to a %s address in shard %d", p.Queue.Address.Channel(), ShardOf(p.Queue.Address))
	case p.Letter != nil:
		return fmt.Sprintf("a letter of shard %d", ShardOf(p.Letter.From))
	case p.Counter != nil && p.Counter.Shard == OfShelf:
		return "the counter of records"
	case p.Counter != nil:
		return fmt.Sprintf("the counter of case numbers of shard %d", p.Counter.Shard)
	case p.Record != nil:
		return fmt.Sprintf("a record of kind %s", p.Record.Kind)
	}
	return "an empty parcel"
}

// content is what two parcels of the same identity must have in common. Until when a
// key is remembered is not part of it: it may be told by a clock that runs.
func (p Parcel) content() ([]byte, error) {
	if p.Key != nil {
		return fmt.Appendf(nil, "%q %d", p.Key.ID, p.Key.Version), nil
	}
	if p.Record != nil { // an empty value may be nil or not
		return fmt.Appendf(nil, "%d %d %q", p.Record.Version, p.Record.Expires.UnixMicro(), p.Record.Value), nil
	}
	if p.Event == nil {
		return json.Marshal(p)
	}
	open, private, err := EncodeEvent(*p.Event)
	return fmt.Appendf(nil, "%d\n%s\n%s", p.Event.Seq, open, private), err
}
