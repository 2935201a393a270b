package town

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
)

// shapesMax bounds the file of outlines: a county's grids are some megabytes.
const shapesMax = 32 << 20

// worldForm are the systems of coordinates in which a pin may be looked up: WGS 84 by its
// names, and CGCS2000 (EPSG:4490), the Chinese one, which differs by less than a metre.
var worldForm = regexp.MustCompile(`(?i)(CRS84|EPSG:.*4326|EPSG:.*4490)$`)

// collection is what is read of a GeoJSON file. orb's own reader brings a database
// driver along.
type collection struct {
	Type string `json:"type"`
	// CRS is the system of coordinates, as files before RFC 7946 name it.
	CRS *struct {
		Properties struct {
			Name string `json:"name"`
		} `json:"properties"`
	} `json:"crs"`
	Features []struct {
		Properties map[string]any `json:"properties"`
		Geometry   *struct {
			Type        string          `json:"type"`
			Coordinates json.RawMessage `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// Draw gives the grids their outlines: a GeoJSON FeatureCollection in WGS 84, each
// Feature with the property grid. Name is the file's name for mistakes, all of which
// are told at once.
func (t *Town) Draw(name string, geojson []byte) error {
	r := &reader{}
	r.File = name
	if len(geojson) > shapesMax {
		r.Add(1, "", "the file is longer than 32 MB")
		return r.Err()
	}
	geojson = bytes.TrimPrefix(geojson, []byte("\xef\xbb\xbf")) // some editors begin a file so
	var all collection
	if err := json.Unmarshal(geojson, &all); err != nil {
		r.Add(lineAt(geojson, err), "", "this is not GeoJSON: %v", err)
		return r.Err()
	}
	if all.Type != "FeatureCollection" {
		r.Add(1, "", "type must be FeatureCollection, not %q", all.Type)
		return r.Err()
	}
	if all.CRS != nil && !worldForm.MatchString(all.CRS.Properties.Name) {
		r.Add(1, "", "the coordinates are in %q; pins come in WGS 84, so the outlines must be saved in it (EPSG:4326)", all.CRS.Properties.Name)
		return r.Err()
	}
	drawn := map[string]bool{}
	for i, f := range all.Features {
		owner := fmt.Sprintf("feature %d", i+1)
		id, _ := f.Properties["grid"].(string)
		at := -1
		for k := range t.Grids {
			if t.Grids[k].ID == id {
				at = k
			}
		}
		switch {
		case id == "":
			r.Add(1, owner, "properties.grid is missing: the id of a grid")
			continue
		case at < 0:
			r.Add(1, owner, "the town has no grid %q", id)
			continue
		case f.Geometry == nil:
			r.Add(1, owner, "grid %q has no geometry", id)
			continue
		}
		owner = fmt.Sprintf("feature %d, grid %q", i+1, id)
		several, err := outlineOf(f.Geometry.Type, f.Geometry.Coordinates)
		if err != nil {
			r.Add(1, owner, "%v", err)
			continue
		}
		if r.outline(owner, several) {
			drawn[id] = true
			t.Grids[at].shape = append(t.Grids[at].shape, several...)
			t.Grids[at].bound = t.Grids[at].shape.Bound()
		}
	}
	for _, g := range t.Grids {
		if !drawn[g.ID] && len(g.Places) == 0 {
			r.Add(1, "", "grid %q has neither an outline here nor places in the town's file: nothing can be found in it", g.ID)
		}
	}
	return r.Err()
}

// lineAt is the line at which reading JSON broke off.
func lineAt(text []byte, err error) int {
	offset := int64(0)
	switch e := err.(type) { //nolint:errorlint // Unmarshal gives these themselves
	case *json.SyntaxError:
		offset = e.Offset
	case *json.UnmarshalTypeError:
		offset = e.Offset
	}
	line := 1
	for _, b := range text[:min(int(offset), len(text))] {
		if b == '\n' {
			line++
		}
	}
	return line
}
