package booktest

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var carryChecks = []check{
	{"a book carried over is the same to whoever reads it", func(p *place) { p.carryTo(p.open) }},
	{"carrying again changes nothing; what is there otherwise is told", func(p *place) {
		p.fill()
		to := p.other(p.open)
		p.carry(to, func(parcels []casebook.Parcel) []casebook.Parcel { return parcels[:len(parcels)/2] }) // broken off
		p.carry(to, nil)
		p.carry(to, nil)
		p.sameBooks(to)
		for _, parcel := range p.packed() {
			if bent := bend(parcel); bent != nil {
				if err := carrier(to).Unpack(p.ctx, []casebook.Parcel{*bent}); !errors.Is(err, casebook.ErrDiffers) {
					p.Errorf("%s, changed: %v", parcel.Name(), err)
				}
			}
		}
		p.sameBooks(to)
	}},
	{"an event that does not follow the last one is refused", func(p *place) {
		e := said(anna, 1, "三")
		e.Seq = 3
		if err := carrier(p).Unpack(p.ctx, []casebook.Parcel{{Event: &e}}); err == nil {
			p.Error("event 3 was stored as the first")
		}
		p.same("events", p.events(number(anna, 1)), []casebook.Event(nil))
	}},
	{"empty is what nothing was ever stored in", func(p *place) {
		p.empty(true)
		p.reopen()
		p.empty(true)
		for _, store := range []func(*place){
			func(p *place) { state := dialog.State{V: 1}; p.commit(casebook.Commit{Address: anna, State: &state}) },
			func(p *place) { p.commit(casebook.Commit{Address: anna, Seen: "r:1"}) },
			func(p *place) { p.send(anna, message(anna, "m1")) },
			func(p *place) { p.put(casebook.Record{Kind: "agent", Key: "wu"}) },
			func(p *place) { p.reserve(7) },
		} {
			o := p.other(p.open)
			store(o)
			o.empty(false)
		}
	}},
	{"a comparison tells what is missing, other or too much", func(p *place) {
		p.fill()
		to := p.other(p.open)
		p.carry(to, nil)
		extra, lacking := said(bert, 5, "多"), said(anna, 1, "少")
		extra.At, lacking.At = time.Now(), time.Now()
		to.commit(casebook.Commit{Address: bert, Events: []casebook.Event{extra}})
		p.commit(casebook.Commit{Address: anna, Events: []casebook.Event{lacking}})
		for range 40 { // more than an engine draws at once
			p.reserve(casebook.ShardOf(anna))
		}
		got, err := casebook.Compare(p.ctx, carrier(p), carrier(to), "move", func(int) {})
		// Where the book is sealed case 5 has a key in the copy only.
		got = slices.DeleteFunc(got, func(t string) bool { return strings.HasPrefix(t, "a record of kind keys-") })
		slices.Sort(got)
		p.same("troubles", []any{got, err}, []any{slices.Sorted(slices.Values([]string{
			"case " + string(number(anna, 1)) + " is missing or other in the copy",
			"case " + string(number(anna, 1)) + " is in the copy only, or other there",
			"case " + string(number(bert, 5)) + " is in the copy only, or other there",
			"a remembered message key or commit is missing or other in the copy",
			"a remembered message key or commit is in the copy only, or other there",
			casebook.Parcel{Counter: &casebook.PackedCounter{Shard: casebook.ShardOf(anna)}}.Name() + " is behind in the copy",
		})), nil})
	}},
}

// Move checks that a book of one engine can be carried into another.
func Move(t *testing.T, from, to Open) {
	book, shelf, again := from(t)
	p := &place{T: t, ctx: t.Context(), book: book, shelf: shelf, again: again, open: from}
	p.carryTo(to)
}

// carryTo fills the book, carries it into a new one and holds them against each other.
func (p *place) carryTo(open Open) {
	p.Helper()
	p.fill()
	to := p.other(open)
	p.carry(to, nil)
	p.sameBooks(to)
	to.reopen()
	p.sameToReaders(to)
}

func carrier(p *place) casebook.Carrier {
	p.Helper()
	c, ok := p.book.(casebook.Carrier)
	if !ok {
		p.Fatalf("%T is no Carrier", p.book)
	}
	return c
}

// other is another new, empty book.
func (p *place) other(open Open) *place {
	p.Helper()
	book, shelf, again := open(p.T)
	return &place{T: p.T, ctx: p.ctx, book: book, shelf: shelf, again: again, open: open, serial: 1000}
}

func (p *place) empty(want bool) {
	p.Helper()
	got, err := carrier(p).Empty(p.ctx)
	p.same("empty", []any{got, err}, []any{want, nil})
}

func (p *place) reserve(shard int) uint64 {
	p.Helper()
	n, err := p.book.Reserve(p.ctx, shard)
	if err != nil {
		p.Fatalf("reserve: %v", err)
	}
	return n
}

// packed packs all of the book, three parcels at a time.
func (p *place) packed() (all []casebook.Parcel) {
	p.Helper()
	for after, first := "", true; first || after != ""; first = false {
		parcels, next, err := carrier(p).Pack(p.ctx, after, 3)
		if err != nil {
			p.Fatalf("pack: %v", err)
		}
		all, after = append(all, parcels...), next
	}
	return all
}

// carry packs all, or what only leaves of it, into another book.
func (p *place) carry(to *place, only func([]casebook.Parcel) []casebook.Parcel) {
	p.Helper()
	parcels := p.packed()
	if only != nil {
		parcels = only(parcels)
	}
	for _, parcel := range parcels {
		if err := carrier(to).Fits(parcel); err != nil {
			p.Fatalf("fits: %v", err)
		}
	}
	for part := range slices.Chunk(parcels, 7) {
		if err := carrier(to).Unpack(p.ctx, part); err != nil {
			p.Fatalf("unpack: %v", err)
		}
	}
}

// sameBooks wants that a comparison finds nothing.
func (p *place) sameBooks(to *place) {
	p.Helper()
	troubles, err := casebook.Compare(p.ctx, carrier(p), carrier(to), "move", func(int) {})
	p.same("troubles", []any{troubles, err}, []any{[]string(nil), nil})
	want, got := p.remembered(), to.remembered()
	for key, until := range want {
		if d := until.Sub(got[key]); d.Abs() > time.Minute {
			p.Errorf("a key is forgotten %v earlier in the copy", d)
		}
		life := time.Until(until)
		if life < casebook.AttemptLife-time.Hour || life > casebook.KeyLife {
			p.Errorf("a key has %v to live", life)
		}
	}
	p.same("remembered keys", []int{len(got), len(want)}, []int{len(want), len(want)})
	p.same("some are", len(want) >= 4, true)
}

// remembered is until when each key is remembered.
func (p *place) remembered() map[string]time.Time {
	p.Helper()
	all := map[string]time.Time{}
	for _, parcel := range p.packed() {
		if parcel.Key != nil {
			all[parcel.Key.ID] = parcel.Key.Until
		}
	}
	return all
}

// bend makes another parcel for the same place; nil for those that have no other.
func bend(p casebook.Parcel) *casebook.Parcel {
	switch {
	case p.Talk != nil:
		t := *p.Talk
		t.Version++
		return &casebook.Parcel{Talk: &t}
	case p.Event != nil:
		e := *p.Event
		if e.Text += "!"; e.Sealed != "" {
			e.Sealed += "!"
		}
		return &casebook.Parcel{Event: &e}
	case p.Key != nil:
		k := *p.Key
		k.Version++
		return &casebook.Parcel{Key: &k}
	case p.Queue != nil:
		q := *p.Queue
		q.Messages = q.Messages[:len(q.Messages)-1]
		return &casebook.Parcel{Queue: &q}
	case p.Record != nil:
		r := *p.Record
		r.Value = append([]byte("!"), r.Value...)
		return &casebook.Parcel{Record: &r}
	}
	return nil
}

// foreign is a case with a number of an older system.
const foreign dialog.CaseID = "ALT/2019-7"

// fill puts some of everything into the book. Keys are remembered from now on: they
// would be forgotten by the time of the other samples.
func (p *place) fill() {
	p.Helper()
	now := time.Now().Truncate(time.Millisecond)
	at := func(e casebook.Event, when time.Time) casebook.Event { e.At = when; return e }
	state := fullState()
	held, card, m1, m2 := message(anna, "held"), message(anna, "card"), message(anna, "m1"), message(anna, "m2")
	held.NotBefore, held.UseBy, card.Safety = nine.Add(20*time.Minute), nine.Add(time.Hour), true
	old := said(anna, 1, "旧")
	old.Case = foreign
	p.commit(casebook.Commit{ID: "c1", Address: anna, Seen: "r:1", State: &state, Wake: nine,
		Events: []casebook.Event{at(said(anna, 1, "路灯坏了"), now), fullEvent(), old}, Send: []casebook.Outgoing{m1, held, m2},
		Letters: []dialog.Letter{letter("l1"), letter("l2")}})
	p.commit(casebook.Commit{ID: "c2", Address: bert, Seen: "r:1\n2:x", Events: []casebook.Event{at(said(bert, 1, "one"), now)},
		Send: []casebook.Outgoing{message(bert, "b1"), message(bert, "b2")}})
	state.Name = "换了"
	p.commit(casebook.Commit{ID: "c3", Address: anna, Seen: "a:wu:1", State: &state, Expect: 1, Wake: nine,
		Events: []casebook.Event{at(said(anna, 2, "又坏了"), now), at(said(anna, 1, "还没好"), now)}})
	p.commit(casebook.Commit{ID: "c \"4\"\n", Address: bert, Events: []casebook.Event{at(said(bert, 1, "two"), now)}})
	p.settle(p.woken(nine, anna)[0], nine.Add(2*time.Minute))
	dues := p.leased(nine, "m1", "b1") // b1 is held by one who dies
	p.settle(dues["m1"], nine.Add(5*time.Minute))
	p.settle(p.posted(nine, "l1", "l2")["l1"], nine.Add(3*time.Minute))
	p.send(anna, card)
	for _, shard := range []int{7, 7, 7, 0, casebook.ShardOf(anna)} {
		p.reserve(shard)
	}
	r := casebook.Record{Kind: "agent", Key: "吴姐 /'\"\x00", Value: []byte{0, 255, 10}}
	r.Version = p.put(r)
	r.Value = []byte("2\n3")
	p.put(r)
	p.put(casebook.Record{Kind: "agent", Key: ""})
	p.put(casebook.Record{Kind: "session", Key: "k", Value: []byte("s"), Expires: now.Add(time.Hour)})
	p.put(casebook.Record{Kind: "session", Key: "gone", Value: []byte("s"), Expires: now.Add(-time.Hour)})
	p.put(casebook.Record{Kind: "token", Key: "t", Value: []byte("t")})
}

// sameToReaders holds a book against its copy by what Book and Shelf say.
func (p *place) sameToReaders(to *place) {
	p.Helper()
	for _, a := range []dialog.Address{anna, bert} {
		p.same("talk", to.read(a), p.read(a))
	}
	for _, id := range []dialog.CaseID{number(anna, 1), number(anna, 2), number(bert, 1), foreign} {
		if len(p.events(id)) == 0 {
			p.Fatalf("case %s has no events to compare", id)
		}
		p.same("case", to.events(id), p.events(id))
	}
	p.same("feed", to.feedByCase(), p.feedByCase())

	for _, kind := range []string{"agent", "session", "token"} {
		want, err := p.shelf.List(p.ctx, kind)
		got, err2 := to.shelf.List(p.ctx, kind)
		p.same("shelf", []any{got, err2}, []any{want, err})
		for _, r := range got {
			replaced, err := to.shelf.Put(p.ctx, r)
			if err != nil || replaced <= r.Version {
				p.Errorf("replacing a record of version %d: %d, %v", r.Version, replaced, err)
			}
		}
	}
	p.same("number of the copy", to.reserve(7) > 3, true)
	p.same("number of the copy", to.reserve(casebook.ShardOf(anna)) > 1, true)

	p.same("version", to.refused(casebook.Commit{Address: anna, Seen: "r:1"}, casebook.ErrSeen), casebook.Version(2))
	to.refused(casebook.Commit{Address: anna, Seen: "a:wu:1"}, casebook.ErrSeen)
	to.refused(casebook.Commit{Address: bert, Seen: "r:1\n2:x"}, casebook.ErrSeen)
	p.same("said again", to.commit(casebook.Commit{ID: "c1", Address: anna, Seen: "r:1"}), casebook.Version(1))
	to.commit(casebook.Commit{ID: "c \"4\"\n", Address: bert, Events: []casebook.Event{said(bert, 1, "two")}})
	p.same("said again, with no key", len(to.events(number(bert, 1))), 2)

	for _, kind := range []casebook.DueKind{casebook.DueMessage, casebook.DueWake, casebook.DueLetter} {
		handed := 0
		for now := nine; now.Before(nine.Add(30 * time.Minute)); now = now.Add(30 * time.Second) {
			want, got := p.handed(kind, now), to.handed(kind, now)
			p.same(string(kind)+" at "+now.String(), got, want)
			handed += len(got)
		}
		if want := map[casebook.DueKind]int{casebook.DueMessage: 6, casebook.DueWake: 1, casebook.DueLetter: 2}[kind]; handed != want {
			p.Errorf("%d of kind %s were handed out, want %d", handed, kind, want)
		}
	}
}

// handed leases what is due, settles it, and gives it without the tokens, by address.
func (p *place) handed(kind casebook.DueKind, now time.Time) []casebook.Due {
	p.Helper()
	dues := p.lease(kind, now)
	for i := range dues {
		p.settle(dues[i], never)
		dues[i].Token = ""
	}
	slices.SortFunc(dues, func(a, b casebook.Due) int {
		return cmp.Or(cmp.Compare(a.Address, b.Address), cmp.Compare(a.Message.ID, b.Message.ID), cmp.Compare(a.Letter.ID, b.Letter.ID))
	})
	return dues
}

// feedByCase is the whole feed, for each case in its order.
func (p *place) feedByCase() map[dialog.CaseID][]casebook.Event {
	p.Helper()
	all := map[dialog.CaseID][]casebook.Event{}
	for after := casebook.Cursor(""); ; {
		events, next, err := p.book.Since(p.ctx, after, 3)
		if err != nil {
			p.Fatalf("since: %v", err)
		}
		if len(events) == 0 {
			return all
		}
		for _, e := range events {
			all[e.Case] = append(all[e.Case], e)
		}
		after = next
	}
}
