package hear

import (
	"testing"

	"frontdoor/dialog"
)

func TestWhatIsNoCode(t *testing.T) {
	for _, text := range []string{"basketball", "1390000122", "路灯坏了", "RESTAURANT", "ABCDEFGH2K", "7XKQ2MHTR", "7XKQ2MHTRAA", "7XKQ2MHTR0", "JH07004213", ""} {
		if code, ok := CodeIn(dialog.Input{Text: text}); ok {
			t.Errorf("%q is taken for the code %s", text, code)
		}
	}
}

// TestHowACodeIsBrought: typed alone, behind /start, or by a link that carries it.
func TestHowACodeIsBrought(t *testing.T) {
	for _, in := range []dialog.Input{{Text: "7XKQ2MHTRA"}, {Text: " 7xkq2mhtra "}, {Text: "/start 7XKQ2MHTRA"}, {Text: "/start", Start: "7xkq2mhtra"}} {
		if code, ok := CodeIn(in); !ok || code != "7XKQ2MHTRA" {
			t.Errorf("%+v brings %q", in, code)
		}
	}
}
