//go:build race

package simulate

// residents: the race detector makes a month ten times as long.
const residents = 10
