//go:build !race

package pattern

const every = 37
