package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// mayOverwrite says whether a file that a command is told to write may be written over:
// a book and its master key never, for a slip of the hand would lose the town.
func mayOverwrite(file string) error {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at what lies at %s: %w", file, err)
	}
	defer f.Close() //nolint:errcheck // only read from
	head := make([]byte, 64)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil // it cannot be read: whoever writes there says so
	}
	for what, begins := range map[string]string{"a book": "SQLite format 3\x00", "the master key of a book": "# The master key of a Frontdoor book"} {
		if bytes.HasPrefix(head[:n], []byte(begins)) {
			return fmt.Errorf("%s is %s and is not written over: name another file", file, what)
		}
	}
	return nil
}
