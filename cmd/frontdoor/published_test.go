package main

import (
	"fmt"
	"testing"

	"frontdoor/bot/bottest"
)

// TestPublishedExamples: the providers' own examples are taken by the running
// server, whatever they carry, and each is stored once however often it comes.
func TestPublishedExamples(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "webhook")
	h.start()
	want := 0
	for i, u := range bottest.Updates() {
		body := bottest.UpdateNumbered(u.Body, int64(5000+i))
		for range 2 {
			if status := h.update(body); status != 200 {
				t.Errorf("telegram %s: %d, want 200", u.Name, status)
			}
		}
		if u.Want.Kind != "" {
			want++
		}
	}
	for i, f := range bottest.Forms() {
		f.Form.Set("MessageSid", fmt.Sprintf("SM%032d", i))
		for range 2 {
			status, err := h.texts.Inbound(t.Context(), h.at(), publicURL, f.Form)
			if err != nil || status != 200 {
				t.Errorf("sms %s: %d %v, want 200", f.Name, status, err)
			}
		}
		want++
	}
	got := 0
	for _, e := range h.feed() {
		if e.By == "resident" && (e.Kind == "said" || e.Kind == "edited") {
			got++
		}
	}
	if got != want {
		t.Errorf("%d messages of residents are stored, want %d", got, want)
	}
}
