package casebook

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
)

func TestThreadFoldsFilesIntoTheirLine(t *testing.T) {
	told := func(seq, n int, state FileState, why string, kept ...dialog.Media) Event {
		return Event{Change: dialog.Change{Kind: dialog.ChangeMedia, Value: string(state), Text: why, Media: kept}, File: FileRef{seq, n}}
	}
	photo, small := dialog.Media{Kind: "photo", MIME: "image/png", Size: 9}, dialog.Media{Kind: "photo", MIME: "image/jpeg", Size: 3}
	wanted := File{State: FileWanted}
	for _, row := range []struct {
		name string
		told []Event
		want []File
	}{
		{"nothing told", nil, []File{wanted, wanted}},
		{"one is kept", []Event{told(2, 1, FileKept, "", photo, small)}, []File{wanted, {State: FileKept, Kept: photo, Small: true}}},
		{"it waits, then is kept", []Event{told(2, 0, FileWaits, "refused"), told(2, 0, FileKept, "", photo)}, []File{{State: FileKept, Kept: photo}, wanted}},
		{"given up", []Event{told(2, 0, FileWaits, "refused"), told(2, 0, FileLost, "gone")}, []File{{State: FileLost, Why: "gone"}, wanted}},
		{"asked for again", []Event{told(2, 0, FileLost, "gone"), told(2, 0, FileWanted, "")}, []File{wanted, wanted}},
		{"what is kept stays kept", []Event{told(2, 0, FileKept, "", photo), told(2, 0, FileLost, "gone"), told(2, 0, FileWanted, "")}, []File{{State: FileKept, Kept: photo}, wanted}},
		{"of a file there is none of", []Event{told(2, 2, FileKept, ""), told(2, -1, FileKept, ""), told(1, 0, FileKept, ""), told(77, 0, FileKept, "")}, []File{wanted, wanted}},
	} {
		events := append([]Event{
			{Change: dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot, Media: []dialog.Media{photo}}, Seq: 1},
			{Change: dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Media: []dialog.Media{photo, photo}}, Seq: 2},
		}, row.told...)
		lines := Thread(events)
		if len(lines) != 2 || lines[0].Files != nil {
			t.Fatalf("%s: %+v", row.name, lines)
		}
		if diff := cmp.Diff(row.want, lines[1].Files); diff != "" {
			t.Errorf("%s:\n%s", row.name, diff)
		}
	}
}

// A message that was changed brings its photo once more, and perhaps another one.
func TestChangedMessagesBringNewFilesOnly(t *testing.T) {
	photo := func(ref string) dialog.Media { return dialog.Media{Kind: "photo", Ref: ref} }
	said := func(kind dialog.ChangeKind, seq int, media ...dialog.Media) Event {
		return Event{Change: dialog.Change{Kind: kind, By: dialog.ByResident, Media: media}, Seq: seq}
	}
	events := []Event{said(dialog.ChangeSaid, 1, photo("a")), said(dialog.ChangeEdited, 2, photo("a"), photo("b")), said(dialog.ChangeEdited, 3, photo("b")), said(dialog.ChangeSaid, 4, photo("a"))}
	for ref, want := range map[FileRef]bool{{1, 0}: true, {2, 0}: false, {2, 1}: true, {3, 0}: false, {4, 0}: true} {
		if _, _, ok := FileOf(events, ref); ok != want {
			t.Errorf("%v is fetched: %v, want %v", ref, ok, want)
		}
	}
}
