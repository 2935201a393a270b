// Package dialog is what the house talks about: what is said to the machine that thinks
// (Input), what is known about one address (State), what one step decides (Turn), and what
// happens to a case (Change). It holds the words and what follows from them alone; what a
// message means and what is answered is decided in the rooms below, by script.Script.Step.
//
// Nothing here or below does I/O: nothing imports os, net, database/sql or log, reads a
// clock or draws a random number. Time is told inside the Input. So every conversation can
// be tested in microseconds, and a step that lost a race is simply taken again.
//
// The files: address and caseid (who and which case), input and input_kind with media and
// filing (what goes in), turn with letter (what comes out), change, by, standing and values
// (what happens to a case, by whom, and how it stands), refused (why an act may not happen);
// state (all that is kept of an address) with matter, slots, part, piece, question, awaited,
// links, sides and wakes; clone, view and expects (what can be asked of a state); window and
// languages.
//
// The rooms:
//
//	script      the door: one step of a conversation
//	agents      what people do with a case
//	talk        the talk with a resident
//	table       the talks of those who sit at a table of mediation
//	say         what a step says and records
//	hear        words to commands and values, in the light of what was said before
//	phrases     the sentences it says
//	understand  text to values: dates, money, phones, places, persons, commands
//	classify    text to ranked categories with calibrated confidence
//	safety      danger seen in any message
//	mediation   two or more sides at one table, as a state machine
//	catalog     the ten categories as data: slots, questions, urgency, deadlines
//	town        who we are and where: name, hours, hotlines, places
//	answers     what a town answers to common questions at once
//	transcript  plays conversations written down, for tests and figures
//	pattern     quick ways to ask whether something stands in a text
package dialog
