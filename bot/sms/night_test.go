package sms

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	places "frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// TestNightsAreQuiet: only answers and cards about danger go at night.
func TestNightsAreQuiet(t *testing.T) {
	place, err := places.Default()
	if err != nil {
		t.Fatal(err)
	}
	at := func(clock string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-22 "+clock, place.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for _, c := range []struct {
		name, clock string
		safety      bool
		wrote       string // when the resident wrote last
		until       string // "" goes at once
	}{
		{"by day", "15:00", false, "03:00", ""},
		{"the last minute of the day", "20:59", false, "03:00", ""},
		{"in the evening, to nobody who wrote", "21:00", false, "19:59", "2026-11-23 08:00"},
		{"in the evening, an answer", "21:30", false, "20:45", ""},
		{"at night, an answer", "03:10", false, "03:00", ""},
		{"at night, hours later", "03:10", false, "01:00", "2026-11-22 08:00"},
		{"danger", "03:10", true, "01:00", ""},
		{"in the morning", "08:00", false, "01:00", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, nil, func(cfg *Config) {
				cfg.Now = func() time.Time { return at(c.clock).UTC() }
				cfg.Quiet = place.NextLoud
				cfg.Answer = time.Hour
				cfg.Talk = func(_ context.Context, to dialog.Address) (dialog.State, error) {
					if to != "sms:"+phone {
						t.Errorf("asked about %s", to)
					}
					return dialog.State{LastAt: at(c.wrote)}, nil
				}
			})
			m := outgoing("您的事有进展")
			m.Case, m.Safety = "JH-1", c.safety
			m.CommittedAt = at(c.clock)
			_, err := w.Send(t.Context(), m)
			var e *bot.SendError
			switch {
			case c.until == "" && (err != nil || len(w.api.Sent()) != 1):
				t.Errorf("%v", err)
			case c.until != "" && (!errors.As(err, &e) || e.Until.Format("2006-01-02 15:04") != c.until || !strings.Contains(e.Reason, "08:00") || w.api.Calls() > 0):
				t.Errorf("%v, %+v", err, e)
			}
		})
	}
	t.Run("to who works for the town", func(t *testing.T) {
		w := newTown(t, nil, func(cfg *Config) {
			cfg.Quiet = func(now time.Time) time.Time { return now.Add(time.Hour) }
			cfg.Talk = func(context.Context, dialog.Address) (dialog.State, error) { return dialog.State{}, nil }
			cfg.AtWork = func(_ context.Context, to dialog.Address) (bool, error) { return to == "sms:"+phone, nil }
		})
		if _, err := w.Send(t.Context(), outgoing("JH-1 is yours")); err != nil || len(w.api.Sent()) != 1 {
			t.Errorf("%v, %d sent", err, len(w.api.Sent()))
		}
	})
	t.Run("when nobody knows", func(t *testing.T) {
		w := newTown(t, nil, func(cfg *Config) {
			cfg.Quiet = func(now time.Time) time.Time { return now.Add(time.Hour) }
			cfg.Talk = func(context.Context, dialog.Address) (dialog.State, error) { return dialog.State{}, errBook }
		})
		var e *bot.SendError
		if _, err := w.Send(t.Context(), outgoing("x")); !errors.As(err, &e) || !e.Again || !e.Until.IsZero() {
			t.Errorf("%v", err)
		}
		w.parts.Took("msg/1", 1)
		if _, err := w.Send(t.Context(), casebook.Outgoing{ID: "msg/1", To: "sms:" + phone, Text: strings.Repeat("a", 2000)}); err != nil {
			t.Errorf("what was begun is not finished: %v", err)
		}
	})
}

func TestEveryPartIsSigned(t *testing.T) {
	text := "【小兴代办】" + strings.Repeat("路灯坏了,请来修。", 30)
	parts := bodies(text, 70)
	words := ""
	for i, p := range parts {
		if !strings.HasPrefix(p, "【小兴代办】") || bot.UTF16Len(p) > 70 {
			t.Errorf("part %d of %d units: %q", i, bot.UTF16Len(p), p)
		}
		words += strings.TrimPrefix(p, "【小兴代办】")
	}
	if words != strings.TrimPrefix(text, "【小兴代办】") {
		t.Error("words were lost")
	}
	for _, odd := range []string{"【", "】x【y】", "【" + strings.Repeat("很长", 40) + "】" + strings.Repeat("x", 90), "no【signature】" + strings.Repeat("a", 90)} {
		if got := bot.UTF16Len(strings.Join(bodies(odd, 70), "")); got != bot.UTF16Len(odd) {
			t.Errorf("%q came to %d units", odd, got)
		}
	}
}
