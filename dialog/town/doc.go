// Package town holds what a town sets: who answers, when people are back, which
// numbers to call in danger, where things are, and which station and grid serves them.
//
// The data is town.yaml, embedded; its top explains every field, and a town replaces
// the whole file. Parse tells every mistake with its line and the reason.
//
// One file serves the conversation, which looks for places in words, and the routing
// (areas.go, locate.go), which looks for their grid: a village is written down once,
// with all its names. The outlines of grids are drawn elsewhere, by people with maps, so
// they lie in a GeoJSON file beside it, which Draw takes in (shapes.go,
// outline.go).
//
// It also says how long closed cases are kept, by category (retention.go).
//
// All times are converted into the town's fixed zone. The package never reads a
// clock, knows no person, and says nothing to anybody: phrases do that.
package town
