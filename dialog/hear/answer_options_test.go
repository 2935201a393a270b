package hear

import "testing"

// Who asks for a moment gets it; who tells something is heard.
func TestPutsOff(t *testing.T) {
	for text, want := range map[string]bool{
		"等会儿再说": true, "稍等我问下我老婆号码": true, "我去找找": true, "等一下,我查一下": true, "过会儿再发你": true,
		"等会儿": false, "等了三天没人来": false, "问过村里了": false, "我问下医保怎么报销要带什么材料去哪里办": false, "稍等,13900000122": false,
	} {
		if got := putsOff(text); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
