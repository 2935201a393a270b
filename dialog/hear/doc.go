// Package hear makes of words what they say: commands, values of slots, answers. A Listener
// knows the town and what was said before; it changes neither, and says nothing. What is
// done with what it heard is decided in the rooms above, by package talk for the most part.
//
// The files, in the order of a message's way: listener, message and readings (who listens,
// to what, and what was read already); readable and marks (what is read of what was typed);
// codes, keywords and case_number (words that are a code, a keyword, a number of a case);
// story_* (what a story is about: whether it tells anything, what kind it is, what it hints
// at, whether it is a second one); command and commands (the door: Read turns a message
// into commands) with commands_dropped (who gives up, and who goes on after all); answer_*
// (the answer to what was asked); free_words, beside_facts and facts (what words tell
// unasked) with fact_* (place, house, time, sum, the other side, for whom); correct,
// correct_clauses and correct_mended (what they put right); after_* (what they say of a
// matter that is with people, and in danger); side_* (what a side says at a table of
// mediation).
package hear
