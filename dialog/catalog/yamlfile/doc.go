// Package yamlfile reads a YAML file that a clerk wrote into plain structs, and tells
// every mistake of form with its line: an unknown field, a list where a word
// belongs, a field written twice.
//
// It stands between the YAML parser and the files of the catalogue and the town,
// because the parser's own decoder stops at the first mistake and forgets the lines
// that later checks must name. It knows nothing of what the fields mean, and opens
// no file.
package yamlfile
