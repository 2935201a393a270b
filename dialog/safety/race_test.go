//go:build race

package safety

// stride thins the widest sweeps where everything takes many times as long; make model
// runs the whole of them. It is prime to the 3 and 5 by which the sweeps take turns.
const stride = 4
