package dialog

import "testing"

func TestWhatIsNoCode(t *testing.T) {
	for _, text := range []string{"basketball", "1390000122", "路灯坏了", "RESTAURANT", "ABCDEFGH2K", "7XKQ2MHTR", "7XKQ2MHTRAA", "7XKQ2MHTR0", "JH07004213", ""} {
		if code, ok := codeIn(Input{Text: text}); ok {
			t.Errorf("%q is taken for the code %s", text, code)
		}
	}
}
