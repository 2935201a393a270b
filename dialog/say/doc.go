// Package say is what every step does, whoever speaks in it: it says sentences, records what
// happened to a case, and asks to be woken. A Speaker hears, too (hear.Listener).
//
// The files: speaker and settings (who speaks, in what town), speak (sentences, and what goes
// before and behind them), notice (the notice about personal data), record (what happened to a
// case), agents_words (what an agent says, where it waits for a code), wakes, and fleeting
// (words in no case's thread).
package say
