// Command frontdoor is the front door of a town: residents write on Telegram, by
// SMS or on a web page, a conversation collects what is needed, and a human proxy
// agent answers from a shared inbox.
//
// This package plugs the rooms together and is the only one that knows them all:
//
//	resident ── bot ──▶ casebook ◀── handoff ── agent
//	                       │
//	                       ▼
//	                    dialog            engines: casebook/sqlite, casebook/redis
//
// Each command has a file of its own, named like it; catalog, places and phrases share
// townfiles.go. What a command does beside reading its flags lies in a room of its own
// where it is much: rehearsal (the house without a network), eval, learn (the classifier),
// seed, simulate, bench, backup, poster. settings.go says what can be set; house.go builds
// the parts that several commands need; server.go plugs the whole house together. Nothing
// here thinks. vital.go tries what new work cannot do without and says when it fails;
// seldom.go keeps the log from saying the same trouble for every message.
// asvs.md says what of OWASP ASVS 5 is met, and by which test.
package main
