package afield

import (
	"testing"

	"frontdoor/dialog"
)

// our is the number of a case that exists in these tests; other of one that does not.
var (
	our   = dialog.FormatCaseID("JH", 7, 421)
	other = dialog.FormatCaseID("JH", 7, 422)
)

func known(id dialog.CaseID) bool { return id == our || id == "OLD-1107" }

// Orders as people write them; the number below stands for our.
func TestOrdersAreRead(t *testing.T) {
	d := string(our[len(our)-1])
	tests := []struct {
		text string
		want order
	}{
		{"JH-07-00421-" + d + " took", order{verb: took, id: our, lang: "en"}},
		{"jh 07 00421 " + d + " 接了", order{verb: took, id: our, lang: "zh"}},
		{"0700421" + d + "接了", order{verb: took, id: our, lang: "zh"}},
		{"JH-07-00421-" + d + "。接了", order{verb: took, id: our, lang: "zh"}},
		{"JH-07-00421-" + d + "号 我接了,下午去", order{verb: took, id: our, words: "下午去", lang: "zh"}},
		{"接了 JH-07-00421-" + d, order{verb: took, id: our, lang: "zh"}},
		{"Done: jh0700421" + d + " lamp replaced", order{verb: done, id: our, words: "lamp replaced", lang: "en"}},
		{"JH-O7-OO421-" + d + " TOOK", order{verb: took, id: our, lang: "en"}},
		{"JH-07-0042l-" + d + " done bulb changed", order{verb: done, id: our, words: "bulb changed", lang: "en"}},
		{"JH洞拐零零四二幺" + d + "办好了 灯换了", order{verb: done, id: our, words: "灯换了", lang: "zh"}},
		{"JH-07-00421-" + d + " 修好了", order{verb: done, id: our, words: "修好了", lang: "zh"}},
		{"JH-07-00421-" + d + " 2盏都修好了", order{id: our, words: "2盏都修好了", flaw: verbMissing}},
		{"JH-07-00421-" + d + " 需要 梯子", order{verb: need, id: our, words: "梯子", lang: "zh"}},
		{"JH-07-00421-" + d + " needs an electrician", order{verb: need, id: our, words: "an electrician", lang: "en"}},
		{"JH-07-00421-" + d + " ?", order{verb: show, id: our}},
		{"JH-07-00421-" + d + " 看", order{verb: show, id: our, lang: "zh"}},
		{"old-1107 took", order{verb: took, id: "OLD-1107", lang: "en"}},
		{"JH-07-00421-" + d + " 办好了一半", order{verb: done, id: our, words: "一半", lang: "zh", doubt: true}},
		{"JH-07-00421-" + d + " done but the pole is bent", order{verb: done, id: our, words: "but the pole is bent", lang: "en", doubt: true}},
		{"JH-07-00421-" + d + " 没办好", order{id: our, words: "没办好", flaw: verbMissing}},
		{"JH-07-00421-" + d + " not done", order{id: our, words: "not done", flaw: verbMissing}},
		{"JH-07-00421-" + d + " 接了吗", order{verb: show, id: our, words: "吗", lang: "zh"}},
		{"JH-07-00421-" + d + " done", order{verb: done, id: our, lang: "en", flaw: wordsMissing}},
		{"JH-07-00421-" + d + " 办好了", order{verb: done, id: our, lang: "zh", flaw: wordsMissing}},
		{"编号:JH-07-00421-" + d + " 我已经接了", order{verb: took, id: our, lang: "zh"}},
		{"case JH-07-00421-" + d + " I'll take it", order{verb: took, id: our, words: "it", lang: "en"}},
		{"事项jh0700421" + d + "，已修好", order{verb: done, id: our, words: "修好", lang: "zh"}},
		{"JH-07-00421-" + d + " 办好了？", order{verb: done, id: our, words: "？", lang: "zh", doubt: true}},
		{"JH-07-00421-" + d + " took?", order{verb: show, id: our, words: "?", lang: "en"}},
		{"JH-07-00421-" + d + " need!", order{verb: need, id: our, lang: "en", flaw: wordsMissing}},
		{"JH-07-00421-" + d + " need", order{verb: need, id: our, lang: "en", flaw: wordsMissing}},
		{"JH-07-00421-" + d, order{id: our, flaw: verbMissing}},
		{"took", order{verb: took, lang: "en", flaw: numberMissing}},
		{"办好了 灯换了", order{verb: done, words: "灯换了", lang: "zh", flaw: numberMissing}},
		{"JH-07-00412-" + d + " took", order{verb: took, typed: "JH-07-00412-" + d, lang: "en", flaw: numberWrong}},
		{"JH-42 接了", order{verb: took, typed: "JH-42", lang: "zh", flaw: numberWrong}},
		{"tok jh-07-00421-" + d, order{id: our, words: "tok jh-07-00421-" + d, flaw: verbMissing}},
		{"村口的灯JH-07-00421-" + d + "弄好了", order{id: our, words: "村口的灯JH-07-00421-" + d + "弄好了", flaw: verbMissing}},
		{"村口的灯JH-07-00412-" + d + "弄好了", order{flaw: noOrder}},
		{"谢谢", order{flaw: noOrder}},
		{"", order{flaw: noOrder}},
		{"七星村的路灯坏了", order{flaw: noOrder}},
		{"taker of things", order{flaw: noOrder}},
		{"\x00\xff", order{flaw: noOrder}},
	}
	for _, test := range tests {
		if got := readOrder(test.text, "JH", known); got != test.want {
			t.Errorf("%q is read as\n %+v, want\n %+v", test.text, got, test.want)
		}
	}
	if got := readOrder(string(other)+" took", "JH", known); got.flaw != numberWrong || got.typed != string(other) {
		t.Errorf("a number of ours that no case has: %+v", got)
	}
}

// Whatever is sent, reading it ends and names no case that is not in the text.
func FuzzOrder(f *testing.F) {
	for _, s := range []string{"JH-07-00421-3 took", "办好了", "一二三四五六七八", "JHJHJH", "0|O|l|Z|S|B"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if o := readOrder(text, "JH", known); o.id != "" && o.flaw == numberWrong && o.typed == "" {
			t.Errorf("%q: %+v", text, o)
		}
	})
}
