// Package handoff serves agents: who they are, what they see, what they may do. It
// knows no HTTP; pages lie in handoff/inbox, the JSON interface in handoff/api.
//
//	roster.go    agents and their roles; password.go, signing in; guessable.go, which passwords
//	             are refused; slowdown.go, how often it
//	             may be tried, counted for all processes on a book together, and what is not
//	onetime.go   a password to begin with, and choosing another
//	admins.go    the last admin stays; what the town's files know of what an agent serves
//	service.go   what an agent serves: areas, categories, languages; rota.go, when
//	rules.go     who may see and hold which case, by its place, its kind and whom it
//	             complains of, where the town's file has stations
//	complaint.go whether a case complains of an agent or a station, by whatever part of a name
//	clock.go     which deadlines run; look.go, what the rules do about a case now, and when
//	             they look again; ladder.go, who is told on the way up. Carried out by
//	             handoff/watch
//	second.go    the code beside the password, and recovery codes
//	oidc.go      who an agent is at the town's own provider of sign-ins (signin), set by an
//	             admin; the second factor is that provider's then
//	tokens.go    bearer tokens for programs that act as an agent; token_list.go, all of them
//	keys.go      keys of other programs
//	session.go   who is signed in; session_list.go, on which devices, and ending that
//	line.go      an agent's own chat and phone; lines.go, all of them; linecode.go,
//	             linking a chat
//	device.go    browsers that tell an agent; wishes.go, what of, when and by which way;
//	             pushkey.go, the key that signs it
//	desk.go      what an agent does to a case: every act is one dialog.Input
//	later.go     the moment meant by "tomorrow"
//	erase.go     an admin has a closed case forgotten; eraser.go destroys what is left of
//	             any case that was; retention.go has old ones erased, by category, once a day
//	looked.go    who looked at a case, and at a number
//	audit.go     the record of who signed in, looked, searched, took data out, changed what
//	             others may do: chained, so that tampering shows; audit_read.go reads it
//	outside.go   one-time links for outside parties
//	mark.go      priority, labels, following, what is promised
//	merge.go     several residents' cases that are one matter; making two of one
//	nearby.go    which cases may be the same matter, and why
//	pass.go      putting aside, passing on, taking back, the next case
//	undo.go      undoing what was done to several cases at once
//	window.go    how far a channel lets its resident be written to
//	mediate.go   the mediator's acts at a table, and who may not be the mediator
//	mistake.go   how it is said that an act cannot be done as asked
//	board.go     what agents see, a fold over the feed, and following it live
//	kept.go      the board in a file while no server runs; kept_sealed.go, how it is sealed
//	list.go      pages and counts; place.go, their order; shelves.go and ordered.go,
//	             how they are kept sorted before anybody asks
//	archive.go   which closed cases are old enough to leave the engine's own store
//
// Nothing here decides who has the word: the dialog does, under the version of the
// write, and a refused act changes nothing. Nothing here is kept that the book does
// not hold: a board can be folded again from the feed at any time, and agents,
// sessions and tokens lie on the Shelf, read afresh at every use, so that a change by
// another process holds at once.
package handoff
