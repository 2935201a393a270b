// Package chance is a fixed sequence of numbers, so that training and measuring
// do the same everywhere and every time.
package chance

// Lottery draws by xorshift64*. Its value is the seed, which must not be 0.
type Lottery uint64

func (l *Lottery) next() uint64 {
	x := uint64(*l)
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*l = Lottery(x)
	return x * 2685821657736338717
}

// Below draws a number from 0 to n-1.
func (l *Lottery) Below(n int) int { return int(l.next() >> 33 % uint64(n)) }

// Shuffle brings a list into another order.
func (l *Lottery) Shuffle(order []int) {
	for i := len(order) - 1; i > 0; i-- {
		j := l.Below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
}
