package script_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
)

// TestAnotherTown: another name, persona, prefix, signature, places, numbers and
// another, smaller catalogue; nothing of the first town shows.
func TestAnotherTown(t *testing.T) {
	c, err := catalog.Parse("catalog.yaml", file(t, "../testdata/town2/catalog.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := town.Parse("town.yaml", file(t, "../town/testdata/northfield.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	sc, err := script.New(c, w, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := newTalk(t, sc)
	k.From = "sms:+8613900000102"
	for _, line := range []string{"你好", "路灯坏了", "磨坊村", "三盏", "1", "进度", "着火了"} {
		k.Step(said(line))
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
		k.Now = k.Now.Add(time.Minute)
	}
	var all []string
	for _, r := range k.Replies {
		all = append(all, r.Text)
		if !strings.HasPrefix(r.Text, w.Signature) {
			t.Errorf("not signed by the town: %s", r.Text)
		}
	}
	text := strings.Join(all, "\n")
	for _, gone := range []string{"小兴", "罗埠", "JH-", "12345", "119", "在哪个村"} {
		if strings.Contains(text, gone) {
			t.Errorf("%q of the other town shows in\n%s", gone, text)
		}
	}
	for _, there := range []string{w.Persona.Zh, w.Prefix + "-07-", w.Hotline("fire"), "哪个码头", "几盏灯", "港口设施"} {
		if !strings.Contains(text, there) {
			t.Errorf("%q is missing in\n%s", there, text)
		}
	}
	m := k.State.CurrentMatter()
	if m == nil || m.Slots["lamp"].Value != "3" || m.Slots["where"].Value != "mill" || m.Category != "facilities" {
		t.Errorf("matter %+v", m)
	}
}

func file(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestOwnCategoriesOnly: a catalogue whose kinds the classifier never heard of works
// by its list.
func TestOwnCategoriesOnly(t *testing.T) {
	c, err := catalog.Parse("catalog.yaml", []byte(strings.ReplaceAll(string(file(t, "../testdata/town2/catalog.yaml")), "key: facilities", "key: quayside")))
	if err != nil {
		t.Fatal(err)
	}
	sc, err := script.New(c, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	k := newTalk(t, sc)
	for _, line := range []string{"路灯坏了", "泊位", "1"} {
		k.Step(said(line))
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
	}
	if m := k.State.CurrentMatter(); m == nil || m.Category != "mooring" || m.Status != dialog.Unclaimed {
		t.Errorf("matter %+v", m)
	}
}
