package media

import (
	"testing"

	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
)

// A file of a case told without a name is copied from its draft where the provider has it
// no longer, fetched where the draft never had it, and nothing says afterwards where it was.
func TestFilesOfCasesWithoutAName(t *testing.T) {
	const nobody = dialog.Address("anon:0123456789abcdef01234567")
	for name, c := range map[string]struct{ drafted bool }{"kept with its draft": {true}, "not yet": {false}} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t)
			k := w.keeper()
			w.provider.answers(gives(mediatest.JPEG()))
			if c.drafted {
				w.sends(anna, sent())
				w.once(k)
				w.provider.answers(status(404))
			}
			id := w.sends(nobody, sent())
			w.once(k)
			if got := w.told(id); got != "kept" {
				t.Errorf("the case says %q", got)
			}
			e := w.brought(id)
			o, err := w.store.Kept(t.Context(), id, e.Seq, 0)
			w.must(err)
			o.Close() //nolint:errcheck // only read from
			left, err := w.shelf.List(t.Context(), refKind)
			w.must(err)
			if len(left) != 0 {
				t.Errorf("the shelf still knows %q", left[0].Value)
			}
		})
	}
}
