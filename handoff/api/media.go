package api

import (
	"fmt"
	"io/fs"
	"net/http"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// mediaForm says what came beside words.
type mediaForm struct {
	Kind string `json:"kind"`
	Name string `json:"name,omitempty"`
	MIME string `json:"mime,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes
	// State is where it stands: wanted, waits, kept, lost; Why is why it is not kept, or not as
	// it was sent.
	State string `json:"state,omitempty"`
	Why   string `json:"why,omitempty"`
	// Href is where the file is served once it is kept, Small where a small picture of it is.
	Href  string `json:"href,omitempty"`
	Small string `json:"small,omitempty"`
}

// told are files as they came, before anything was kept of them.
func told(media []dialog.Media) []mediaForm {
	var all []mediaForm
	for _, m := range media {
		all = append(all, mediaForm{Kind: m.Kind, Name: m.Name, MIME: m.MIME, Size: m.Size})
	}
	return all
}

// mediaForms are what came with a line: as its bytes tell once it is kept, as its
// channel said before. Bytes tell no sticker from a photo; that the channel knows.
func mediaForms(id dialog.CaseID, l casebook.Line) []mediaForm {
	all := told(l.Media)
	for i, m := range l.Media {
		f := &all[i]
		if i < len(l.Files) {
			file := l.Files[i]
			f.State, f.Why = string(file.State), file.Why
			if file.State == casebook.FileKept {
				f.MIME, f.Size = file.Kept.MIME, file.Kept.Size
				if m.Kind != "sticker" {
					f.Kind = file.Kept.Kind
				}
				f.Href = fmt.Sprintf("/api/v1/cases/%s/media/%d/%d", id, l.Seq, i)
				if file.Small {
					f.Small = f.Href + "/small"
				}
			}
		}
	}
	return all
}

// showFile hands out a file of a case, or the small picture of it, to those who may see
// the case.
func (s *server) showFile(small bool) func(*http.Request, handoff.Agent) (any, error) {
	return func(r *http.Request, agent handoff.Agent) (any, error) {
		if q := readQuery(r); q.err != nil {
			return nil, q.err
		}
		events, err := s.seen(r, agent)
		if err != nil {
			return nil, err
		}
		seq, err := strconv.Atoi(r.PathValue("seq"))
		n, err2 := strconv.Atoi(r.PathValue("n"))
		ref := casebook.FileRef{Seq: seq, N: n}
		brought, file, ok := casebook.FileOf(events, ref)
		if err != nil || err2 != nil || !ok || file.State != casebook.FileKept {
			return nil, fs.ErrNotExist
		}
		return written(func(w http.ResponseWriter) error {
			w.Header().Set("Cache-Control", "private, max-age=3600")
			return s.Media(w, r, brought.Case, ref, brought.Media[n], small)
		}), nil
	}
}
