package redis

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// stub is the first entry of a log whose events lie in the archive. It stands for
// the events 1 to count.
//
// Event n of a case is always entry n of its log, if it is there at all. So a log
// that is a stub alone takes no events: commit.lua refuses, and they are brought back
// first. Where they cannot be, the stub is followed: by empty entries in the places of
// the events it stands for, and then by new events.
type stub struct {
	followed bool
	count    int
	last     time.Time // of the last event
	name     string    // of the file
	address  dialog.Address
}

// The words a stub begins with; an event is JSON and begins with a brace. commit.lua
// knows the first.
const (
	stubAlone    = "archived"
	stubFollowed = "followed"
)

func (s stub) String() string {
	word := stubAlone
	if s.followed {
		word = stubFollowed
	}
	return fmt.Sprintf("%s %d %d %s %s", word, s.count, micros(s.last), s.name, s.address)
}

// readStub reads an entry; false if it is no stub.
func readStub(entry string) (s stub, ok bool) {
	parts := strings.SplitN(entry, " ", 5)
	if len(parts) != 5 || parts[0] != stubAlone && parts[0] != stubFollowed {
		return s, false
	}
	var countErr, lastErr error
	s = stub{followed: parts[0] == stubFollowed, name: parts[3], address: dialog.Address(parts[4])}
	s.count, countErr = strconv.Atoi(parts[1])
	s.last, lastErr = moment(parts[2])
	return s, countErr == nil && lastErr == nil && s.count > 0
}

// archived reports whether entries of a log, the first of them with number seq, are
// not all events: a stub, or the empty places behind it.
func archived(seq int64, entries []string) bool {
	for i, entry := range entries {
		if entry == "" {
			return true
		}
		if _, ok := readStub(entry); ok && seq+int64(i) == 1 {
			return true
		}
	}
	return false
}

// after gives the events of a log that stand behind its stub.
func (s stub) after(log []string) []string { return log[min(s.count, len(log)):] }

// let gives the log of a case whose events cannot be brought back, and which takes new
// ones all the same.
func (s stub) let() []string {
	s.followed = true
	log := make([]string, s.count)
	log[0] = s.String()
	return log
}

// unreadable are events in the place of those that the archive does not give: the
// case is closed, and a note tells why it is empty. All but the last two are receipts
// of nothing, which no fold counts and no page shows.
func (s stub) unreadable(id dialog.CaseID, why error) []casebook.Event {
	events := make([]casebook.Event, s.count)
	for i := range events {
		e := &events[i]
		e.Case, e.Kind, e.By, e.Seq, e.At, e.Address = id, dialog.ChangeReceipt, dialog.BySystem, i+1, s.last, s.address
		switch s.count - i {
		case 2:
			e.Kind, e.Value = dialog.ChangeStatus, string(dialog.Archived)
		case 1:
			e.Kind = dialog.ChangeNoted
			if i == 0 {
				e.Kind, e.Value = dialog.ChangeStatus, string(dialog.Archived)
			}
			e.Text = fmt.Sprintf("这件事的记录已归档，现在读不出来，请告诉管理员。 The events of this case are archived and cannot be read now; tell the administrator: %v.", why)
		}
	}
	return events
}
