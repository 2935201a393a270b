package inbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// jointView is what the case pane tells of other cases that are, or may be, this matter.
type jointView struct {
	Into    dialog.CaseID // it goes on there; "" for nowhere
	IntoWho string
	Parties []partyView
	Nearby  []nearView // that may be the same matter
	Others  []nearView // of the same resident
	Also    string     // the language in which some of the parties must be told as well
	Split   bool       // a part of it can become a case of its own
}

// partyView is a resident whose case goes on in this one.
type partyView struct {
	ID      dialog.CaseID
	Who     string
	Channel string
	Lang    string
	Href    string
}

// nearView is a case that may be merged with this one.
type nearView struct {
	partyView
	at     dialog.Address
	Why    string
	About  string
	When   string
	Status dialog.Status
	Owner  string
	Open   bool
	Held   bool // it is about to be merged; Mine says that it can be taken back
	Mine   bool
	Words  int // of its resident
	Along  int // cases that came to it and come along
}

// addJoint adds the parties and what may be one matter to a case's page.
func (in *inbox) addJoint(ctx context.Context, p page, v *caseView, c casebook.Case, parties []handoff.Party, q url.Values) error {
	j := &v.Joint
	now := in.Now()
	if j.Into = c.Merged; c.Merged != "" {
		if into, ok := in.Board.Case(c.Merged); ok && p.Agent.Sees(into) {
			j.IntoWho = p.who(into)
		}
	}
	talk, err := in.Book.Read(ctx, c.Address)
	if err != nil {
		return fmt.Errorf("read the resident's other cases: %w", err)
	}
	mine := cmp.Or(talk.State.Lang, "zh")
	for _, party := range parties {
		j.Parties = append(j.Parties, p.party(party.Case, party.Lang, q))
		if party.Lang != mine && !v.Closed {
			j.Also = party.Lang
		}
		if held := p.held(party.Case); held != nil {
			v.HeldBeside = append(v.HeldBeside, *held)
		}
	}
	j.Split = v.Mine || !v.Others && !v.Closed
	var numbers []dialog.CaseID
	for _, m := range talk.State.Matters {
		numbers = append(numbers, m.ID)
	}
	sees := func(list []handoff.Near) []nearView {
		var views []nearView
		for _, n := range list {
			if (n.Why == handoff.NearWho || n.Why == handoff.NearPhone) && !(p.Agent.Knows(c) && p.Agent.Knows(n.Case)) {
				continue // it would say who told the one that keeps it to itself
			}
			n.Case = p.Agent.Veiled(n.Case)
			if p.Agent.Sees(n.Case) && n.Merged != c.ID && n.ID != c.Merged && (n.Status != dialog.Collecting) {
				views = append(views, in.near(p, n, q))
			}
		}
		return views
	}
	j.Others = sees(in.Board.OfResident(c, numbers))
	if v.Resident, err = in.resident(ctx, p, c, talk.State, j.Others); err != nil {
		return err
	}
	if !v.Closed {
		j.Nearby = slices.DeleteFunc(sees(in.Board.Nearby(c, in.Town, now)), func(n nearView) bool {
			return slices.ContainsFunc(j.Others, func(o nearView) bool { return o.ID == n.ID })
		})
	}
	if len(j.Others) > othersMost {
		j.Others = j.Others[:othersMost]
	}
	return nil
}

// othersMost is how many other cases of a resident are shown.
const othersMost = 8

func (p page) party(c casebook.Case, lang string, q url.Values) partyView {
	return partyView{ID: c.ID, Who: p.who(c), Channel: c.Address.Channel(), Lang: lang, Href: with("/inbox/cases/"+string(c.ID), q)}
}

func (in *inbox) near(p page, n handoff.Near, q url.Values) nearView {
	v := nearView{partyView: p.party(n.Case, "", q), at: n.Address, Why: p.T("near_"+string(n.Why), "n", itoa(n.Metres)), About: shorten(n.Facts["what"].Value, 40),
		When: p.clock(n.StartedAt, in.Now()), Status: n.Status, Owner: ownerOf(n.Case), Open: !closedCase(n.Case) && n.Merged == "", Words: n.FromResident, Along: len(n.Joined)}
	if n.Held != nil && n.Held.Kind == dialog.Merge {
		v.Held, v.Mine = true, n.Held.Agent == p.Agent.Login
	}
	return v
}

// partyOf names the resident of a line that is not of the case's own.
type partyOf struct {
	ID  dialog.CaseID
	Who string
}

// told is a line of a talk that several residents' talks were put together to.
type told struct {
	*casebook.Line
	kind  string
	party partyOf // zero for the case's own
	names map[string]string
}

// together puts what the residents of joined cases and agents said to each other among
// the lines of the case, by the time it was said.
func (p page) together(lines []casebook.Line, parties []handoff.Party) []told {
	all := toldOf(lines, partyOf{})
	for _, party := range parties {
		for _, l := range toldOf(casebook.Thread(party.Events), partyOf{party.ID, p.who(party.Case)}) {
			switch {
			case l.Kind != dialog.ChangeSaid && l.Kind != dialog.ChangeEdited && l.Kind != dialog.ChangeNoted, l.By == dialog.ByBot:
			default:
				if l.kind == "intake" {
					l.kind = "resident"
				}
				all = append(all, l)
			}
		}
	}
	if len(parties) > 0 {
		slices.SortStableFunc(all, func(a, b told) int { return a.At.Compare(b.At) })
	}
	return all
}

func toldOf(lines []casebook.Line, party partyOf) []told {
	kinds, names := kindsOf(lines), namesIn(lines)
	all := make([]told, len(lines))
	for i := range lines {
		all[i] = told{&lines[i], kinds[i], party, names}
	}
	return all
}

// replyParty sends a reply to the resident the form chose among those of one matter, or
// to all of them; each gets it once, however often it is sent.
func (in *inbox) replyParty(r *http.Request, act handoff.Act, text string) error {
	ctx, to := r.Context(), r.PostFormValue("party")
	if to != "all" {
		return in.Desk.ReplyJoined(ctx, act, dialog.CaseID(to), text)
	}
	events, err := in.Book.Case(ctx, act.Case)
	if err != nil {
		return err
	}
	parties, err := in.Desk.Parties(ctx, act.Agent, casebook.Fold(events))
	if err != nil {
		return err
	}
	if err := in.Desk.Reply(ctx, act, text); err != nil {
		return err
	}
	var failed []error
	for _, p := range parties {
		if !closedCase(p.Case) {
			failed = append(failed, in.Desk.ReplyJoined(ctx, act, p.ID, text))
		}
	}
	return errors.Join(failed...)
}
