// Package mediatest makes small files as phones send them, each with the place where it
// was taken hidden in it (Secret), for the tests of all that take in files.
package mediatest
