// Package eval says how good the conversation is: it plays written conversations
// (dialog/testdata/README.md tells how they are written), tells every line that differs,
// and holds the figures over all of them against the goals.
//
//	eval.go   playing, the figures, writing the bot's lines anew
//	again.go  what becomes of a talk when each message is delivered three times
package eval
