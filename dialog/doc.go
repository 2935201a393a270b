// Package dialog thinks. A resident's words, an agent's words and the passing of
// time are all inputs to one pure function, Script.Step: it takes what is known
// about one address and one input, and says what is known now, what to answer,
// what happened to which case, and when to wake up again.
//
// It never does I/O: nothing here or below imports os, net, database/sql or log,
// reads a clock or draws a random number. Time is told inside the Input. So every
// conversation can be tested in microseconds, and a step that lost a race is
// simply taken again.
//
// A message is treated in this order: strip format characters; safety (never
// waits, in any state); STOP, START, HELP; the wish for a human; the burst pause;
// commands (skip, back, repeat, restart, drop, status, language); correction;
// extraction into all slots; a second matter; then the next question, the
// summary, or the hand-off.
//
// The files, in the order of a message's way: input and turn (what goes in, what comes
// out), script (the door), said (the order itself), heard (words, language, what is kept),
// home (whose words they are), message, marks and readable (what is read of what was typed), danger, hint, optout, burst,
// announce, family (who
// speaks), answered (questions the town has an answer to), commands, backtalk, answers, namedhere,
// read, atsummary, tapped, correct, mended and bynumber (words to commands), reading (what was read from one
// text), facts, amount, half, vague, where, house, rooms, whole, whoanswer, ownphone, unnamed, station, grid and nowhere
// (words to values), reachedhow (how they may be reached), fill (values to slots), category, gist (what a story is about), behalf; collect (the machine that
// carries commands out), change, changed, renumbered and prove (a code to a number that was put right), agenda (what to ask next), menu, pinyin, confirm,
// summary, agree, sendit, handoff, caseid, anonymous, link (going on elsewhere); after, indanger, which, closing,
// notfixed, second, status (when people have the case); agent and passon (what people do), putright (what they mend), refused
// (what they may not), wake (what time does), late (what was under way for long), night (who may be written to at night), limits, speak, quote, sms, phrases,
// phrases_read and fit (how it is said); state, clone and view (what is kept and shown).
//
// The rooms:
//
//	answers     what a town answers to common questions at once
//	catalog     the ten categories as data: slots, questions, urgency, deadlines
//	town        who we are and where: name, hours, hotlines, places
//	understand  text to values: dates, money, phones, places, persons, commands
//	classify    text to ranked categories with calibrated confidence
//	safety      danger seen in any message
//	mediation   two or more sides at one table, as a state machine
//	transcript  plays conversations written down, for tests and figures
//	pattern     quick ways to ask whether something stands in a text
package dialog
