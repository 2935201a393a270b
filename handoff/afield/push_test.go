package afield

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// device gives an agent a browser and its address.
func (w *world) device(login, endpoint string) dialog.Address {
	w.t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	d := handoff.Device{Endpoint: endpoint, P256dh: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Auth: base64.RawURLEncoding.EncodeToString([]byte("sixteen bytes ok"))}
	if err := w.lines.AddDevice(w.t.Context(), login, d); err != nil {
		w.t.Fatal(err)
	}
	return d.Address()
}

// Each browser of an agent is told of what the agent wants, in hours of duty; nothing of
// it is a resident's word.
func TestBrowsersAreTold(t *testing.T) {
	w := newWorld(t)
	desk, phone := w.device("wu", "https://push.example/desk"), w.device("wu", "https://push.example/phone")
	lis := w.device("li", "https://push.example/li")
	w.change("li", func(l *handoff.Line) {
		l.Wishes.Not = []string{handoff.Wish(handoff.TopicNew, handoff.WayPush)}
	})
	id := w.opens(resident, story)
	for _, a := range []dialog.Address{desk, phone} {
		for _, o := range w.heard(a, string(id)+" · 新事项") {
			if o.Choices != nil || o.UseBy.IsZero() || o.UseBy.After(w.now.Add(pushUseBy)) {
				t.Errorf("%+v", o)
			}
			for _, word := range strings.FieldsFunc(story, func(r rune) bool { return strings.ContainsRune(",。, ", r) }) {
				if len([]rune(word)) > 2 && strings.Contains(o.Text, word) {
					t.Errorf("%q holds the resident's %q", o.Text, word)
				}
			}
		}
	}
	w.heard(lis)
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.must(w.desk.Note(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id, Mentions: []string{"li", "wu"}}, "请帮忙看一下"))
	w.heard(lis, "提到")
	w.heard(desk)

	// At night nobody is told, until somebody may be in danger.
	w.now = w.now.Add(13 * time.Hour)
	w.say(resident, "你们还在吗")
	w.heard(desk)
	w.must(w.desk.Note(t.Context(), handoff.Act{Agent: w.agent("li"), Case: id}, "夜里的备注"))
	w.heard(phone)
	w.change("wu", func(l *handoff.Line) { l.Wishes.Hours = handoff.HoursAlways })
	w.must(w.desk.Note(t.Context(), handoff.Act{Agent: w.agent("li"), Case: id}, "又一条备注"))
	w.heard(desk, "备注")
}

// TestDangerAtNight: nobody is on duty, so all are told, by browser too.
func TestDangerAtNight(t *testing.T) {
	w := newWorld(t)
	lis := w.device("li", "https://push.example/li")
	w.change("li", func(l *handoff.Line) {
		for _, topic := range handoff.Topics() {
			l.Wishes.Not = append(l.Wishes.Not, handoff.Wish(topic, handoff.WayPush))
		}
	})
	w.now = w.now.Add(13 * time.Hour)
	w.say(resident, "我不想活了")
	for _, o := range w.heard(lis, "急") {
		if !o.Safety {
			t.Errorf("%+v waits behind others", o)
		}
	}
}

// TestAnOpenPageIsTold: the same news, as the stream tells them.
func TestAnOpenPageIsTold(t *testing.T) {
	w := newWorld(t)
	from := w.cursor
	id := w.opens(resident, story)
	told := func(login, lang string) string {
		t.Helper()
		events, _, err := w.book.Since(t.Context(), from, 1000)
		if err != nil {
			t.Fatal(err)
		}
		all, err := w.field.Notices(t.Context(), login, lang, events)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for _, n := range all {
			if n.Case != id {
				t.Errorf("a notice of %s", n.Case)
			}
			said = append(said, n.Text)
		}
		return strings.Join(said, "|")
	}
	if got := told("wu", "zh"); !strings.HasPrefix(got, "新事项") {
		t.Errorf("wu is told %q", got)
	}
	if got := told("li", "en"); !strings.HasPrefix(got, "New case") {
		t.Errorf("li is told %q", got)
	}
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	from = w.end()
	w.say(resident, "还有一件事,他昨天又来了")
	if got := told("wu", "zh"); !strings.HasPrefix(got, "居民有新话") || strings.Contains(got, "昨天") {
		t.Errorf("wu is told %q", got)
	}
	if got := told("li", "zh"); got != "" {
		t.Errorf("li is told of wu's case: %q", got)
	}
	w.change("wu", func(l *handoff.Line) {
		l.Wishes.Not = []string{handoff.Wish(handoff.TopicWord, handoff.WayPage)}
	})
	if got := told("wu", "zh"); got != "" {
		t.Errorf("wu does not want it and is told %q", got)
	}
	w.change("wu", func(l *handoff.Line) { l.Wishes.Not = nil })
	w.now = w.now.Add(11 * time.Minute)
	if got := told("wu", "zh"); got != "" {
		t.Errorf("what is old is told: %q", got)
	}
}

// end is the cursor behind all there is.
func (w *world) end() casebook.Cursor {
	w.t.Helper()
	_, after, err := w.book.Since(w.t.Context(), "", 1<<20)
	if err != nil {
		w.t.Fatal(err)
	}
	return after
}
