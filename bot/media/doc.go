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
// A file lies sealed under a key made of its case's own (sealed.go): erasing destroys that
// key, and with it every copy of the file, also in backups made before whose book is not put
// back. What arrived and is not moved yet lies under a key made of its name, which stands in
// the sealed words of its message alone. What was kept before files were sealed is opened as it
// lies, and sealed once by the keeper (unsealed.go).
//
// A file's type is told by its bytes, whatever the provider or its name says; hidden
// data (where it was taken, with what) is taken off before anybody sees it; it is kept
// under the number of its case, so that all of a case is found together. Files lie in a
// folder, or in a bucket that speaks S3, both by gocloud.dev/blob. Its folder syncs nothing
// and puts a name before its bytes last, so that a power cut could lose what was told to be
// kept: place.go sees to that.
//
// What a channel downloads or is posted is never trusted to be a picture. Of every form
// that can tell where a photo was taken that is taken off, or the file is not kept and its
// case says why (WhyHides): photos, films and sounds keep what is seen or heard and nothing
// else; of a raw photo stays the picture its camera made; papers and archives lose what
// the photos in them hide, and stay as they were where there is none. Not kept is what is
// locked or pressed together by other programs (RAR, 7z), and forms of photos, films and
// sounds that few send. A picture that is too broken to be cleaned is not kept, either.
// testdata/films holds films that another's program made. What is drawn into the picture
// itself, or lies in the sealed data of a film's frames, is not looked for.
package media
