// Package hook tells other systems of the town what happens to cases, by calling an
// address of theirs (webhooks), signed as Standard Webhooks says: headers webhook-id,
// webhook-timestamp and webhook-signature ("v1," and HMAC-SHA256 of ID.TIME.BODY).
//
//	hook.go     the endpoints, kept on the Shelf
//	message.go  what is told of an event
//	sign.go     secrets and signatures
//	dial.go     calling out without being led to an address inside
//	queue.go    what waits to be tried again, and what was given up
//	sender.go   the duty that sends, in one process of several
//
// What is promised: every wanted event after the endpoint was added is told at least
// once, or lies among the dead letters, whatever is killed meanwhile. The events of one
// case are told in order: while one of them waits, later ones of its case wait behind
// it, and other cases go on. After Tries tries a message is given up to the dead
// letters, from where it can be replayed. An ID is always the same for the same event,
// so a receiver can drop what it has; a message of the past is never changed.
// While an endpoint fails for several cases in a row it is left alone for a while, and
// nothing counts against the messages behind. An answer of 410 switches it off.
//
// Nothing personal is told: case number, kind of event, state, category, station, outcome,
// how far up the ladder, moments. Cases of restricted categories, confidential and anonymous ones are not told of
// at all. An endpoint added with Private also gets words, facts, logins, and those cases; of
// a confidential one, and of a dispute at a table or a side of one, still no words and no facts.
package hook
