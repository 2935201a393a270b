package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A file is told of as its channel did until it is kept, then as its bytes tell.
func TestMediaForms(t *testing.T) {
	said := casebook.Event{Seq: 1, Change: dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Media: []dialog.Media{
		{Kind: "photo", Ref: "secret", Name: "a.jpg", MIME: "image/jpeg", Size: 5}, {Kind: "voice", Ref: "secret"}, {Kind: "file", Ref: "secret"}}}}
	kept := casebook.Event{Seq: 2, File: casebook.FileRef{Seq: 1}, Change: dialog.Change{Kind: dialog.ChangeMedia, Value: "kept",
		Media: []dialog.Media{{Kind: "file", MIME: "application/octet-stream", Size: 7}}}}
	lost := casebook.Event{Seq: 3, File: casebook.FileRef{Seq: 1, N: 1}, Change: dialog.Change{Kind: dialog.ChangeMedia, Value: "lost", Text: "gone"}}
	want := []mediaForm{{Kind: "file", Name: "a.jpg", MIME: "application/octet-stream", Size: 7, State: "kept"},
		{Kind: "voice", State: "lost", Why: "gone"}, {Kind: "file", State: "wanted"}}
	if diff := cmp.Diff(want, mediaForms(casebook.Thread([]casebook.Event{said, kept, lost})[0])); diff != "" {
		t.Error(diff)
	}
}
