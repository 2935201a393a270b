package hear

import "testing"

// Who asks whether a machine answers, or what may be brought, is told; who asks for a person
// or tells a matter is not.
func TestWhoSpeaks(t *testing.T) {
	for text, want := range map[string]bool{
		"你是真人还是机器?": true, "机器人还是人啊": true, "那你能管啥": true, "你们都管哪些事": true, "你是谁": true,
		"am I talking to a real person?": true, "are you real": true, "human or bot?": true, "what can you help with?": true,
		"你们管不管啊": false, "我要找真人": false, "楼上的人还是老样子": false, "你能管管楼上吗": false,
		"is this real gold they sold me": false, "can I talk to a person": false,
	} {
		if got := asksWho(text); got != want {
			t.Errorf("asksWho(%q) = %v", text, got)
		}
	}
}
