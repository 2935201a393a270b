// Package chance is a fixed sequence of numbers, so that training and measuring
// do the same everywhere and every time.
package chance

import "hash/fnv"

// Lottery draws by xorshift64*. Its value is the seed, which must not be 0.
type Lottery uint64

// Draw draws any number.
func (l *Lottery) Draw() uint64 {
	x := uint64(*l)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*l = Lottery(x)
	return x * 2685821657736338717
}

// Of is the lottery of a text: the same words always draw the same.
func Of(text string) Lottery {
	h := fnv.New64a()
	h.Write([]byte(text))
	return Lottery(h.Sum64() | 1)
}

// Below draws a number from 0 to n-1.
func (l *Lottery) Below(n int) int { return int(l.Draw() >> 33 % uint64(n)) }
