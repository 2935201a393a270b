package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"frontdoor/cmd/frontdoor/textfile"
	"frontdoor/dialog/town"
	"frontdoor/handoff/watch"
)

// sampleAreas follow the built-in town's file, and sampleShapes are the outlines they
// name: a town with stations and grids, to try out and to begin one's own with.
//
//go:embed sample/areas.yaml
var sampleAreas string

//go:embed sample/grids.geojson
var sampleShapes string

type placesPrintCommand struct {
	Areas  bool `help:"With sample stations and grids."`
	Shapes bool `help:"The outlines of the sample grids instead (GeoJSON)."`
}

func (c *placesPrintCommand) Run(p *program) error {
	switch {
	case c.Shapes:
		return printed(p.stdout, sampleShapes)
	case c.Areas:
		return printed(p.stdout, town.Standard()+sampleAreas)
	}
	return printed(p.stdout, town.Standard())
}

// readTown reads a town's file and the outlines beside it; the built-in one where no
// file is named.
func readTown(file string) (*town.Town, error) {
	place, err := readOr(file, "the town's file", town.Parse, town.Default)
	if err != nil || place.Shapes == "" {
		return place, err
	}
	shapes := filepath.Join(filepath.Dir(file), place.Shapes)
	text, err := textfile.Read(shapes)
	if err != nil {
		return nil, fmt.Errorf("reading the outlines of grids, which the town's file names: %w", err)
	}
	if err := place.Draw(shapes, text); err != nil {
		return nil, err
	}
	return place, nil
}

// tellAreas says which areas a town's file has, and for which years its calendar is known.
func tellAreas(out io.Writer, place *town.Town) {
	if len(place.Stations) > 0 {
		drawn := 0
		for _, g := range place.Grids {
			if g.Drawn() {
				drawn++
			}
		}
		fmt.Fprintf(out, "Areas: %d townships, %d stations, %d grids, %d of them with an outline.\n",
			len(place.Townships), len(place.Stations), len(place.Grids), drawn)
	}
	fmt.Fprintf(out, "Holidays are known for %s; in every other year only weekends are free.\n", strings.Join(place.KnownYears(), ", "))
}

// watchDuty carries the town's rules out, in one process of several.
func watchDuty(o watch.Options, b book) duty {
	run := func(ctx context.Context) error { return watch.New(o).Run(ctx) } // a new one knows only what the book says
	if one := alone(b, "watch"); one != nil {
		return duty{"the town's rules", func(ctx context.Context) error { return one(ctx, run) }}
	}
	return duty{"the town's rules", run}
}
