package casebook

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
)

// noted gives a commit with everything an event and a message can hold, as of now with
// its monotonic clock, and its stored forms.
func noted(t *testing.T, text string) (Commit, Documents) {
	t.Helper()
	var e Event
	var m Outgoing
	fill(t, reflect.ValueOf(&e).Elem())
	fill(t, reflect.ValueOf(&m).Elem())
	e.Sealed = ""
	e.Text, m.Text, e.At, m.CommittedAt = text, text, time.Now(), time.Now()
	c := Commit{ID: "1", Address: m.To, Events: []Event{e}, Send: []Outgoing{m}}
	d, err := c.Documents()
	if err != nil {
		t.Fatal(err)
	}
	return c, d
}

// What is given from memory is what decoding gives; what was never noted, or was no
// text, is decoded.
func TestFreshGivesWhatDecodingGives(t *testing.T) {
	for _, row := range []struct {
		text   string
		note   bool
		memory bool
	}{{"路灯坏了", true, true}, {"路灯坏了", false, false}, {"no text: \xff", true, false}} {
		c, d := noted(t, row.text)
		var f, empty Fresh
		if row.note {
			f.note(c, d)
		}
		if got := len(f.events.young) + len(f.messages.young); (got == 2) != row.memory {
			t.Errorf("%q: %d things in memory", row.text, got)
		}
		doc := d.Events[0]
		want, err := DecodeEvent(c.Events[0].Case, 3, doc.Open, doc.Private)
		got, err2 := f.Event(t.Context(), c.Events[0].Case, 3, doc.Open, doc.Private)
		if diff := cmp.Diff(want, got); diff != "" || err != nil || err2 != nil {
			t.Errorf("%q: %v, %v, -want +got:\n%s", row.text, err, err2, diff)
		}
		message, err := empty.Outgoing(t.Context(), d.Send[0])
		again, err2 := f.Outgoing(t.Context(), d.Send[0])
		if diff := cmp.Diff(message, again); diff != "" || err != nil || err2 != nil {
			t.Errorf("%q: %v, %v, -want +got:\n%s", row.text, err, err2, diff)
		}
	}
}

// Another case, another half: another event.
func TestFreshTakesNothingForAnother(t *testing.T) {
	var f Fresh
	c, d := noted(t, "路灯坏了")
	f.note(c, d)
	_, other := noted(t, "水管坏了")
	for _, row := range []struct {
		id            dialog.CaseID
		open, private []byte
		text          string
	}{
		{c.Events[0].Case, d.Events[0].Open, d.Events[0].Private, "路灯坏了"},
		{"JH-1", d.Events[0].Open, d.Events[0].Private, "路灯坏了"},
		{c.Events[0].Case, d.Events[0].Open, other.Events[0].Private, "水管坏了"},
		{c.Events[0].Case, d.Events[0].Open, nil, ""},
	} {
		e, err := f.Event(t.Context(), row.id, 1, row.open, row.private)
		if err != nil || e.Case != row.id || e.Text != row.text {
			t.Errorf("case %s: %q of case %s, %v; want %q", row.id, e.Text, e.Case, err, row.text)
		}
	}
}

func TestFreshIsBounded(t *testing.T) {
	var k kept[int]
	for i := range 5 * keptMost {
		k.put(fmt.Append(nil, i), i)
	}
	if len(k.young)+len(k.old) > 2*keptMost {
		t.Errorf("%d things are kept", len(k.young)+len(k.old))
	}
	if _, ok := k.get(fmt.Append(nil, 4*keptMost+1)); !ok {
		t.Error("forgotten too early")
	}
}

// A message's names are stored for years: what was written with everything that is not
// set, as it once was, reads like what is written now.
func TestAMessageReadsAsBefore(t *testing.T) {
	const before = `{"ID":"m1","To":"sms:+8613900000102","Case":"","By":"bot","Text":"好的","Media":null,"Choices":null,"Lang":"zh","Asks":"","Alert":false,` +
		`"Safety":false,"NotBefore":"0001-01-01T00:00:00Z","UseBy":"0001-01-01T00:00:00Z","CommittedAt":"2026-11-22T09:00:00Z"}`
	const now = `{"ID":"m1","To":"sms:+8613900000102","By":"bot","Text":"好的","Lang":"zh","CommittedAt":"2026-11-22T09:00:00Z"}`
	var f Fresh
	m, err := f.Outgoing(t.Context(), []byte(before))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Commit{ID: "1", Address: m.To, Send: []Outgoing{m}}.Documents()
	if err != nil || string(d.Send[0]) != now {
		t.Errorf("written as %s, %v\nwant %s", d.Send, err, now)
	}
}
