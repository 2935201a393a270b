package handoff

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Whatever is written as hours of duty is read or refused, and on duty is answered.
func FuzzRota(f *testing.F) {
	for _, s := range []string{"mon-fri 08:30-17:30, sat 09:00-12:00", "sun-mon 22:00-06:00", "mon 24:00-25:00", "mon-", ",,,", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		week, err := Rota(text).read()
		if err != nil {
			return
		}
		for _, day := range week {
			for _, s := range day {
				if s.from < 0 || s.to < 0 || s.from > 24*60 || s.to > 24*60 { // a night's duty ends before it begins
					t.Errorf("%q from minute %d to %d", text, s.from, s.to)
				}
			}
		}
	})
}

// Whatever is said, name and number of who said it are hidden from who may not know.
func FuzzVeil(f *testing.F) {
	for _, s := range [][2]string{{"罗小满", "我叫罗小满,打13900000122"}, {"李四", "0013900000122"}, {"Sam", "sam said: the same SAMple, Sam"}, {"ſs", "SS ß ſſ"}, {"İa", "i̇a İA"}, {"\xffa", "a\xff\xffa"}, {"a a", "a a a a"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, name, words string) {
		e := func(seq int, c dialog.Change) casebook.Event {
			return casebook.Event{Seq: seq, At: time.Unix(int64(seq), 0), Address: "sms:+8613900000122", Change: c}
		}
		events := []casebook.Event{
			e(1, dialog.Change{Kind: dialog.ChangeSlot, Slot: "name", Value: name, Raw: name}),
			e(2, dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: words + " 13900000122", Media: []dialog.Media{{Name: name}}}),
			e(3, dialog.Change{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{dialog.FlagConfidential}}),
		}
		reader := Agent{Login: "li", Role: RoleAgent}
		veiled := reader.VeiledEvents(events)
		c := reader.Veiled(casebook.Fold(events))
		for _, text := range []string{veiled[1].Text, c.LastText} {
			if strings.Contains(text, "13900000122") {
				t.Errorf("%q keeps the number", text)
			}
			if name = strings.TrimSpace(name); utf8.RuneCountInString(name) >= 2 && name[0] >= utf8.RuneSelf && !strings.Contains(hidden, name) && strings.Contains(text, name) {
				t.Errorf("%q keeps the name %q", text, name)
			}
		}
		if veiled[0].Value != "" || veiled[0].Raw != "" || veiled[1].Media[0].Name != "" || c.Facts["name"].Value != "" {
			t.Errorf("told: %+v", veiled)
		}
		if events[1].Media[0].Name != "" && events[0].Value == "" {
			t.Error("the events themselves were changed")
		}
	})
}

// Whatever a browser says it can be told by is one of HTTPS, with keys that open messages, or refused.
func FuzzDevice(f *testing.F) {
	f.Add("https://push.example/a", "BIPUL12DLfytvTajnryr2PRdAgXS3HGKiLqndGcJGabyhHheJYlNGCeXl1dn18gSJ1WAkAPIxr4gK0_dQds4yiI", "FPssNDTKnInHVndSTdbKFw")
	f.Add("http://169.254.169.254/", "", "")
	f.Add("https://a@b/#", "=", "\xff")
	f.Fuzz(func(t *testing.T, endpoint, p256dh, auth string) {
		if goodDevice(Device{Endpoint: endpoint, P256dh: p256dh, Auth: auth}) && (!strings.HasPrefix(strings.ToLower(endpoint), "https://") || p256dh == "" || auth == "") {
			t.Errorf("%q is told with %q and %q", endpoint, p256dh, auth)
		}
	})
}
