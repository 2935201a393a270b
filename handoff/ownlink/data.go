package ownlink

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/wording"
)

// dataPage is the page with all that is kept.
type dataPage struct {
	page
	Parts []part
}

// part is what is kept of one case, or of the talk, as lines to be read.
type part struct {
	Title string
	Lines []line
}

type line struct {
	What, Text string
	Files      []handoff.OwnFile
}

func (d *door) showData(w http.ResponseWriter, r *http.Request, l *dialog.Link) {
	data, err := d.data(r.Context(), l)
	if err != nil {
		d.trouble(w, r, err)
		return
	}
	p := d.newPage(r, l)
	d.render(w, http.StatusOK, "data.html", dataPage{page: p, Parts: p.parts(data)})
}

func (d *door) saveJSON(w http.ResponseWriter, r *http.Request, l *dialog.Link) {
	data, err := d.data(r.Context(), l)
	if err != nil {
		d.trouble(w, r, err)
		return
	}
	token := r.PathValue("token")
	for i := range data.Cases {
		for j := range data.Cases[i].Talk {
			for n, f := range data.Cases[i].Talk[j].Files {
				if f.Kept {
					data.Cases[i].Talk[j].Files[n].URL = fileAt(token, data.Cases[i].Number, f.Ref)
				}
			}
		}
	}
	attach(w, "application/json; charset=utf-8", "my-data.json")
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.Encode(data) //nolint:errcheck // the browser has gone
}

func (d *door) saveText(w http.ResponseWriter, r *http.Request, l *dialog.Link) {
	data, err := d.data(r.Context(), l)
	if err != nil {
		d.trouble(w, r, err)
		return
	}
	attach(w, "text/plain; charset=utf-8", "my-data.txt")
	p := d.newPage(r, l)
	var out bytes.Buffer
	fmt.Fprintln(&out, p.T("data_title", "town", p.Town))
	for _, part := range p.parts(data) {
		fmt.Fprintf(&out, "\n%s\n", part.Title)
		for _, l := range part.Lines {
			names := make([]string, 0, len(l.Files))
			for _, f := range l.Files {
				names = append(names, "["+p.Kind(f.Kind)+"]")
			}
			fmt.Fprintf(&out, "  %s: %s%s\n", l.What, strings.ReplaceAll(l.Text, "\n", "\n    "), strings.Join(names, ""))
		}
	}
	w.Write(wording.Still(out.Bytes())) //nolint:errcheck // the browser has gone
}

func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
}

func fileAt(token string, id dialog.CaseID, ref casebook.FileRef) string {
	return fmt.Sprintf("/link/%s/file/%s/%d/%d", token, id, ref.Seq, ref.N)
}

// Kind names the kind of a file.
func (p page) Kind(kind string) string {
	if _, ok := p.door.words[p.Lang]["file_"+kind]; ok {
		return p.T("file_" + kind)
	}
	return p.T("file_file")
}

// saveFile serves a file that was said in a case of whoever asked.
func (d *door) saveFile(w http.ResponseWriter, r *http.Request, l *dialog.Link) {
	seq, err := strconv.Atoi(r.PathValue("seq"))
	n, err2 := strconv.Atoi(r.PathValue("n"))
	id, ref := dialog.CaseID(r.PathValue("case")), casebook.FileRef{Seq: seq, N: n}
	events, err3 := d.Book.Case(r.Context(), id)
	brought, file, there := casebook.FileOf(events, ref)
	said := brought.Kind == dialog.ChangeSaid || brought.Kind == dialog.ChangeEdited
	if errors.Join(err, err2, err3) != nil || casebook.Fold(events).Address != l.For || !there || !said || file.State != casebook.FileKept {
		d.says(w, r, http.StatusNotFound, "no_file")
		return
	}
	if err := d.Media(w, r, id, ref, brought.Media[n], false); errors.Is(err, fs.ErrNotExist) {
		d.says(w, r, http.StatusNotFound, "no_file")
	} else if err != nil {
		d.trouble(w, r, err)
	}
}

// parts puts what is kept into lines.
func (p page) parts(data handoff.OwnData) []part {
	about := part{Title: p.T("about_you")}
	add := func(key, text string) {
		if text != "" {
			about.Lines = append(about.Lines, line{What: p.T(key), Text: text})
		}
	}
	add("channel", data.Address.Channel())
	add("address", data.Address.Local())
	add("slot_name", data.Name)
	add("slot_phone", data.Phone)
	add("language", data.Lang)
	add("station", data.Station)
	if data.Stopped {
		add("stopped", p.T("yes"))
	}
	parts := []part{about}
	for _, c := range data.Cases {
		parts = append(parts, p.caseOf(c))
	}
	return parts
}

// fact puts what was collected into words: what it is, or what was asked for it, and what was chosen.
func (p page) fact(category catalog.Category, key, value string) (what, text string) {
	slot, asked := category.Slot(key)
	what, text = key, value
	if _, ok := p.door.words[p.Lang]["slot_"+key]; ok {
		what = p.T("slot_" + key)
	} else if q := slot.Ask(p.Lang); q != "" {
		what = q
	}
	switch grid, known := p.door.Town.Grid(value); {
	case asked && (slot.Type == catalog.TypeChoice || slot.Type == catalog.TypeMulti):
		chosen := strings.Split(value, ",")
		for i, one := range chosen {
			if o, ok := slot.Option(one); ok {
				chosen[i] = o.Label(p.Lang)
			}
		}
		text = strings.Join(chosen, " · ")
	case known:
		text = grid.Name(p.Lang)
	}
	return what, text
}

func (p page) caseOf(c handoff.OwnCase) part {
	one := part{Title: p.T("case", "number", string(c.Number))}
	add := func(what, text string) {
		if text != "" {
			one.Lines = append(one.Lines, line{What: what, Text: text})
		}
	}
	at := func(key string, text string) { add(p.T(key), text) }
	at("status", p.T("status_"+string(c.Status)))
	if c.Dropped {
		at("dropped", p.T("yes"))
	}
	category, ok := p.door.Catalog.Category(c.Category)
	if ok {
		at("category", category.Name(p.Lang))
	}
	for _, key := range slices.Sorted(maps.Keys(c.Facts)) {
		add(p.fact(category, key, c.Facts[key]))
	}
	for _, f := range c.Flags {
		at("flag", p.T("flag_"+string(f)))
	}
	if c.Outcome != "" {
		at("outcome", p.T("outcome_"+string(c.Outcome)))
	}
	if c.Score > 0 {
		at("score", strconv.Itoa(c.Score))
	}
	zone := p.door.Town.Zone
	for _, l := range c.Talk {
		said := line{What: l.At.In(zone).Format("2006-01-02 15:04") + " " + p.T("by_"+string(l.By)), Text: l.Text}
		if l.Text == "" {
			said.Text = l.Choice
		}
		if l.Changed {
			said.What += " (" + p.T("changed") + ")"
		}
		if l.Unsaid {
			said.What += " (" + p.T("taken_back") + ")"
		}
		if l.Pin != nil {
			said.Text = strings.TrimSpace(fmt.Sprintf("%s %s %.5f, %.5f", said.Text, p.T("pin"), l.Pin.Lat, l.Pin.Lon))
		}
		for _, f := range l.Files {
			if f.Kept {
				f.URL = fileAt(p.Token, c.Number, f.Ref)
			}
			said.Files = append(said.Files, f)
		}
		one.Lines = append(one.Lines, said)
	}
	for _, at := range c.Papers {
		add(at.In(zone).Format("2006-01-02 15:04"), p.T("paper_given"))
	}
	for _, n := range c.Notices {
		add(n.At.In(zone).Format("2006-01-02 15:04"), p.T("noticed", "version", n.Version))
	}
	for _, a := range c.Consents {
		key := "consent_refused"
		switch {
		case a.Given && a.Version == "": // no words of ours asked
			key = "consent_given_agent"
		case a.Given:
			key = "consent_given"
		}
		add(a.At.In(zone).Format("2006-01-02 15:04"), p.T(key, "version", a.Version))
	}
	for _, l := range c.Looks {
		who := p.T("role_gone")
		if l.Role != "" {
			who = p.T("role_" + string(l.Role))
		}
		add(l.At.In(zone).Format("2006-01-02 15:04"), p.T("looked_"+l.What, "who", who))
	}
	return one
}
