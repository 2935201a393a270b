package hook

import (
	"strings"
	"testing"

	"frontdoor/handoff/casebook"
)

// Whatever is typed as a net or a secret, or lies on the shelf, is read or refused.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"10.1.0.0/16", "::ffff:127.0.0.1", "fe80::1%eth0", "1.2.3.4/33", secret, "whsec_", `{"url":"https://a.example"}`, "{", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if nets, err := ReadNets([]string{text}); err == nil && (len(nets) != 1 || !nets[0].IsValid() || nets[0] != nets[0].Masked()) {
			t.Errorf("%q is %v", text, nets)
		}
		if key, err := keyOf(text); err == nil && (len(key) == 0 || !strings.HasPrefix(text, "whsec_")) {
			t.Errorf("%q is a secret of %d bytes", text, len(key))
		}
		decode(casebook.Record{Value: []byte(text)}) //nolint:errcheck // must not panic
		check(Hook{Name: text, URL: text}, true)     //nolint:errcheck // must not panic
	})
}
