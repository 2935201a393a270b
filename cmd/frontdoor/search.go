package main

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"

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
// residents are heard all the same, and agents are told.
func (s *serveSettings) openSearch(ctx context.Context, b book, prefix string, log *slog.Logger) *search.Index {
	o := search.Options{Book: b, BookID: b.ID(), Path: s.searchFile(), Prefix: prefix, Log: log}
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
