// Package casebook remembers. It holds the contract every engine keeps, and the
// one way in: the Clerk, who reads what is known about an address, lets dialog
// step, and commits what the step decided.
//
// What is promised:
//
//   - All or nothing. A Commit stores the message key, the new state, the case
//     events, the messages to send, the wake-up and the letters, or none of them.
//   - Durable. What Commit returned without an error survives kill -9.
//   - Seen once. A message key is accepted once per address; a second time is
//     ErrSeen and changes nothing. Keys are remembered for seven days.
//   - No lost update. A commit with a state names the version it was made from;
//     if another was faster it is ErrStale and changes nothing.
//   - In order. Events of one case are numbered 1, 2, 3 … in the order of their
//     commits, and messages to one address are leased in the order they were
//     committed, the next one only when the one before is settled.
//   - The feed misses nothing and shows nothing twice: Since from a cursor gives
//     every later event, in order per case.
//
// What is not promised: that a message goes out exactly once. Between a send and
// the commit of its receipt a crash can send it twice; the window is kept small
// and never said to be closed. Letters, too, arrive at least once: their ID is the
// receiver's message key.
//
// A whole book can be carried from one engine into another (Carrier, Copy, Compare);
// cursors of the old one are then no cursors of the new one.
//
// What is personal is sealed (Vault): the private half of an event, a talk's state, what
// waits to be sent, every value on the shelf. Numbers, kinds, times, categories and outcomes
// stay open. An address lies nowhere as it is: what belongs to it is found under a keyed hash
// (addresses.go). Its key is the book's own, and lies there wrapped like all others: whoever has
// the book and the master key, and so can read every word, can also try numbers they know
// against the names, those of who was erased among them (a phone number has few digits). The chats and phones of agents, which they link themselves, are names of
// records on the shelf and stay. Engines seal and open through Fresh, so nobody above them
// sees a sealed word. What was written in the clear before a book had a vault stays so until it
// is erased, but for talks and what waits, which are sealed at the first opening (hide.go).
//
// A commit touches one shard: the address' own. What another shard must learn is
// a Letter in the same commit.
package casebook
