// Package script is the door of the machine. A resident's words, an agent's words and the
// passing of time are all inputs to one pure function, Script.Step: it takes what is known
// about one address and one input, and says what is known now, what to answer, what
// happened to which case, and when to wake up again. The words for all that are those of
// package dialog.
//
// A step is one value that can do what the rooms below it can, each upon the one before:
//
//	hear.Listener  hears what words say, and changes nothing
//	say.Speaker    says and records
//	table.Host     sits at a table of mediation
//	talk.Talk      leads the talk with a resident
//	agents.Acts    does what people do with a case
//
// A message is treated in this order (said.go): strip format characters; safety (never
// waits, in any state); STOP, START, HELP; the wish for a human; the burst pause;
// commands (skip, back, repeat, restart, drop, status, language); correction;
// extraction into all slots; a second matter; then the next question, the
// summary, or the hand-off.
//
// The files: script (the door), said (what a resident says), letters (what other addresses
// tell), wake (what time does), needs (what must be drawn for a step), fit (whether every
// sentence fits an SMS) and quote (a sentence by itself). The tests here play whole steps;
// they are named after the files of the rooms below.
package script
