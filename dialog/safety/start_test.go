package safety

import (
	"testing"

	"frontdoor/dialog/safety/ear"
)

// What every start of the program pays once, with the first message.
func BenchmarkStart(b *testing.B) {
	b.Run("cues", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := load(cueFiles); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ear", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ear.Decode(earFile); err != nil {
				b.Fatal(err)
			}
		}
	})
}
