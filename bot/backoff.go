package bot

import (
	"hash/fnv"
	"time"
)

// The bounds of Backoff. The upper one keeps an owed reply from waiting longer
// than that once the provider is well again.
const (
	backoffFirst = 500 * time.Millisecond
	backoffMost  = 15 * time.Second
)

// Backoff is how long to wait before the next try of a message that was put off
// attempts times before: half a second, doubled each time, never above 15 s. A
// hash of the message's id takes away up to a quarter, so that many messages put
// off together do not come back together. It is a pure function: the same
// message waits the same time after a restart.
func Backoff(attempts int, id string) time.Duration {
	wait := backoffMost
	if attempts < 5 { // 500 ms << 5 is above the cap
		wait = backoffFirst << max(attempts, 0)
	}
	return wait - time.Duration(spread(id, attempts)*float64(wait/4))
}

// spread is a number in [0,1) that depends on the id and the attempt only.
func spread(id string, attempts int) float64 {
	h := fnv.New64a()
	h.Write([]byte(id))                                  //nolint:errcheck // a hash never fails
	h.Write([]byte{byte(attempts), byte(attempts >> 8)}) //nolint:errcheck // a hash never fails
	x := h.Sum64()
	x ^= x >> 33 // FNV leaves the upper bits of short inputs poorly mixed
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}
