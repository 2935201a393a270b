package script_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

const aToken = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// TestMyDataGivesALink: wherever somebody stands in their talk, on every channel and in
// both languages, MYDATA is answered by a short answer and a link, in no case's thread,
// and what was asked before is still asked.
func TestMyDataGivesALink(t *testing.T) {
	base, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	base.LinkBase = "https://door.example.org"
	for _, before := range [][]string{{}, {"七星村的路灯坏了"}, {"七星村的路灯坏了", "跳过"}, {"七星村的路灯坏了", "跳过", "1"}, {"人工"}} {
		for _, from := range []dialog.Address{"telegram:1", "sms:+8613900000102", "web:v1", "wechat:o1"} {
			for _, words := range []string{"我的数据", "MYDATA"} {
				k := transcript.New(base)
				k.From = from
				for _, line := range before {
					if _, err := k.Say(line); err != nil {
						t.Fatal(err)
					}
				}
				asked := ""
				if k.State.Asking != nil {
					asked = k.State.Asking.Asks
				}
				turn, err := k.Say(words)
				if err != nil || len(turn.Replies) != 1 || turn.Replies[0].Case != "" || !strings.Contains(turn.Replies[0].Text, "https://door.example.org/link/"+aToken) || turn.Link == "" {
					t.Errorf("%s, after %q, %s: %+v", from, before, words, turn.Replies)
					continue
				}
				if n := len(turn.Letters); n == 0 || turn.Letters[n-1].To != dialog.LinkAddress(aToken) || turn.Letters[n-1].Kind != dialog.LetterLink || strings.Contains(string(turn.Letters[n-1].To), aToken) {
					t.Errorf("%s: letters %+v", from, turn.Letters)
				}
				if q := k.State.Asking; asked != "" && (q == nil || q.Asks != asked) {
					t.Errorf("%s, after %q: %q was asked, now %+v", from, before, asked, q)
				}
				if shown := len(k.State.Fleeting) == 1; shown != (from.Channel() == dialog.Web) {
					t.Errorf("%s: fleeting words %+v", from, k.State.Fleeting)
				}
				if k.Pass(k.Now.Add(31 * time.Minute)); len(k.State.Fleeting) != 0 {
					t.Errorf("%s: half an hour later the page still shows %+v", from, k.State.Fleeting)
				}
				for _, b := range k.Broken {
					t.Error(b)
				}
			}
		}
	}
}

// TestALinkOpensOnce: once, before its time is over, for one key.
func TestALinkOpensOnce(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, sc.Town.Zone)
	link := dialog.LinkAddress(aToken)
	letter := sc.Step(dialog.State{}, dialog.Input{Kind: dialog.Delivery, From: link, At: at,
		Letter: &dialog.Letter{From: "telegram:1", To: link, Kind: dialog.LetterLink, Text: dialog.LinkData, Lang: "en", At: at}}).State
	open := func(s dialog.State, after time.Duration, claim string) dialog.Turn {
		return sc.Step(s, dialog.Input{Kind: dialog.OpenLink, From: link, At: at.Add(after), Text: claim})
	}
	opened := open(letter, time.Minute, "hash").State
	for _, c := range []struct {
		name  string
		state dialog.State
		after time.Duration
		claim string
		opens bool
	}{
		{"fresh", letter, time.Minute, "hash", true},
		{"no key", letter, time.Minute, "", false},
		{"late", letter, dialog.LinkWaits, "hash", false},
		{"again", opened, 2 * time.Minute, "other", false},
		{"again with the same key", opened, 2 * time.Minute, "hash", false},
		{"none", dialog.State{}, time.Minute, "hash", false},
	} {
		if turn := open(c.state, c.after, c.claim); (turn.Refused == nil) != c.opens {
			t.Errorf("%s: refused %v", c.name, turn.Refused)
		}
	}
	over := sc.Step(opened, dialog.Input{Kind: dialog.WakeUp, From: link, At: at.Add(time.Minute + dialog.LinkReads)})
	if over.State.Link != nil || !over.Wake.IsZero() {
		t.Errorf("when its time is over it is %+v", over.State.Link)
	}
}
