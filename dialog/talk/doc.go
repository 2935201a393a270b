// Package talk leads the talk with a resident, from the first word until the case is closed
// and long after: a Talk is one step of it.
//
// The files, in the order of a message's way, by the word they begin with:
//
//	told_*     what came in: cleaned, in pieces, by whom, of which case, by a button, taken back
//	danger*    danger, before everything else, and what is said after it
//	reach_*    STOP, START and HELP; words the channel did not let out; loops and abuse
//	answer_*   a question the town has an answer to
//	collect*   commands carried out, slots filled, the kind found, for whom, unnamed
//	ask_*      the next question, the menu of kinds, yes or no, a second matter
//	show_*     what was understood: changed, the summary, how to send it
//	file_*     consent, the hand-off to people, a case told anonymously
//	after_*    when people have it: added words, status, closing, not fixed, the same matter told by others
//	number_*   a number that was put right, and its proof
//	move_*, link_*  the talk goes on elsewhere; links that open once
//	erase      what was told is forgotten
package talk
