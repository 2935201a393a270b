package wechat

import (
	"testing"

	"frontdoor/bot/bottest"
)

// What is sealed with our key opens as it was; what is sealed for others, or tampered with
// in its last block, does not pass for ours.
func FuzzSeal(f *testing.F) {
	f.Add("<xml><Content>灯</Content></xml>", appID, byte(0))
	f.Add("", "", byte(7))
	f.Add("x", appID+"x", byte(255))
	key, err := readKey(aesKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, words, account string, flip byte) {
		sealed := bottest.WeChatSeal(aesKey, account, words)
		got, err := open(key, sealed, appID)
		if ours := account == appID; ours != (err == nil) || ours && string(got) != words {
			t.Errorf("%q for %q: opened %q, %v", words, account, got, err)
		}
		changed := []byte(sealed)
		changed[int(flip)%len(changed)] ^= 1
		open(key, string(changed), appID) //nolint:errcheck // must not panic
	})
}
