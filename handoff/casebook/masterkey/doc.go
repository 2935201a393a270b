// Package masterkey keeps the one key that opens all others of a book (casebook.Master).
//
// A File holds it on one line, for its owner alone; a line more while a rotation is under
// way. A Command asks somebody else, a safe for keys (KMS) say, by a program of the town's:
// COMMAND wrap gets a key in base64 on its standard input and gives one line, whatever that
// is; COMMAND unwrap gets that line and gives the key. It is asked at a start and at a
// rotation, never for a message.
//
// Whoever has the book and the master key reads everything; who has the book alone reads
// numbers and times. So keep a copy of the file, and keep it elsewhere than those of the book.
package masterkey
