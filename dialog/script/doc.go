// Package script is the machine. A resident's words, an agent's words and the passing of
// time are all inputs to one pure function, Script.Step: it takes what is known
// about one address and one input, and says what is known now, what to answer,
// what happened to which case, and when to wake up again. The words for all that are
// those of package dialog.
//
// A message is treated in this order: strip format characters; safety (never
// waits, in any state); STOP, START, HELP; the wish for a human; the burst pause;
// commands (skip, back, repeat, restart, drop, status, language); correction;
// extraction into all slots; a second matter; then the next question, the
// summary, or the hand-off.
//
// The files, in the order of a message's way: script (the door), said (the order itself), heard (words, language, what is kept),
// home (whose words they are), message, marks and readable (what is read of what was typed), danger, hint, optout, burst,
// announce, family (who
// speaks), answered (questions the town has an answer to), commands, backtalk, answers, namedhere,
// read, atsummary, tapped, correct, mended and bynumber (words to commands), reading (what was read from one
// text), facts, amount, half, vague, where, house, rooms, whole, whoanswer, ownphone, unnamed, station, grid and nowhere
// (words to values), reachedhow (how they may be reached), fill (values to slots), category, gist (what a story is about), behalf; collect (the machine that
// carries commands out), change, changed, renumbered and prove (a code to a number that was put right), agenda (what to ask next), menu, pinyin, confirm,
// summary, agree, sendit, handoff, anonymous, link (going on elsewhere); after, indanger, which, closing,
// notfixed, second, status (when people have the case); agent and passon (what people do), putright (what they mend), refused
// (what they may not), wake (what time does), late (what was under way for long), limits, speak, quote
// and fit (how it is said).
package script
