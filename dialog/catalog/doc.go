// Package catalog holds the ten kinds of matter a resident may bring, as data: what
// is asked for each, in which order and in which words, what makes it urgent, who
// handles it first, and by when.
//
// The data is catalog.yaml, embedded; its top explains every field to the clerk who
// edits it, and a town may replace the whole file. Parse checks it before anything
// is asked of anybody, and tells every mistake with its line and the reason.
//
// A Slot is one thing to know about a matter: its level says whether the hand-off
// waits for it (must), the bot asks for it while its question budget lasts (ask),
// or only an agent asks for it, by one tap (agent).
//
// A Condition is one row of a small closed list ("slot hazard is 3", "words hint at
// harm", "date within 3 days"); it is no expression language and will not become
// one. A list of conditions holds when any of them holds.
//
// The package never asks, sends, stores or reads a clock; it does not find values
// in free text either, save for the words that clearly name one option (Slot.Infer).
package catalog
