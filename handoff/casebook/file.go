package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"frontdoor/dialog"
)

// FileRef names a file of a case: the event that brought it, and its place in the
// event's Media, from 0.
type FileRef struct {
	Seq int `json:"seq"`
	N   int `json:"n"`
}

// FileState is where a file stands. The words are stored for years.
type FileState string

// The closed list of states.
const (
	FileWanted FileState = "wanted" // being fetched; what a file is before any other, or when asked for again
	FileWaits  FileState = "waits"  // fetching failed and is tried again by itself
	FileKept   FileState = "kept"   // stored with the case
	FileLost   FileState = "lost"   // given up
)

// File is what became of one file of a line.
type File struct {
	State FileState
	// Why is why it waits or was given up, or is kept in another form than it was sent in.
	Why string
	// Kept is the file as it is stored: its kind, type and size as its bytes tell.
	Kept dialog.Media
	// Small: a small picture of it is stored, too.
	Small bool
	// Told is the event that says so; 0 before any.
	Told int
}

// Sent reports whether an event brings files of a resident, of an agent (from a chat, or
// with a note), or of an outside party, which are fetched and kept.
func (e Event) Sent() bool {
	said := e.Kind == dialog.ChangeSaid && (e.By == dialog.ByResident || e.By == dialog.ByAgent)
	return (said || e.Kind == dialog.ChangeNoted || e.Kind == dialog.ChangeOutside || e.Kind == dialog.ChangeEdited && e.By == dialog.ByResident) && len(e.Media) > 0
}

// wanted is what the files of an event are at first; nil for what is not fetched. A
// message that was changed brings again what it brought before (lines), which is fetched
// once: such a file has no state.
func wanted(e *Event, lines []Line) []File {
	if !e.Sent() {
		return nil
	}
	files := make([]File, len(e.Media))
	for i, m := range e.Media {
		again := e.Kind == dialog.ChangeEdited && slices.ContainsFunc(lines, func(l Line) bool {
			return l.Files != nil && slices.ContainsFunc(l.Media, func(x dialog.Media) bool { return x.Ref == m.Ref })
		})
		if !again {
			files[i].State = FileWanted
		}
	}
	return files
}

// takeFile folds a ChangeMedia into the line of its file. What is kept stays kept.
func (l *Line) takeFile(e Event) {
	n := e.File.N
	if n < 0 || n >= len(l.Files) || l.Files[n].State == FileKept || l.Files[n].State == "" {
		return
	}
	f := File{State: FileState(e.Value), Why: e.Text, Told: e.Seq}
	if len(e.Media) > 0 {
		f.Kept, f.Small = e.Media[0], len(e.Media) > 1
	}
	l.Files[n] = f
}

// FileOf finds a file among the events of its case: the event that brought it and where
// it stands. False for a file there is none of.
func FileOf(events []Event, ref FileRef) (Event, File, bool) {
	for _, l := range Thread(events) {
		if l.Seq == ref.Seq {
			if ref.N < 0 || ref.N >= len(l.Files) || l.Files[ref.N].State == "" {
				break
			}
			return *l.Event, l.Files[ref.N], true
		}
	}
	return Event{}, File{}, false
}

// Filed records what became of a file that an event brought: kept are the file and its
// small picture if there is one, why tells why it is not there, or not as it was sent. That a file is kept is
// told once, whoever says it again.
func (c *Clerk) Filed(ctx context.Context, brought Event, n int, state FileState, why string, kept ...dialog.Media) error {
	e := fileEvent(brought, n, state)
	e.By, e.Text, e.Media, e.At = dialog.BySystem, why, kept, c.now()
	seen := ""
	if state == FileKept {
		seen = fmt.Sprintf("f:%s:%d:%d", brought.Case, brought.Seq, n)
	}
	return c.commitFile(ctx, e, seen)
}

// AskFile records that an agent wants a file fetched again that was given up or waits.
// key is the agent's own name for the act.
func (c *Clerk) AskFile(ctx context.Context, brought Event, n int, agent, key string) error {
	e := fileEvent(brought, n, FileWanted)
	e.By, e.Agent, e.At = dialog.ByAgent, agent, c.now()
	return c.commitFile(ctx, e, fmt.Sprintf("a:%s:%s:file:%s", agent, brought.Case, key))
}

func fileEvent(brought Event, n int, state FileState) Event {
	return Event{Change: dialog.Change{Case: brought.Case, Kind: dialog.ChangeMedia, Value: string(state)},
		Address: brought.Address, File: FileRef{brought.Seq, n}}
}

func (c *Clerk) commitFile(ctx context.Context, e Event, seen string) error {
	_, err := c.commit(ctx, Commit{ID: c.ids(), Address: e.Address, Seen: seen, Events: []Event{e}})
	if err != nil && !errors.Is(err, ErrSeen) {
		return fmt.Errorf("record a file of case %s: %w", e.Case, err)
	}
	return nil
}
