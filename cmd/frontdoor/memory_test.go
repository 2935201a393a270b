package main

import "testing"

func TestGarbage(t *testing.T) {
	for kept, want := range map[uint64]int{0: 400, 20 << 20: 400, 100 << 20: 400, 200 << 20: 200, 400 << 20: 100, 10 << 30: 50} {
		if got := garbageFor(kept); got != want {
			t.Errorf("%d MB kept: %d, want %d", kept>>20, got, want)
		}
	}
}
