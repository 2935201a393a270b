// Package watch carries the town's rules out: it proposes cases to agents, passes over
// who is silent, warns before deadlines, takes what is overdue up the ladder, and tells
// the town when several cases are of a kind.
//
//	watch.go    which cases to look at when; crew.go, who there is; muster.go, who came,
//	            went or serves otherwise; cluster.go, what several cases share; alike.go,
//	            whether a case is one that somebody else reported
//
// What is to be done is thought by handoff.Rules.Look, from the case alone: the watch
// keeps no timer that the book does not hold. At a start it looks at every open case, and
// then when the case changed or when Look said that time alone would change the answer.
// What it does is an input like any other (dialog.Happens), under a key made of the thing
// done: whoever does it again, another process or the same one after a kill, does
// nothing. So a clock acts once, within a second, and after a restart too, on every
// engine, without a wake-up in the book for each: an address has only one, and it is the
// conversation's.
package watch
