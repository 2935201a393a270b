// Package media keeps what residents send: photos, voice notes, films, papers.
//
// The Keeper follows the book. Each file an event brings becomes a job on the Shelf, which
// one process at a time holds; it downloads the file through its channel, cleans and
// stores it, makes a small picture, and records in the case that it is kept
// (casebook.ChangeMedia). Names are made of case, event and place, so a job that is begun
// again after a kill writes the same file, and what was stored already is not fetched
// twice. A provider that does not answer is asked again with growing pauses for a week;
// what it will never give is said to be lost at once; what cannot be stored here is tried
// for ever. An agent may ask for a lost file again. What arrived and belongs to no message
// is taken away after a day. A case told without a name gets copies of its draft's files
// (unnamed.go).
//
// A file's type is told by its bytes, whatever the provider or its name says; hidden
// data (where it was taken, with what) is taken off before anybody sees it; it is kept
// under the number of its case, so that all of a case is found together. Files lie in a
// folder, or in a bucket that speaks S3, both by gocloud.dev/blob. Its folder syncs nothing
// and puts a name before its bytes last, so that a power cut could lose what was told to be
// kept: place.go sees to that.
//
// What a channel downloads or is posted is never trusted to be a picture. What cannot be
// cleaned because its form hides nothing we know of (papers, archives) is kept as it is;
// a picture that is too broken to be cleaned is not kept. Of films all is taken off that
// is neither seen nor heard, tracks of places and titles included; testdata/films holds
// some that another's program made. The tags of songs (MP3, FLAC), and what papers,
// raw photos and archives hold inside, are not looked for.
package media
