package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/search"
)

// searchFile is where the search file lies when not set: beside a book that is a file,
// else here.
func (s *serveSettings) searchFile() string {
	if s.Search != "" {
		return s.Search
	}
	if file := s.bookFile(); file != "" {
		return strings.TrimSuffix(file, filepath.Ext(file)) + ".search"
	}
	return "frontdoor.search"
}

// openSearch opens the search file; nil, and a word in the log, where that cannot be:
// residents are heard all the same, and agents are told. feed is the book as it is read.
func (s *serveSettings) openSearch(ctx context.Context, b book, feed casebook.Book, prefix string, log *slog.Logger) *search.Index {
	o := search.Options{Book: feed, BookID: b.ID(), Path: s.searchFile(), Vault: b.Vault(), Prefix: prefix, Log: log}
	if long, ok := b.(casebook.Long); ok {
		o.Length = long.Length
	}
	x, err := search.Open(ctx, o)
	if err != nil {
		log.Error("nothing can be searched: FRONTDOOR_SEARCH may name a file elsewhere", "err", err)
		return nil
	}
	return x
}

// searching is the duty that keeps the search file up with the book.
func searching(x *search.Index) []duty {
	if x == nil {
		return nil
	}
	return []duty{{"search", x.Run}}
}

// keptBoard is where the board is kept: beside the search file, which is this process' own.
// Another program folds anew, for how events add up may have changed with it.
func keptBoard(x *search.Index, b book) handoff.Kept {
	if x == nil {
		return handoff.Kept{}
	}
	sum := sha256.New()
	name, err := os.Executable()
	if err == nil {
		var f *os.File
		if f, err = os.Open(name); err == nil {
			_, err = io.Copy(sum, f)
			err = errors.Join(err, f.Close())
		}
	}
	if err != nil { // then nobody knows which program this is
		return handoff.Kept{}
	}
	return handoff.Kept{Path: x.File() + ".board", Book: b.ID(), Program: hex.EncodeToString(sum.Sum(nil)), Vault: b.Vault()}
}
