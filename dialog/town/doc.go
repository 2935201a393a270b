// Package town holds what a town sets: who answers, when people are back, which
// numbers to call in danger, and where things are.
//
// The data is town.yaml, embedded; its top explains every field, and a town replaces
// the whole file. Parse tells every mistake with its line and the reason.
//
// All times are converted into the town's fixed zone. The package never reads a
// clock, knows no person, and says nothing to anybody: phrases do that.
package town
