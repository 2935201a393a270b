// Package archive keeps what an engine moves out of its own store: the events of
// cases that were closed long ago.
//
// A Store is a place for files that are written once: a folder that all processes
// on a book share (file:FOLDER), or one day a bucket, which is one more file here.
// Nothing in it is ever changed or taken away, but when the words of a case are erased,
// not even when a case comes back: a book put back from an older backup still finds what it points to. So back up the
// book first and the archive after it.
//
// A case is one file, NN/NUMBER.EVENTS.CHECKSUM.gz: the shard, the case number, how
// many events, and the beginning of the file's own SHA-256. A case archived again
// with more events is another file, and two processes that archive the same case at
// once write the same one. Unpacked (gunzip -c) it is lines of JSON: a head, then for
// each event its open half and its private half.
package archive
