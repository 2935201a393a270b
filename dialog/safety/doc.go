// Package safety sees danger in a resident's message, in Chinese and English.
//
// It is asked first for every message, in every state of the conversation, and
// answers one question: must a card with emergency numbers be shown, and which?
//
// Two things look for danger. Cues (cues/*.txt, which a clerk can read and correct)
// list the words; the code knows how far an idiom, a "not", a time long past, an
// "if", a film, a drill or a happy end reaches that takes such words back. Where no
// cue stands, the ear (package ear, trained on corpus/, testdata/ and, for what is
// ordinary, on the corpus of package classify) hears danger
// by likeness, in the phrases that nothing takes back; and where it hears nothing of
// the sort, a word of an emergency in an everyday matter, or a call for people beside
// one, is doubted (doubt.go).
//
// It never remembers, asks, sends or logs anything, never decides what the card
// says, and imports nothing of the conversation: text in, Finding out. The same
// text always gives the same Finding.
package safety

//go:generate go test . -run TestCommittedEar -update
