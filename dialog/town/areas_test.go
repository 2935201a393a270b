package town

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// areas follow the built-in town in these tests.
const areas = `
shapes: g.geojson
townships: [{id: north, zh: 北镇, en: North}]
stations:
  - {id: QX01, zh: 七星站, en: Qixing station, township: north}
  - {id: BS01, zh: 白沙站, en: Baisha station}
grids:
  - {id: qx1, zh: 七星一网格, en: Qixing 1, station: QX01, places: [qixing, market]}
  - {id: qx2, zh: 七星二网格, en: Qixing 2, station: QX01, places: [qixing, jiefang-road]}
  - {id: bs1, zh: 白沙网格, en: Baisha grid, station: BS01, places: [baisha]}
  - {id: hill, zh: 山上, en: On the hill, station: BS01}
  - {id: hill1, zh: 山上一网格, en: On the hill 1, station: BS01, places: [shanxia]}
  - {id: zh1, zh: 後張網格, en: Houzhang grid, station: BS01, places: [houzhang]}
`

const shapes = `{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"grid": "qx1"}, "geometry": {"type": "Polygon", "coordinates": [[[119.4, 29.0], [119.5, 29.0], [119.5, 29.1], [119.4, 29.1], [119.4, 29.0]]]}},
  {"type": "Feature", "properties": {"grid": "hill"}, "geometry": {"type": "MultiPolygon", "coordinates": [
    [[[119.45, 29.0], [119.6, 29.0], [119.6, 29.1], [119.45, 29.1], [119.45, 29.0]], [[119.55, 29.04], [119.56, 29.04], [119.56, 29.05], [119.55, 29.05], [119.55, 29.04]]]]}}
]}`

func townWithAreas(t testing.TB) *Town {
	t.Helper()
	town, err := Parse("town.yaml", []byte(Standard()+areas))
	if err != nil {
		t.Fatal(err)
	}
	if err := town.Draw("g.geojson", []byte(shapes)); err != nil {
		t.Fatal(err)
	}
	return town
}

func TestLocate(t *testing.T) {
	town := townWithAreas(t)
	for where, want := range map[string]string{
		"29.050000,119.410000":          "qx1",
		"29.050000,119.470000":          "qx1,hill", // two outlines overlap: a person says which
		"29.045000,119.555000":          "",         // the hole of the hill
		"29.020000,119.580000":          "hill",
		"29.020000,119.580000 靠近七星村":    "hill", // a pin outweighs words
		"30.020000,119.580000 靠近白沙村":    "bs1",  // one that lies nowhere does not
		"-29.020000,-119.580000":        "",
		"qixing":                        "qx1,qx2",
		"七星村口":                          "qx1,qx2",
		"七星村解放路12号":                     "qx2", // the grid that serves both
		"七星二网格3号":                       "qx2",
		"near qixing 2, third house":    "qx2",
		"qixing 21":                     "qx1,qx2", // no grid of that name: those of the village
		"山上一网格":                         "hill1",   // the longer name
		"罗埠菜市场":                         "qx1",
		"罗埠镇白沙村":                        "bs1",
		"BAISHA VILLAGE, at the pond":   "bs1",
		"羅埠鎮後張村":                        "zh1",
		"七星二網格":                         "qx2",
		"七星路":                           "", // another place
		"兴学社区":                          "", // a place in no grid
		"罗埠镇":                           "",
		"":                              "",
		"\xff\x00":                      "",
		"999999.000000,119.4":           "",
		"29.050000,119.410000\n" + "七星": "qx1",
	} {
		var ids []string
		for _, g := range town.Locate(where) {
			ids = append(ids, g.ID)
		}
		if got := strings.Join(ids, ","); got != want {
			t.Errorf("%q lies in %q, want %q", where, got, want)
		}
	}
	if got := town.Above("qx2"); !slices.Equal(got, []string{"qx2", "QX01", "north"}) {
		t.Errorf("qx2 lies in %v", got)
	}
	if got := town.Above("bs1"); !slices.Equal(got, []string{"bs1", "BS01"}) {
		t.Errorf("bs1 lies in %v", got)
	}
	if town.AreaName("QX01", "zh") != "七星站" || town.AreaName("north", "en") != "North" || town.AreaName("?", "zh") != "?" || town.Area("?") || !town.Area("hill") {
		t.Error("areas have the wrong names")
	}
	if plain := standardTown(t); plain.Locate("qixing") != nil || len(plain.Grids) > 0 {
		t.Error("a town without areas has grids")
	}
}

func TestAreaMistakes(t *testing.T) {
	before := strings.Count(Standard(), "\n") // lines; those below are counted in areas
	for _, c := range []struct{ from, to, want string }{
		{"id: qx2", "id: qx1", "bad.yaml:9: grid \"qx1\": the id is that of grid \"qx1\" already"},
		{"id: BS01", "id: qx1", "bad.yaml:8: grid \"qx1\": the id is that of station \"qx1\" already"},
		{"township: north", "township: south", "bad.yaml:5: station \"QX01\": township \"south\" is none of the townships"},
		{"station: BS01, places", "station: XX01, places", "bad.yaml:10: grid \"bs1\": station \"XX01\" is none of the stations; a grid belongs to one"},
		{"places: [baisha]", "places: [atlantis]", "bad.yaml:10: grid \"bs1\": place \"atlantis\" is none of the places"},
		{"places: [baisha]", "places: [baisha, baisha]", "bad.yaml:10: grid \"bs1\": place \"baisha\" is given twice"},
		{"shapes: g.geojson", "shapes: ../../secret.geojson", "bad.yaml:2: shapes \"../../secret.geojson\" is not the name of a file beside this one"},
		{"shapes: g.geojson\n", "", "bad.yaml:10: grid \"hill\": places is missing, and no file of shapes is named"},
		{"id: QX01", "id: 七星", "bad.yaml:5: a station: id \"七星\" is not the code on its posters"},
		{"{id: north, zh: 北镇, en: North}", "{id: north, zh: 北镇}", "bad.yaml:3: township \"north\": en is missing"},
	} {
		text := strings.Replace(areas, c.from, c.to, 1)
		_, err := Parse("bad.yaml", []byte(Standard()+text))
		place, reason, _ := strings.Cut(c.want, " ")
		in, err2 := strconv.Atoi(strings.Trim(strings.TrimPrefix(place, "bad.yaml:"), ":"))
		if err2 != nil {
			t.Fatal(err2)
		}
		want := fmt.Sprintf("bad.yaml:%d: %s", before+in, reason)
		if err == nil || !slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(l string) bool { return strings.HasPrefix(l, want) }) {
			t.Errorf("%q -> %q:\n got %v\nwant %s", c.from, c.to, err, want)
		}
	}
}

func TestShapeMistakes(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`"grid": "hill"`, `"grid": "moon"`, `feature 2: the town has no grid "moon"`},
		{`"grid": "hill"`, `"name": "hill"`, `feature 2: properties.grid is missing`},
		{`"grid": "hill"`, `"grid": "qx2"`, `grid "hill" has neither an outline here nor places`},
		{`[119.4, 29.0], [119.5, 29.0]`, `[29.0, 119.4], [119.5, 29.0]`, `feature 1, grid "qx1": a ring needs at least four points and ends where it begins`},
		{`[119.5, 29.1]`, `[29.1, 119.5]`, `the point 29.1,119.5 lies outside the world; GeoJSON writes longitude first`},
		{`"Polygon"`, `"Point"`, `feature 1, grid "qx1": the outline is a Point; it must be a Polygon or a MultiPolygon`},
		{`"Polygon"`, `"MultiPolygon"`, `feature 1, grid "qx1": the coordinates cannot be read`},
		{`"FeatureCollection"`, `"Feature"`, `type must be FeatureCollection, not "Feature"`},
		{`]}`, `]`, `g.geojson:3: this is not GeoJSON`},
		{`[119.5, 29.0], [119.5, 29.1]`, `[119.5, 29.1], [119.5, 29.0]`, `feature 1, grid "qx1": a ring crosses itself near 119.4,29`},
		{`[119.5, 29.1], [119.4, 29.1]`, `[119.6, 29.0], [119.7, 29.0]`, `feature 1, grid "qx1": a ring encloses nothing`},
		{`[119.5, 29.0], [119.5, 29.1], [119.4, 29.1]`, `[119.5, 29.1], [119.6, 29.2]`, `feature 1, grid "qx1": a ring encloses nothing`}, // aslant
		{`[119.56, 29.05]`, `[119.56, 29.5]`, `a hole lies outside of what it is a hole in`},
		{`[119.5, 29.1]`, `[119.5]`, `feature 1, grid "qx1": the coordinates cannot be read: a point is longitude and latitude`},
		{`[119.5, 29.1]`, `[null, 29.1]`, `feature 1, grid "qx1": the coordinates cannot be read: a point is longitude and latitude`},
		{`[119.5, 29.1]`, `null`, `feature 1, grid "qx1": the coordinates cannot be read: a point is longitude and latitude`},
		{`"features"`, `"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features"`, `the coordinates are in "urn:ogc:def:crs:EPSG::3857"`},
	} {
		town, err := Parse("town.yaml", []byte(Standard()+areas))
		if err != nil {
			t.Fatal(err)
		}
		if err := town.Draw("g.geojson", []byte(strings.Replace(shapes, c.from, c.to, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s -> %s: %v, want %s", c.from, c.to, err, c.want)
		}
	}
}

func TestKnownYears(t *testing.T) {
	town := standardTown(t)
	if got := town.KnownYears(); !slices.Equal(got, []string{"2025", "2026", "2027"}) {
		t.Errorf("holidays are known for %v", got)
	}
	for day, want := range map[string]bool{
		"2025-01-26": true, "2025-01-27": true, "2025-01-28": false, "2025-02-04": false, "2025-02-08": true,
		"2025-10-08": false, "2025-10-11": true, "2025-12-25": true,
		"2031-05-01": true, "2031-05-03": false, // nobody knows yet: a Thursday and a Saturday
	} {
		if got := town.Workday(at(t, town, day+" 10:00")); got != want {
			t.Errorf("%s is a working day: %v", day, got)
		}
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("29.050000,119.410000")
	f.Add("七星村解放路")
	town := townWithAreas(f)
	f.Fuzz(func(t *testing.T, where string) { town.Locate(where) })
}

func BenchmarkLocate(b *testing.B) {
	town := townWithAreas(b)
	for b.Loop() {
		town.Locate("29.050000,119.410000")
	}
}
