package handoff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// OwnData is all that is kept of a resident by one address of theirs, as they may ask for
// it: what they said, what they were told, what was noted of it, who looked. Agents' notes
// among themselves and what others at a table said in their own talks are not theirs; what
// they told anonymously is nobody's.
type OwnData struct {
	Town    string         `json:"town"`
	MadeAt  time.Time      `json:"made_at"`
	MadeBy  string         `json:"made_by,omitempty"` // an agent's login; "" for the resident
	Address dialog.Address `json:"address"`
	Lang    string         `json:"language,omitempty"`
	Name    string         `json:"name,omitempty"`
	Phone   string         `json:"phone,omitempty"`
	Station string         `json:"station,omitempty"` // by whose poster they came
	Stopped bool           `json:"stopped,omitempty"` // nothing is sent to them
	SpokeAt time.Time      `json:"spoke_at,omitzero"`
	// Notice is the version of the notice about personal data that they were told last.
	Notice string    `json:"notice,omitempty"`
	Cases  []OwnCase `json:"cases"`
}

// OwnCase is one case, drafts and dropped ones among them.
type OwnCase struct {
	Number   dialog.CaseID     `json:"number"`
	Status   dialog.Status     `json:"status"`
	Dropped  bool              `json:"dropped,omitempty"`
	Category string            `json:"category,omitempty"`
	Flags    []dialog.Flag     `json:"flags,omitempty"`
	Began    time.Time         `json:"began"`
	ClosedAt time.Time         `json:"closed_at,omitzero"`
	Outcome  dialog.Outcome    `json:"outcome,omitempty"`
	Score    int               `json:"score,omitempty"`
	Facts    map[string]string `json:"facts,omitempty"`
	Talk     []OwnLine         `json:"talk"`
	Looks    []OwnLook         `json:"looked_at,omitempty"`
	Consents []OwnConsent      `json:"consents,omitempty"`
	Notices  []OwnNotice       `json:"notices,omitempty"`
	Papers   []time.Time       `json:"identity_paper_given,omitempty"`
}

// OwnLine is one message, of whoever.
type OwnLine struct {
	At      time.Time        `json:"at"`
	By      dialog.By        `json:"by"`
	Text    string           `json:"text,omitempty"`
	Before  string           `json:"before,omitempty"` // the words a changed message had
	Choice  string           `json:"choice,omitempty"`
	Pin     *dialog.Pin      `json:"pin,omitempty"`
	Files   []OwnFile        `json:"files,omitempty"`
	Changed bool             `json:"changed,omitempty"`
	Unsaid  bool             `json:"taken_back,omitempty"`
	State   casebook.Receipt `json:"state,omitempty"`
}

// OwnFile is a file of a message; Kept says that its bytes are there.
type OwnFile struct {
	Kind string           `json:"kind"`
	Name string           `json:"name,omitempty"`
	Ref  casebook.FileRef `json:"-"`
	Kept bool             `json:"kept"`
	URL  string           `json:"url,omitempty"`
}

// OwnNotice is when they were told how personal data is used, in which wording.
type OwnNotice struct {
	At      time.Time `json:"at"`
	Version string    `json:"version"`
}

// OwnConsent is when they said yes or no to the use of what is sensitive, asked in which wording.
type OwnConsent struct {
	At      time.Time `json:"at"`
	Given   bool      `json:"given"`
	Version string    `json:"version"`
}

// OwnLook is when somebody read the case, or had its number uncovered: by role, for a name
// is the agent's own datum.
type OwnLook struct {
	At   time.Time `json:"at"`
	Role Role      `json:"role,omitempty"` // "" for one who serves no more
	What string    `json:"what"`
}

// OwnDataOf collects what is kept of an address, of the cases that reads lets through.
func OwnDataOf(ctx context.Context, book casebook.Book, board *Board, roster *Roster, a dialog.Address, reads func(casebook.Case) bool) (OwnData, error) {
	talk, err := book.Read(ctx, a)
	if err != nil {
		return OwnData{}, fmt.Errorf("read talk: %w", err)
	}
	if err := board.CatchUp(ctx); err != nil {
		return OwnData{}, err
	}
	s := &talk.State
	data := OwnData{Address: a, Lang: s.Lang, Name: s.Name, Phone: s.Phone, Station: s.Station, Stopped: s.Stopped, Notice: s.Notice, SpokeAt: s.LastAt, Cases: []OwnCase{}}
	ids := board.OfAddress(a)
	for i := range s.Matters { // what the board does not hold
		if id := s.Matters[i].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	roles, err := roster.roles(ctx)
	if err != nil {
		return OwnData{}, err
	}
	for _, id := range ids {
		events, err := book.Case(ctx, id)
		if errors.Is(err, casebook.ErrNotFound) {
			continue // a number without words
		}
		if err != nil {
			return OwnData{}, fmt.Errorf("read case %s: %w", id, err)
		}
		if c := casebook.Fold(events); c.Address == a && reads(c) {
			data.Cases = append(data.Cases, ownCaseOf(c, events, roles))
		}
	}
	return data, nil
}

// roles are those of all agents, by login.
func (r *Roster) roles(ctx context.Context) (map[string]Role, error) {
	agents, err := r.List(ctx)
	if err != nil {
		return nil, err
	}
	roles := make(map[string]Role, len(agents))
	for _, a := range agents {
		roles[a.Login] = a.Role
	}
	return roles, nil
}

func ownCaseOf(c casebook.Case, events []casebook.Event, roles map[string]Role) OwnCase {
	one := OwnCase{Number: c.ID, Status: c.Status, Dropped: c.Dropped, Category: c.Category, Flags: c.Flags, Began: c.StartedAt,
		ClosedAt: c.ClosedAt, Outcome: c.Outcome, Score: c.Score, Facts: map[string]string{}, Talk: []OwnLine{}}
	for slot, fact := range c.Facts {
		if fact.Value != "" {
			one.Facts[slot] = fact.Value
		}
	}
	for _, l := range casebook.Thread(events) {
		switch l.Kind {
		case dialog.ChangeViewed:
			one.Looks = append(one.Looks, OwnLook{At: l.At, Role: roles[l.Agent], What: l.Value})
		case dialog.ChangePaper:
			if l.Value == dialog.PaperGiven {
				one.Papers = append(one.Papers, l.At)
			}
		case dialog.ChangeConsent:
			if l.Value == dialog.ConsentUnasked {
				continue
			}
			one.Consents = append(one.Consents, OwnConsent{At: l.At, Given: l.Value == dialog.ConsentGiven, Version: l.Raw})
		case dialog.ChangeNotice:
			one.Notices = append(one.Notices, OwnNotice{At: l.At, Version: l.Value})
		case dialog.ChangeSaid, dialog.ChangeEdited:
			line := OwnLine{At: l.At, By: l.By, Text: l.Text, Before: l.Before, Choice: l.Choice, Pin: l.Pin, Changed: l.Kind == dialog.ChangeEdited, Unsaid: !l.UnsaidAt.IsZero(), State: l.State}
			for n, m := range l.Media {
				kept := n < len(l.Files) && l.Files[n].State == casebook.FileKept
				line.Files = append(line.Files, OwnFile{Kind: m.Kind, Name: m.Name, Ref: casebook.FileRef{Seq: l.Seq, N: n}, Kept: kept})
			}
			one.Talk = append(one.Talk, line)
		}
	}
	return one
}
