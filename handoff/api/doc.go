// Package api is the JSON interface under /api/v1 for agents' own programs and for
// integrators, described by openapi.json beside this file and at
// /api/v1/openapi.json.
//
//	api.go      the routes and what every request passes
//	auth.go     bearer tokens
//	problem.go  how errors are said
//	read.go     bodies and query values, strictly
//	forms.go    cases, threads and events as JSON
//	media.go    files of a talk, and GET of them
//	cases.go    GET /cases and GET /cases/{id}
//	files.go    files that come with a reply or a note
//	acts.go     POST /cases/{id}/claim and the other acts
//	events.go   GET /events
//	search.go   GET /search
//	joint.go    merging and splitting
//	marks.go    priority, following, labels and GET /labels
//
// Answers about one case are read from the book, so whoever wrote reads it back at
// once; lists come from the board, which catches up with the book first. Everything
// is JSON, errors too. The package decides nothing: what may be done to a case is
// package handoff's to say.
package api
