package sms

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func TestStatusCallbacks(t *testing.T) {
	const to = "+8613900000102"
	form := func(status, code string) url.Values {
		f := url.Values{"MessageSid": {"SM9"}, "MessageStatus": {status}, "To": {to}, "From": {own}, "SmsSid": {"SM9"}, "SmsStatus": {status}}
		if code != "" {
			f.Set("ErrorCode", code)
		}
		return f
	}
	for _, c := range []struct {
		status, code string
		want         string // the receipt taken, "" for none
		says         string
	}{
		{"accepted", "", "", ""}, {"queued", "", "", ""}, {"sending", "", "", ""}, {"scheduled", "", "", ""}, {"invented", "", "", ""},
		{"sent", "", "sent", ""}, {"delivered", "", "delivered", ""}, {"read", "", "delivered", ""},
		{"undelivered", "30003", "failed", "phone is off or out of coverage (30003)"},
		{"undelivered", "30005", "failed", "does not exist"},
		{"failed", "30034", "failed", "10DLC"},
		{"failed", "39999", "failed", "not delivered (39999)"},
		{"failed", "", "failed", "not delivered"},
		{"canceled", "", "failed", "not delivered"},
	} {
		t.Run(c.status+c.code, func(t *testing.T) {
			w := newTown(t, nil)
			if code := w.signed(StatusPath+"?m=msg-1", form(c.status, c.code)).Code; code != 200 {
				t.Fatalf("answered %d", code)
			}
			got := strings.Join(w.receipts, "|")
			if c.want == "" && got != "" || c.want != "" && !strings.HasPrefix(got, "sms:"+to+" msg-1 SM9 "+c.want) {
				t.Errorf("took %q", got)
			}
			if !strings.Contains(got, c.says) || strings.Contains(strings.TrimPrefix(got, "sms:"+to), to) {
				t.Errorf("the agent reads %q", got)
			}
		})
	}
	t.Run("of a part", func(t *testing.T) {
		w := newTown(t, nil)
		w.signed(StatusPath+"?m=msg-1&part=1", form("delivered", ""))
		w.signed(StatusPath+"?m=msg-1&part=1", form("undelivered", "30003"))
		if len(w.receipts) != 1 || !strings.HasPrefix(w.receipts[0], "sms:"+to+" msg-1 SM9 part_failed") || !strings.Contains(w.receipts[0], "a part of it was not delivered: the phone is off") {
			t.Errorf("took %q", w.receipts)
		}
	})
	t.Run("without our id it is found by Twilio's", func(t *testing.T) {
		w := newTown(t, nil)
		w.signed(StatusPath, form("delivered", ""))
		if want := []string{"sms:" + to + "  SM9 delivered"}; !slices.Equal(w.receipts, want) {
			t.Errorf("took %q", w.receipts)
		}
	})
	t.Run("published", func(t *testing.T) {
		w := newTown(t, nil)
		if code := w.signed(StatusPath, bottest.StatusForm()).Code; code != 200 || len(w.receipts) != 1 {
			t.Errorf("answered %d, took %q", code, w.receipts)
		}
	})
	t.Run("opted out meanwhile", func(t *testing.T) {
		w := newTown(t, nil)
		w.signed(StatusPath+"?m=msg-1", form("failed", "21610"))
		if len(w.inputs) != 1 || w.inputs[0].Kind != dialog.Blocked || w.inputs[0].From != "sms:"+to || len(w.receipts) != 1 {
			t.Errorf("heard %+v, took %q", w.inputs, w.receipts)
		}
	})
	for name, c := range map[string]struct {
		fail error
		code int
	}{"of a message nobody knows": {casebook.ErrNotFound, 200}, "that is not stored": {errBook, 503}} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, nil)
			w.fail = c.fail
			if code := w.signed(StatusPath, form("delivered", "")).Code; code != c.code {
				t.Errorf("answered %d, want %d", code, c.code)
			}
		})
	}
	t.Run("without a name or a state", func(t *testing.T) {
		w := newTown(t, nil)
		for _, f := range []url.Values{{"MessageStatus": {"sent"}}, {"MessageSid": {"SM1"}}, {}} {
			if code := w.signed(StatusPath, f).Code; code != 400 {
				t.Errorf("%v is answered %d", f, code)
			}
		}
	})
	t.Run("not signed", func(t *testing.T) {
		w := newTown(t, nil)
		if code := w.post("POST", StatusPath+"?m=1", "", form("delivered", "").Encode()).Code; code != 403 || len(w.receipts) > 0 {
			t.Errorf("answered %d, took %q", code, w.receipts)
		}
		f := form("delivered", "")
		if code := w.post("POST", StatusPath+"?m=2", bottest.Sign(key, public+StatusPath+"?m=1", f), f.Encode()).Code; code != 403 || len(w.receipts) > 0 {
			t.Errorf("a callback moved to another message: answered %d, took %q", code, w.receipts)
		}
	})
}

func TestReasonsAreWhole(t *testing.T) {
	for code, words := range reasons {
		zh, en, ok := strings.Cut(words, " / ")
		if !ok || zh == "" || en == "" {
			t.Errorf("%d: %q is not in both languages", code, words)
		}
	}
	for _, code := range []int{30001, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30034, 21610} {
		if reasons[code] == "" {
			t.Errorf("no words for %d", code)
		}
	}
}
