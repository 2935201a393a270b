// Package pattern asks texts quickly. Most of what the rules look for does not stand in
// most messages: a Pattern is a regular expression that is not asked at all where none
// of the words is found without which it cannot match, and Chars is a set of characters.
//
// The words are read off the expression itself (needs.go), so nobody has to keep them
// right by hand; a test asks both ways on every line of the corpora.
package pattern
