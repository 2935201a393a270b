package search

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Kind is what a document is.
type Kind uint8

// The closed list of kinds; the numbers are stored.
const (
	kindNone     Kind = iota
	KindCard          // number, resident, facts, summary line of a case
	KindResident      // a resident's message
	KindAgent         // an agent's
	KindNote          // a note
)

// document is one thing that can be found.
type document struct {
	kind Kind
	c    uint32 // the number of its case here
	seq  int    // the event that made it what it is
	at   time.Time
	body string // the words; of a card its encoding
	card Card
}

// said is the kind of what an event says, and its words; none for what is not looked
// for. An edit stands beside what was said first, for the talk shows both.
func said(e casebook.Event) (Kind, string) {
	switch e.Kind {
	case dialog.ChangeSaid, dialog.ChangeEdited:
		switch e.By {
		case dialog.ByResident:
			return KindResident, e.Text
		case dialog.ByAgent:
			return KindAgent, e.Text
		}
	case dialog.ChangeNoted, dialog.ChangeOffered, dialog.ChangeReleased: // a note, or the reason for colleagues
		return KindNote, e.Text
	}
	return kindNone, ""
}

// batch is what is to be written at once.
type batch struct {
	docs    []document
	touched map[uint32]touched // cards that changed, and by which event last
	seqs    map[uint32]int     // the last event of each case
	news    []dialog.CaseID    // cases not known before, in the order of their numbers
	killed  []int64            // documents that are no more
	cursor  casebook.Cursor
}

type touched struct {
	seq int
	at  time.Time
}

// add adds the documents of an event, and the event to the card of its case.
func (b *batch) add(c uint32, e casebook.Event, card *Card) {
	if kind, text := said(e); kind != kindNone && text != "" {
		b.docs = append(b.docs, document{kind: kind, c: c, seq: e.Seq, at: e.At, body: text})
	}
	if card.take(e) {
		b.touched[c] = touched{e.Seq, e.At}
	}
}

// addCards adds the cards that changed, each once.
func (b *batch) addCards(cardOf func(uint32) (*Card, error)) error {
	for c, t := range b.touched {
		card, err := cardOf(c)
		if err != nil {
			return err
		}
		body, err := card.encode()
		if err != nil {
			return fmt.Errorf("write the card of case %s: %w", card.Number, err)
		}
		b.docs = append(b.docs, document{kind: KindCard, c: c, seq: t.seq, at: t.at, body: body, card: *card})
	}
	return nil
}

// changed are the cases of which something is to be noted, each once.
func (b *batch) changed() []uint32 {
	all := slices.AppendSeq(slices.Collect(maps.Keys(b.seqs)), maps.Keys(b.touched))
	slices.Sort(all)
	return slices.Compact(all)
}

// collect makes a batch of events. Those seen before are left out: a feed may be read
// again from an earlier place.
func (x *Index) collect(events []casebook.Event) (*batch, error) {
	b := &batch{touched: map[uint32]touched{}, seqs: map[uint32]int{}}
	fresh := map[dialog.CaseID]uint32{}
	for _, e := range events {
		c, ok := x.number[e.Case]
		if !ok {
			c, ok = fresh[e.Case]
		}
		if !ok {
			c = uint32(len(x.cases) + len(b.news))
			fresh[e.Case] = c
			b.news = append(b.news, e.Case)
		}
		seq, ok := b.seqs[c]
		if !ok && int(c) < len(x.cases) {
			seq = x.cases[c].seq
		}
		if e.Seq <= seq {
			continue
		}
		b.seqs[c] = e.Seq
		card, err := x.cardOf(c)
		if err != nil {
			return nil, err
		}
		b.add(c, e, card)
	}
	return b, b.addCards(x.cardOf)
}

// cardOf is the card of a case as far as it was read, to be changed in place.
func (x *Index) cardOf(c uint32) (*Card, error) {
	if card := x.cards.get(c); card != nil {
		return card, nil
	}
	card := &Card{}
	if int(c) < len(x.cases) && x.cases[c].card >= 0 {
		var body []byte
		err := x.file.writes.QueryRow("SELECT body FROM docs WHERE n = ?", x.cases[c].card).Scan(&body)
		if err == nil {
			body, err = x.file.key.Open(ofDocs, x.cases[c].card, body)
		}
		if err != nil {
			return nil, fmt.Errorf("read the card of case %s: %w", x.cases[c].id, err)
		}
		if *card, err = decodeCard(x.cases[c].id, string(body)); err != nil {
			return nil, fmt.Errorf("read the card of case %s: %w", x.cases[c].id, err)
		}
	}
	x.cards.put(c, card)
	return card, nil
}

// handy keeps the cards of the cases that had events last; the others lie in the file.
type handy struct{ young, old map[uint32]*Card }

// handyMost is how many cards are kept at least.
const handyMost = 8192

func (h *handy) get(c uint32) *Card {
	card, ok := h.young[c]
	if !ok {
		if card, ok = h.old[c]; ok {
			h.put(c, card)
		}
	}
	return card
}

func (h *handy) put(c uint32, card *Card) {
	if h.young == nil || len(h.young) >= handyMost {
		h.young, h.old = map[uint32]*Card{}, h.young
	}
	h.young[c] = card
}
