//go:build race

package pattern

// every is the distance of the lines that are looked at: under the race detector regular
// expressions take many times as long.
const every = 499
