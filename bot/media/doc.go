// Package media keeps what residents send: photos, voice notes, films, papers.
//
// A file's type is told by its bytes, whatever the provider or its name says; hidden
// data (where it was taken, with what) is taken off before anybody sees it; it is kept
// under the number of its case, so that all of a case is found together. Files lie in a
// folder. gocloud.dev/blob was tried and left out: with its folder driver alone it took
// 42 s of CPU more to compile cold (it brings gRPC and OpenTelemetry) and 12 MB more
// program, and its folder does not sync what it writes, so that a power cut could lose
// what was told to be kept.
//
// What a channel downloads or is posted is never trusted to be a picture. What cannot be
// cleaned because its form hides nothing we know of (papers, archives) is kept as it is;
// a picture that is too broken to be cleaned is not kept. Tracks of places inside a
// film's own data (action cameras) are not looked for.
package media
