// Package mediation is the table at which two or more sides settle a dispute, as a pure
// state machine: who sits there, what was proposed in which words, who agreed to what, and
// what of it was kept. An Act is one thing done; May says whether it may be done now, Do
// what the table is then. The book holds the acts as events of the case, and the table is
// their fold: nothing here is kept that the events do not tell.
//
// A party's act holds no words: what a party writes stays in that party's own thread, and
// reaches another side only as an act of the mediator (Pass), who has read and edited it.
//
// Who may do what (table.go says it as data; a test holds this page against it):
//
//	act        who       the table is                    the party is
//	begin      mediator  not begun ended
//	add        mediator  open proposed agreed
//	drop       any       open proposed agreed            listed invited silent
//	release    mediator  open proposed                   listed silent
//	link       town      any                             invited
//	accept     party     open proposed agreed            invited silent
//	decline    party     open proposed agreed halted     invited silent
//	not_me     party     any                             invited silent
//	stop       party     any                             invited silent accepted
//	back       party     any                             accepted
//	limit      town      open proposed agreed            invited
//	silent     town      open proposed agreed            invited
//	say        mediator  open proposed agreed signed     accepted
//	pass       mediator  open proposed agreed signed     accepted
//	times      mediator  open proposed agreed            accepted
//	pick       party     open proposed agreed            accepted
//	propose    mediator  open proposed agreed            accepted
//	agree      party     proposed                        accepted
//	refuse     party     proposed agreed                 accepted
//	change     party     proposed agreed                 accepted
//	leave      party     open proposed agreed halted     invited silent accepted
//	sign       mediator  agreed
//	due        town      signed                          accepted
//	ask        town      signed                          accepted
//	kept       any       signed                          accepted
//	missed     any       signed                          accepted
//	unsure     town      signed                          accepted
//	end        mediator  open proposed agreed signed halted
//	halt       any       open proposed agreed signed halted
//	resume     mediator  halted
//	erased     town      any                             any
//	hold       town      any
//
// Nobody is bound before sign: until then each side may refuse, ask for a change, or leave,
// also a table that is halted, and what it agreed to before counts no more. Agreed means that every side that signs has
// agreed to one version, named by the hash of its exact words; a new version, a new side or
// a side that left takes that away. Signed, each point with a day or an amount is an item
// that is kept or not: agreed is not fulfilled.
//
// Whoever tells of violence halts the table, and who tells of it while it stands is noted,
// too. Where that was a mistake, a supervisor who cleared it with them goes on, with the
// reason in the act; it names how many had told, so that nobody's word is explained unheard.
// A child in it, or violence that is recorded as a fact, is not explained away; what is told
// afterwards halts the table anew.
//
// Erasing: the thread of a side goes when they ask for it, or, once they sit there no more,
// by an admin; so does that of whoever asked for the table. What the law keeps whole of any case
// (a wish to die, a child) it keeps of a side's thread, too. What was signed stays under legal
// hold: the paper in a record of its own (handoff/agreement), and where the case of the asker
// goes, the table as UnderHold leaves it, in an act of its own, hold, that is sealed apart from
// the case. What is still owed is watched on by it. Each side is told until which day; then
// that goes, too.
package mediation
