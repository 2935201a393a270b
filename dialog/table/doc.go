// Package table leads the talks of those who sit at a table of mediation: the mediator's acts,
// the invitation and the words of a side, what waits, and what the law keeps. Who may do what
// at the table itself is decided by package mediation.
//
// The files: host (one step at a table), mediator (the mediator's acts, and what the table is
// told), violence (what no table is for), invitation, side (a side is asked and told),
// side_said (what it answers), side_unreached (whom nothing can be sent to now), side_erased,
// clock (what time does) and under_hold (what was signed outlives the case).
package table
