//go:build !race

package simulate

// residents of the month that is played.
const residents = 300
