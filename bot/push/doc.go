// Package push shows notifications in agents' browsers, by web push (RFC 8030): a
// channel like the others, so that a notification is owed by the book, goes out once
// and outlives a kill, and a push service that is down is waited for.
//
// An address is one browser: push:NAME, found by Options.Find. A message is sealed for
// that browser (RFC 8291) and signed with the town's key (RFC 8292) by
// github.com/SherClockHolmes/webpush-go; the push service reads only how long it is and
// which two messages are of one case (Topic), so that a later one takes the place of an
// earlier one that was not fetched yet. What it says holds no resident's words: it is
// made by handoff/afield.
//
// A browser that its push service calls gone (404, 410) is forgotten. Addresses come from
// browsers, so they are called only by a client that reaches no net inside.
package push
