// Package safety sees danger in a resident's message, in Chinese and English.
//
// It is asked first for every message, in every state of the conversation, and
// answers one question: must a card with emergency numbers be shown, and which?
// Words that mean danger are listed in cues/*.txt, which a clerk can read and
// correct; the code only knows how a sentence may take such words back: an
// idiom, a "not" that belongs to the word, a time long past, an "if", a report
// about a film, a drill, a danger that is over.
//
// It never remembers, asks, sends or logs anything, never decides what the card
// says, and imports nothing of the conversation: text in, Finding out. The same
// text always gives the same Finding.
package safety
