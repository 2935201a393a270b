// Package agents is what people do with a case, and what other programs and the town's rules
// do: Acts is one step of that. The rest of the talk goes on as package talk leads it.
//
// The files: acts (one step), case_acts (claim, reply, note, hand back, close), case_marks
// (priority, watching, labels, next steps), case_split, case_merge, pass_on (to another
// agent), put_aside and put_right, take_back (what is held for a moment), ask_outside (a party
// by a link), identity_paper, other_programs (Open311), town_rules.
package agents
