// Package backup writes a book and the files of residents into one file that only the
// holder of a key can read (age, age-encryption.org), and reads it again.
//
// Inside is a tar.gz: about.json; parts of the book (book/00000001, and so on: parcels of
// casebook.Packer as Go's gob writes them, which keeps every byte); the files under media/
// as they lie in their folder; and end.json, which counts them. A file that breaks off, was
// changed or has no end is refused before anything is restored. So that photos can be had
// without this program:
//
//	age -d -i key.txt town.backup | tar -xzf - media
//
// Parcels are what a move carries, so what a move keeps a backup keeps, on both engines,
// and either can be restored on either. What is sealed in the book is carried sealed.
package backup
