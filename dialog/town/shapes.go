package town

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"
)

// shapesMax bounds the file of outlines: a county's grids are some megabytes.
const shapesMax = 32 << 20

// collection is what is read of a GeoJSON file. orb's own reader brings a database
// driver along; its types read the coordinates by themselves.
type collection struct {
	Type     string `json:"type"`
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
	var all collection
	if err := json.Unmarshal(geojson, &all); err != nil {
		r.Add(lineAt(geojson, err), "", "this is not GeoJSON: %v", err)
		return r.Err()
	}
	if all.Type != "FeatureCollection" {
		r.Add(1, "", "type must be FeatureCollection, not %q", all.Type)
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
		var polygon orb.Polygon
		var several orb.MultiPolygon
		var err error
		switch f.Geometry.Type {
		case "Polygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &polygon)
			several = orb.MultiPolygon{polygon}
		case "MultiPolygon":
			err = json.Unmarshal(f.Geometry.Coordinates, &several)
		default:
			r.Add(1, owner, "the outline is a %s; it must be a Polygon or a MultiPolygon", f.Geometry.Type)
			continue
		}
		if err != nil {
			r.Add(1, owner, "the coordinates cannot be read: %v", err)
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

// outline looks whether an outline can be one.
func (r *reader) outline(owner string, shape orb.MultiPolygon) bool {
	good := len(shape) > 0
	for _, polygon := range shape {
		good = good && len(polygon) > 0
		for _, ring := range polygon {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				r.Add(1, owner, "a ring needs at least four points and ends where it begins")
				return false
			}
			for _, p := range ring {
				if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
					r.Add(1, owner, "the point %g,%g lies outside the world; GeoJSON writes longitude first", p[0], p[1])
					return false
				}
			}
		}
	}
	if !good {
		r.Add(1, owner, "the outline is empty")
	}
	return good
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
