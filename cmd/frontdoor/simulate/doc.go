// Package simulate plays a whole town on a told clock: residents who write by the
// seasons of the day, agents with duty hours, slowness and silence, and the town's rules
// between them. It is the real conversation, clerk, book, board and watch; only the
// people are made up, by chance with a seed, so that the same seed is the same month.
//
//	town.go      how a month goes: the agenda, one moment after the other
//	people.go    what residents and agents do
//	check.go     what must hold after every event: nothing without an owner or a queue, every
//	             clock once, no case with whom it complains of
//	summary.go   what is told in the end: the monthly report, and what the rules did
package simulate
