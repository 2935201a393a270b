package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"frontdoor/bot/media"
	"frontdoor/bot/webchat"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/open311"
)

// open311Settings are how other programs are served.
type open311Settings struct {
	Open311      string  `name:"open311" env:"FRONTDOOR_OPEN311" enum:"on,off" default:"on" placeholder:"on|off" help:"Open311 GeoReport v2 at /open311/v2: anybody may read how public matters stand, programs with a key file requests; ${default} when not set."`
	Jurisdiction string  `name:"open311-jurisdiction" env:"FRONTDOOR_OPEN311_JURISDICTION" placeholder:"ID" help:"The jurisdiction_id of this town, e.g. town.example; any is taken when not set."`
	Raster       float64 `name:"open311-raster" env:"FRONTDOOR_OPEN311_RASTER" default:"100" placeholder:"METRES" help:"How coarse the points are that everybody may see, in metres; ${default} when not set."`
}

// openTo mounts the interface for other programs.
func (s *serveSettings) openTo(mux *http.ServeMux, b book, board *handoff.Board, clerk *casebook.Clerk, files *media.Store, sc *script.Script, log *slog.Logger) {
	if s.Open311 == "off" {
		return
	}
	mux.Handle(open311.Path, open311.New(open311.Options{Book: b, Shelf: b, Board: board, Clerk: clerk, Keys: handoff.NewKeys(b, nil),
		Catalog: sc.Catalog, Town: sc.Town, PublicURL: s.PublicURL, Jurisdiction: s.Jurisdiction, Raster: s.Raster,
		HostOf: webchat.HostOf(s.proxies()), Arrive: arrive(files, open311.ErrFileForm), Now: clockOf(b), Log: log}))
}

// open311Trouble is what is wrong with these settings.
func (s *serveSettings) open311Trouble() []string {
	if !(s.Raster >= 0 && s.Raster <= 10_000) { // not the other way round: NaN is neither
		return []string{fmt.Sprintf("FRONTDOOR_OPEN311_RASTER is %v: write metres from 0 to 10000.", s.Raster)}
	}
	return nil
}

// checkOpen311 says who may file requests.
func (c *checkCommand) checkOpen311(ctx context.Context, b book) []finding {
	if c.Open311 == "off" {
		return []finding{fine("Open311 is off: FRONTDOOR_OPEN311 says so.")}
	}
	keys, err := handoff.NewKeys(b, nil).List(ctx)
	if err != nil {
		return []finding{bad("The keys of other programs cannot be read: %v", err)}
	}
	return []finding{fine("Open311 is on at %s; %d keys may file requests (frontdoor token list).", open311.Path, len(keys))}
}
