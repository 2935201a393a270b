package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSampleAreas: the sample town with stations and grids is a good file, its outlines
// lie beside it, and a mistake in them is told.
func TestSampleAreas(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(folder, "town.yaml")
	write("town.yaml", command(t, "", "", "places", "print", "-areas").out)
	if got := command(t, "", "", "places", "check", file); got.code != 1 || !strings.Contains(got.err, "grids.geojson") {
		t.Errorf("outlines that are not there: %+v", got)
	}
	write("grids.geojson", command(t, "", "", "places", "print", "-shapes").out)
	got := command(t, "", "", "places", "check", file)
	if want := "Areas: 1 townships, 3 stations, 8 grids, 8 of them with an outline.\nHolidays are known for 2025, 2026, 2027; in every other year only weekends are free.\n"; got.code != 0 || !strings.HasSuffix(got.out, want) {
		t.Errorf("the sample: %+v", got)
	}
	place, err := readTown(file)
	if err != nil {
		t.Fatal(err)
	}
	if found := place.Locate("29.084000,119.478000"); len(found) != 1 || found[0].ID != "qixing-2" {
		t.Errorf("a pin in 七星村: %+v", found)
	}
	write("grids.geojson", strings.Replace(sampleShapes, "hubin-1", "hubin-9", 1))
	if got := command(t, "", "", "places", "check", file); got.code != 1 || !strings.Contains(got.out, `the town has no grid "hubin-9"`) {
		t.Errorf("an outline of no grid: %+v", got)
	}
}
