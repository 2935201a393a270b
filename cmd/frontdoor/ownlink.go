package main

import (
	"net"
	"net/http"
	"slices"
	"strings"

	"frontdoor/bot/media"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/ownlink"
)

// linkBase is what links for residents begin with: the public address, or else the one
// listened on, which does for a try on one machine; "" where neither is known.
func (s *serveSettings) linkBase() string {
	if s.PublicURL != "" {
		return strings.TrimRight(s.PublicURL, "/")
	}
	host, port, err := net.SplitHostPort(s.Listen)
	if err != nil || host == "" || port == "0" || port == "" {
		return ""
	}
	return "http://" + s.Listen
}

// ownLinks are the pages that residents open by a one-time link.
func (s *server) ownLinks(files *media.Store, cat *catalog.Catalog, place *town.Town) (http.Handler, error) {
	return ownlink.New(ownlink.Options{Book: s.book, Clerk: s.clerk, Board: s.board, Roster: s.roster, Audit: handoff.NewAudit(s.book, nil), Catalog: cat, Town: place,
		Papers: handoff.NewIDPapers(s.desk, s.book), Photo: cleanPhoto, Media: files.ServeKept, Secure: s.set.secure(), Log: s.log, Now: clockOf(s.book)})
}

// paperTypes are the photos that browsers show.
var paperTypes = []string{"jpg", "png", "webp", "gif"}

// cleanPhoto takes hidden data off a photo.
func cleanPhoto(b []byte) ([]byte, string, error) {
	clean, t, err := media.Clean(b, media.Photo)
	if err != nil || !slices.Contains(paperTypes, t.Ext) {
		return nil, "", ownlink.ErrPhoto
	}
	return clean, t.MIME, nil
}

// idPapers are the identity papers that residents gave; nil where they get no links.
func (s *serveSettings) idPapers(desk *handoff.Desk, b book) *handoff.IDPapers {
	if s.linkBase() == "" {
		return nil
	}
	return handoff.NewIDPapers(desk, b)
}
