package booktest

import (
	"context"
	"fmt"
	"slices"
)

// Safe is a master key for tests: it hides a key from nobody. Two of different names do
// not open what the other wrapped.
type Safe string

// Wrap turns a key round.
func (s Safe) Wrap(_ context.Context, key []byte) (string, []byte, error) {
	return string(s), turned(key), nil
}

// Unwrap turns it back.
func (s Safe) Unwrap(_ context.Context, name string, wrapped []byte) ([]byte, error) {
	if name != string(s) {
		return nil, fmt.Errorf("under the master key %s, and this is %s", name, s)
	}
	return turned(wrapped), nil
}

func turned(b []byte) []byte {
	b = slices.Clone(b)
	slices.Reverse(b)
	return b
}
