// Package search finds words in what residents and agents wrote, in what was collected
// of a case, in names, phone numbers and case numbers: from one Chinese character on,
// the newest first, in a book of a million messages within a few hundredths of a second.
//
//	fold.go    a text as it is compared: simplified, half-width, lower case, no marks
//	grams.go   the runs of one to three characters it is found by, and what to ask for
//	card.go    what is kept of a case beside its messages
//	apply.go   events into documents
//	part.go    65,536 documents: which of them hold which grams; packed.go, on disk
//	file.go    the file, load.go reading it at a start
//	index.go   following the book, making everything anew
//	find.go    one page of hits; scan.go, how one part is looked through
//	mark.go    where in a text the words stand
//
// It is a projection: a file of its own, which follows the feed with its cursor. It may be
// deleted at any time and is then made again; it is thrown away by itself when it is of
// another book, of another form, cannot be read, or when the book lost what it had read.
//
// A document is a message (a resident's, an agent's, a note) or the card of a case
// (number, name, phone, facts, summary line), which is replaced when it changes. Words of
// the bot are left out: they are the same in every case. A gram's documents are a sorted
// list of numbers, so several grams are cut with each other, and only what is left is read
// and compared with the words asked for. Pages go by time, case and event, so that a page
// after means the same when the file was made anew.
//
// What an agent may see is asked case by case when a document would be shown, once for
// each case and search: any rule holds, also one made tomorrow. That is why the lists are
// our own and not FTS5: it gives rows one by one at a microsecond each, so an agent who
// may see one case in a hundred would wait for all the others to be stepped over, and
// making it takes half a minute of CPU for its tokens alone. FTS5's own trigrams find
// nothing where two characters are asked for, which is most of Chinese.
//
// Processes do not share a file: each takes the first of search.db, search-2.db, … that
// no living process holds. The lock ends with the process, however it dies.
//
// Words, and the grams they are found by, lie in the file sealed under a key of its own,
// which the book's wraps (casebook.FileKey): it is as private as the book, and only its owner
// may read it. Which document is of which case and moment is readable. What is deleted is
// overwritten.
package search
