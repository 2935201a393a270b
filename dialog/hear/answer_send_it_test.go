package hear

import (
	"testing"

	"frontdoor/dialog"
)

func TestWantsItSent(t *testing.T) {
	m := &dialog.Matter{Slots: map[string]dialog.Slot{"what": {Value: "路灯坏了"}}}
	for text, want := range map[string]bool{
		"就这些，报上去吧": true, "就这样报吧": true, "没别的了": true, "说完了": true, "就这些了": true, "好的 就这么多 你们报上去就行": true,
		"没有其他的了,先交上去吧": true, "报上去吧": true, "帮我报上去": true, "thats all just send it": true, "That's it for now.": true,
		"just send it please": true, "ok nothing else": true, "please submit it as it is": true, "go ahead and send it": true,
		// near them
		"": false, "就这": false, "就这条路": false, "这样子漏了三天": false, "没有人管": false, "没有": false, "没了": false, "报警了": false, "报名表没发": false,
		"发了三个月": false, "交了钱不给发票": false, "送到医院了": false, "send me a form": false, "that's all the money i had": false, "no more hot water": false,
		"report it to whom": false, "ok": false, "yes": false, "yes please": false, "嗯嗯嗯": false, "好的，": false, "他说就这样": false,
	} {
		if got := wantsItSent(m, &dialog.Question{Asks: "phone"}, text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if wantsItSent(&dialog.Matter{}, &dialog.Question{Asks: "what"}, "就这些") || wantsItSent(m, &dialog.Question{Asks: dialog.AskConfirm}, "报上去吧") || wantsItSent(m, nil, "就这些了") {
		t.Error("only beside a question, about a matter that was told")
	}
}
