// Package rehearsal is the house without a network: the real script, clerk and book, a
// clock that is told, one agent, and channels that take everything at once. frontdoor chat
// talks to it, the demo's sample and the stories of frontdoor seed are told in it, and
// frontdoor eval delivers messages again in it.
//
//	line.go       what is told: one line, as chat -json has it
//	answer.go     what came of a line
//	rehearsal.go  who is there, and what a line does
//	clock.go      time goes by: pauses, wake-ups, what is owed
//	address.go    who speaks, and when it begins, where nobody says so
package rehearsal
