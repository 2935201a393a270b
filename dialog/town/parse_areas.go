package town

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	yf "frontdoor/dialog/catalog/yamlfile"
)

type fileTownship struct {
	Line yf.Line
	ID   yf.Word `yaml:"id"`
	Zh   yf.Word `yaml:"zh"`
	En   yf.Word `yaml:"en"`
}

type fileStation struct {
	Line     yf.Line
	ID       yf.Word `yaml:"id"`
	Zh       yf.Word `yaml:"zh"`
	En       yf.Word `yaml:"en"`
	Township yf.Word `yaml:"township"`
}

type fileGrid struct {
	Line    yf.Line
	ID      yf.Word   `yaml:"id"`
	Zh      yf.Word   `yaml:"zh"`
	En      yf.Word   `yaml:"en"`
	Station yf.Word   `yaml:"station"`
	Places  []yf.Word `yaml:"places"`
}

// stationForm is what a deep link of Telegram and a poster can carry.
var stationForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,32}$`)

// areas reads townships, stations and grids. One ID means one area, whatever its
// level: agents name areas by it.
func (r *reader) areas(file fileTown, t *Town) {
	seen := map[string]string{}
	once := func(w yf.Word, owner string) {
		if of, taken := seen[w.Text]; taken {
			r.Add(w.Line, "", "%s: the id is that of %s already", owner, of)
		}
		seen[w.Text] = owner
	}
	for _, f := range file.Townships {
		id := r.form(f.ID, int(f.Line), "a township", "id", idForm, "a name in small letters, digits, - and _")
		owner := fmt.Sprintf("township %q", id)
		once(f.ID, owner)
		t.Townships = append(t.Townships, Township{ID: id, Title: r.both(f.Zh, f.En, int(f.Line), owner, "zh", "en")})
	}
	for _, f := range file.Stations {
		id := r.form(f.ID, int(f.Line), "a station", "id", stationForm, "the code on its posters: up to 32 letters, digits, - and _")
		owner := fmt.Sprintf("station %q", id)
		once(f.ID, owner)
		if _, ok := t.Township(f.Township.Text); f.Township.Given() && !ok {
			r.Add(f.Township.Line, owner, "township %q is none of the townships", f.Township.Text)
		}
		t.Stations = append(t.Stations, Station{ID: id, Township: f.Township.Text,
			Title: r.both(f.Zh, f.En, int(f.Line), owner, "zh", "en")})
	}
	for _, f := range file.Grids {
		id := r.form(f.ID, int(f.Line), "a grid", "id", idForm, "a name in small letters, digits, - and _")
		owner := fmt.Sprintf("grid %q", id)
		once(f.ID, owner)
		if _, ok := t.Station(f.Station.Text); !ok {
			r.Add(max(f.Station.Line, int(f.Line)), owner, "station %q is none of the stations; a grid belongs to one", f.Station.Text)
		}
		r.gridPlaces(f, owner, t)
		t.Grids = append(t.Grids, Grid{ID: id, Station: f.Station.Text, Places: yf.Texts(f.Places),
			Title: r.both(f.Zh, f.En, int(f.Line), owner, "zh", "en")})
	}
	r.shapes(file, t)
}

func (r *reader) gridPlaces(f fileGrid, owner string, t *Town) {
	for i, w := range f.Places {
		if _, ok := t.Place(w.Text); !ok {
			r.Add(w.Line, owner, "place %q is none of the places", w.Text)
		}
		if slices.Contains(yf.Texts(f.Places[:i]), w.Text) {
			r.Add(w.Line, owner, "place %q is given twice", w.Text)
		}
	}
	if len(f.Places) == 0 && t.Shapes == "" {
		r.Add(int(f.Line), owner, "places is missing, and no file of shapes is named: nothing could be found in it")
	}
}

// shapes takes the name of the file with the outlines of grids: beside this one, so
// that a town's files can be moved together.
func (r *reader) shapes(file fileTown, t *Town) {
	if !file.Shapes.Given() {
		return
	}
	if strings.ContainsAny(t.Shapes, `/\`) || t.Shapes == ".." {
		r.Add(file.Shapes.Line, "", "shapes %q is not the name of a file beside this one", t.Shapes)
	}
	if len(t.Grids) == 0 {
		r.Add(file.Shapes.Line, "", "shapes are outlines of grids, and there are none")
	}
}
