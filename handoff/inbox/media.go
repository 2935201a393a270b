package inbox

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// mediaView is one file of a line, or why it is not there.
type mediaView struct {
	Href, Name string
	Small      string // the small picture's address, "" where there is none
	Audio      bool   // browsers can play it
	Video      bool
	State      casebook.FileState
	Why        string
	Again      string // names the act of asking for it again; "" where that is of no use
}

// What browsers play; all else is handed out to be saved.
var (
	played  = []string{"audio/ogg", "audio/mpeg", "audio/mp4", "audio/webm", "audio/aac", "audio/wav", "audio/flac"}
	watched = []string{"video/mp4", "video/webm", "video/quicktime", "video/ogg"}
)

// files are the files of a line. A picture is shown by its small one alone: a large one
// may be made to fill the memory of whoever looks at it.
func (in *inbox) files(p page, id dialog.CaseID, l casebook.Line) []mediaView {
	var all []mediaView
	for i, f := range l.Files {
		if f.State == "" {
			continue // shown where it came first
		}
		v := mediaView{Href: fmt.Sprintf("/inbox/cases/%s/media/%d/%d", id, l.Seq, i), Name: l.Media[i].Name, State: f.State,
			Audio: slices.Contains(played, f.Kept.MIME), Video: slices.Contains(watched, f.Kept.MIME), Why: p.lost(f.Why)}
		if v.Name == "" {
			v.Name = p.T("media_" + l.Media[i].Kind)
		}
		if f.Small {
			v.Small = v.Href + "/small"
		}
		if f.State == casebook.FileLost || f.State == casebook.FileWaits {
			v.Again = strconv.Itoa(f.Told)
		}
		all = append(all, v)
	}
	return all
}

// lost is why a file is not there, in words.
func (p page) lost(why string) string {
	if _, ok := p.in.words[p.Lang]["lost_"+why]; ok {
		return p.T("lost_" + why)
	}
	return why
}

// fileRef is the file an address names; false for none.
func fileRef(r *http.Request) (casebook.FileRef, bool) {
	seq, err := strconv.Atoi(r.PathValue("seq"))
	n, err2 := strconv.Atoi(r.PathValue("n"))
	return casebook.FileRef{Seq: seq, N: n}, err == nil && err2 == nil
}

// showMedia serves a photo, a voice note or a file of a case to those who may see it.
func (in *inbox) showMedia(small bool) func(http.ResponseWriter, *http.Request, handoff.Agent) {
	return func(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
		events, c, ok := in.visible(w, r, agent)
		if !ok {
			return
		}
		ref, named := fileRef(r)
		brought, file, ok := casebook.FileOf(events, ref)
		if !named || !ok {
			in.notFound(w, r)
			return
		}
		if file.State != casebook.FileKept {
			p := in.newPage(r, agent)
			http.Error(w, cmp.Or(p.lost(file.Why), p.T("file_"+string(file.State))), http.StatusNotFound)
			return
		}
		m := brought.Media[ref.N]
		w.Header().Set("Cache-Control", "private, max-age=3600")
		err := in.Media(w, r, c.ID, ref, m, small)
		if err == nil {
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		if errors.Is(err, fs.ErrNotExist) {
			in.Log.Error("a file that was kept is not there", "case", c.ID, "seq", ref.Seq, "n", ref.N)
			http.Error(w, in.words.say(language(r), "err_media"), http.StatusNotFound)
			return
		}
		in.Log.Error("a file cannot be read", "case", c.ID, "seq", ref.Seq, "n", ref.N, "err", err)
		http.Error(w, in.words.say(language(r), "err_media"), http.StatusBadGateway)
	}
}

// fetchAgain has a file fetched once more.
func (in *inbox) fetchAgain(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	ref, ok := fileRef(r)
	if !ok {
		in.notFound(w, r)
		return
	}
	key := fmt.Sprintf("%d/%d/%s", ref.Seq, ref.N, r.PostFormValue("key"))
	act := handoff.Act{Agent: agent, Case: in.caseID(r), Key: key}
	in.acted(w, r, agent, act, in.Desk.FetchAgain(r.Context(), act, ref))
}
