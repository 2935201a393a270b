package sms

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/dialog"
)

// piece is one part as a gateway delivers it, after a while.
type piece struct {
	after  time.Duration
	id, of string
	n, all int
	text   string
}

func TestLongMessagesAreJoined(t *testing.T) {
	late := partWait + time.Second
	three := []piece{{0, "a", "r", 1, 3, "路灯"}, {0, "b", "r", 2, 3, "坏了"}, {0, "c", "r", 3, 3, "三天"}}
	for _, c := range []struct {
		name   string
		pieces []piece
		want   string // "id:text" of what is taken in, in order
	}{
		{"in order", three, "a:路灯坏了三天"},
		{"the other way round", []piece{three[2], three[1], three[0]}, "a:路灯坏了三天"},
		{"each some seconds later", []piece{three[0], {2 * time.Second, "b", "r", 2, 3, "坏了"}, {4 * time.Second, "c", "r", 3, 3, "三天"}}, "a:路灯坏了三天"},
		{"delivered twice", append(slices.Clone(three), three...), "a:路灯坏了三天"},
		{"delivered again later", append(slices.Clone(three), piece{time.Minute, "b", "r", 2, 3, "坏了"}), "a:路灯坏了三天"},
		{"one never comes", three[:2], "a:路灯坏了…"},
		{"the first never comes", three[1:], "b:…坏了三天"},
		{"the middle comes late", []piece{three[0], three[2], {late, "b", "r", 2, 3, "坏了"}}, "a:路灯…三天|b:坏了"},
		{"two messages at once", []piece{three[0], {0, "x", "s", 1, 2, "另"}, three[1], {0, "y", "s", 2, 2, "外"}, three[2]}, "a:路灯坏了三天|x:另外"},
		{"the same reference again", append(slices.Clone(three), piece{time.Minute, "x", "r", 1, 2, "另"}, piece{time.Minute, "y", "r", 2, 2, "外"}), "a:路灯坏了三天|x:另外"},
		{"the same reference at once", []piece{three[0], {time.Millisecond, "x", "r", 1, 2, "另"}, {time.Second, "b", "r", 2, 3, "坏了"}, {time.Second, "c", "r", 3, 3, "三天"}}, "x:另|a:路灯坏了三天"},
		{"a part of nothing", []piece{{0, "a", "r", 4, 3, "x"}, {0, "b", "r", 0, 3, "y"}, {0, "c", "", 1, 2, "z"}, {0, "d", "r", 1, 300, "u"}}, "a:x|b:y|c:z|d:u"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &town{}
				ch, err := New(Config{Gateway: &domestic{}, Receive: w.receive, Receipts: w.receipt, Talk: nobody})
				if err != nil {
					t.Fatal(err)
				}
				var under sync.WaitGroup
				for i, p := range c.pieces {
					under.Go(func() {
						time.Sleep(p.after + time.Duration(i)) // the bubble's own time: the order of the table
						in := Incoming{ID: p.id, From: phone, Text: p.text, Part: Part{Of: p.of, Number: p.n, Total: p.all}}
						if err := ch.Heard(t.Context(), in); err != nil {
							t.Error(err)
						}
					})
				}
				under.Wait()
				var got []string
				for _, in := range w.got() {
					got = append(got, in.ID+":"+in.Text)
				}
				want := strings.Split(c.want, "|")
				slices.Sort(want)
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("taken in %q, want %q", got, want)
				}
			})
		})
	}
}

// A part is acknowledged only when the whole is stored, and asked for again if it is not.
func TestPartsAreAcknowledgedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stored []dialog.Input
		fail := errBook
		ch, err := New(Config{Gateway: &domestic{}, Talk: nobody, Receipts: (&town{}).receipt, Receive: func(_ context.Context, in dialog.Input) error {
			if fail == nil {
				stored = append(stored, in)
			}
			return fail
		}})
		if err != nil {
			t.Fatal(err)
		}
		both := func() (errs [2]error) {
			var under sync.WaitGroup
			for i := range 2 {
				under.Go(func() {
					in := Incoming{ID: string(rune('a' + i)), From: phone, Text: "x", Part: Part{Of: "r", Number: i + 1, Total: 2}}
					errs[i] = ch.Heard(t.Context(), in)
				})
			}
			under.Wait()
			return errs
		}
		if errs := both(); !errors.Is(errs[0], errBook) || !errors.Is(errs[1], errBook) {
			t.Errorf("acknowledged though nothing is stored: %v", errs)
		}
		fail = nil
		if errs := both(); errs[0] != nil || errs[1] != nil || len(stored) != 1 || stored[0].Text != "xx" {
			t.Errorf("%v, stored %+v", errs, stored)
		}
	})
}
