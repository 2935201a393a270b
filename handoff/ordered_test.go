package handoff

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// An ordered list behaves like a plain sorted slice, across many chunks too.
func TestOrderedIsASortedSlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := &ordered[int]{compare: cmp.Compare[int]}
		var plain []int
		for range rapid.IntRange(0, 5).Draw(t, "rounds") {
			from := rapid.IntRange(0, 2000).Draw(t, "from")
			n := rapid.IntRange(0, 700).Draw(t, "n")
			step := rapid.SampledFrom([]int{-7, -1, 1, 3}).Draw(t, "step")
			put := rapid.Bool().Draw(t, "put")
			if len(plain) > 0 && step > 0 && rapid.Bool().Draw(t, "behind") { // as at a start
				from = plain[len(plain)-1] + 1
				for i := range n {
					list.append(from + i*step)
					plain = append(plain, from+i*step)
				}
				continue
			}
			for i := range n {
				v := from + i*step
				at, found := slices.BinarySearch(plain, v)
				switch {
				case put:
					list.insert(v)
					if !found {
						plain = slices.Insert(plain, at, v)
					}
				default:
					list.remove(v)
					if found {
						plain = slices.Delete(plain, at, at+1)
					}
				}
			}
		}
		from := rapid.IntRange(-10, 3000).Draw(t, "read from")
		at, _ := slices.BinarySearch(plain, from)
		if got := slices.Collect(list.from(from)); !slices.Equal(got, plain[at:]) {
			t.Fatalf("from %d: %v, want %v", from, got, plain[at:])
		}
		if list.size() != len(plain) {
			t.Fatalf("size %d, want %d", list.size(), len(plain))
		}
		for _, c := range list.chunks {
			if len(c) == 0 || len(c) > chunkMost {
				t.Fatalf("a chunk of %d", len(c))
			}
		}
	})
}
