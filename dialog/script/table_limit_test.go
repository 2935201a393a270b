package script_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/script"
)

// However many tables ask for a number, it is sent three texts in thirty days and no more;
// the mediator of the fourth learns why. On Telegram, where people come by themselves, none
// is counted.
func TestThreeTextsToANumberOfAllCases(t *testing.T) {
	for name, row := range map[string]struct {
		from    dialog.Address
		decline bool
		every   time.Duration // a table asks so long after the one before
		// texts and limits: what the number is sent, and how many tables learn that they must wait
		texts, limits int
	}{
		"four tables, each declined":      {"sms:+8613900000188", true, 7 * 24 * time.Hour, 3, 1},
		"one never answered, then others": {"sms:+8613900000188", false, 7 * 24 * time.Hour, 3, 3},
		"four on one day, none answered":  {"sms:+8613900000188", false, time.Hour, 3, 4}, // no text is left to remind of the first three
		"on Telegram":                     {"telegram:188", true, 7 * 24 * time.Hour, 4, 0},
	} {
		t.Run(name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			k.From = row.from
			invite := func(n int) {
				k.State.Spare = dialog.FormatCaseID("JH", 3, uint64(200+n))
				k.Step(dialog.Input{Kind: dialog.Delivery, Letter: &dialog.Letter{ID: fmt.Sprint("to:", n), To: k.From, From: dialog.Address(fmt.Sprint("web:asker", n)),
					For: dialog.Address(fmt.Sprint("web:asker", n)), Kind: dialog.LetterToSide, Case: dialog.FormatCaseID("JH", 4, uint64(n)), Agent: "wu", Name: "吴姐", At: k.Now,
					Act: &mediation.Act{Kind: mediation.Release, Party: "b", Signs: true, Topic: "楼上漏水的事", Name: "李大爷", At: k.Now}}})
				if row.decline {
					k.Step(said("2"))
				}
			}
			for n := range 4 {
				invite(n)
				k.Pass(k.Now.Add(row.every))
			}
			if row.every < 24*time.Hour {
				k.Pass(k.Now.Add(14 * 24 * time.Hour))
			}
			count := func() (texts, limits int) {
				for _, r := range k.Replies {
					if strings.Contains(r.Text, "李大爷") {
						texts++
					}
				}
				for _, l := range k.Letters {
					if l.Kind == dialog.LetterFromSide && l.Act.Kind == mediation.Limit {
						limits++
					}
				}
				return texts, limits
			}
			if texts, limits := count(); texts != row.texts || limits != row.limits {
				t.Errorf("%d texts and %d limits, want %d and %d", texts, limits, row.texts, row.limits)
			}
			k.Pass(k.Now.Add(31 * 24 * time.Hour))
			invite(9)
			if texts, limits := count(); texts != row.texts+1 || limits != row.limits {
				t.Errorf("a month later: %d texts and %d limits", texts, limits)
			}
		})
	}
}
