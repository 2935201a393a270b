package main

import "testing"

func TestGarbage(t *testing.T) {
	for kept, want := range map[uint64]int{0: 400, 20 << 20: 400, 50 << 20: 400, 100 << 20: 200, 400 << 20: 50, 10 << 30: 50} {
		if got := garbageFor(kept); got != want {
			t.Errorf("%d MB kept: %d, want %d", kept>>20, got, want)
		}
	}
}
