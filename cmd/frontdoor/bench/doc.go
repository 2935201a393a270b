// Package bench loads a running front door as its providers do, and counts. It
// starts the program itself as a child process with a book that is thrown away,
// plays the providers, and lets residents write whole conversations through the
// real webhooks, all on the loopback:
//
//	house.go      the server under load, as a process of its own
//	engine.go     the book it gets: a SQLite file, a redis-server started for it, or a URL
//	providers.go  the providers' other half: takes what is sent, counts, remembers the order
//	wire.go       requests on connections kept open, for as little of the CPU as can be
//	resident.go   what residents say
//	steps.go      in, steady, out, both: what is measured
//	soak.go       half of the most held for an hour, the server killed every minute
//	ledger.go     what each resident said and heard, held against the book as it goes
//	count.go      the book against what was answered with 200: losses, doubles, order
//	cpu.go        who used the CPU, and what two cores could do by that
//
// bot/bottest is for tests: strict, recording every call, giving trouble. These
// providers only count, so that the CPU is left to the server.
package bench
