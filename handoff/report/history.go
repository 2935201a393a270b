package report

import (
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// history is what one case adds to reports. Moments are unix milliseconds, so that a
// year of cases fits into memory.
type history struct {
	seq     int
	side    bool // it is the case of a side at another one's table: that one counts
	table   *mediation.Table
	started int64
	seen    int64 // agents see it, or are alerted
	opened  int64
	spoken  int64 // a human's first word after that
	asked   int   // by the bot, before it was opened
	carried int64 // it came from elsewhere, closed
	owner   string
	teller  uint64 // whose case it is, told by no name
	// category and station over time; owners, too.
	categories, stations, owners []named
	grids                        []town.Grid
	grid                         string  // the one of them that was meant (town.Meant)
	places                       []named // stations of the grids it was said to lie in
	promises                     []promise
	ranOut                       []int64 // when other clocks of the town's rules did
	closings                     []closing
	reopenings, scores           []named // by whom it had been closed
	corrected                    []named // by which agent
}

// named is a word that holds from a moment on, or something that happened at it.
type named struct {
	at   int64
	what string
}

// sits follows the table of a case.
func (h *history) sits(e casebook.Event) {
	if e.Act.Kind == dialog.SideOpened {
		h.side = true
		return
	}
	if h.table == nil {
		h.table = &mediation.Table{}
	}
	next := h.table.After(*e.Act)
	h.table = &next
}

// closing is one end of a case.
type closing struct {
	at      int64
	agent   string
	outcome dialog.Outcome
}

// firstReply is the clock of the promised first reply, which is kept in every town; the
// others run under the town's rules, and the first step of the ladder tells that one ran out.
const firstReply = "first_reply"

// promise is a first reply promised by a moment, and when it was kept; 0 for not yet.
type promise struct{ due, kept int64 }

var seed = maphash.MakeSeed()

// apply adds the next event of the case; one that was added before is left out.
func (h *history) apply(e casebook.Event) {
	if e.Seq != 0 && e.Seq <= h.seq {
		return
	}
	h.seq = e.Seq
	if e.Act != nil {
		h.sits(e)
	}
	h.side = h.side || e.Kind == dialog.ChangeMediation && e.Value == dialog.SideOpened // erased, too
	at := e.At.UnixMilli()
	if h.started == 0 {
		h.started = at
	}
	if e.Address != "" && h.teller == 0 {
		h.teller = maphash.String(seed, string(e.Address))
	}
	if !e.Due.IsZero() {
		h.promises = append(h.promises, promise{due: e.Due.UnixMilli()})
	}
	switch e.Kind {
	case dialog.ChangeErased:
		h.erased(e)
	case dialog.ChangeSaid:
		h.said(e, at)
	case dialog.ChangeSlot:
		if e.Slot == dialog.StationSlot {
			h.stations = append(h.stations, named{at, e.Value})
		}
	case dialog.ChangeCategory:
		if e.By == dialog.ByAgent && last(h.categories) != "" && last(h.categories) != e.Value {
			h.corrected = append(h.corrected, named{at, e.Agent})
		}
		h.categories = append(h.categories, named{at, e.Value})
	case dialog.ChangeAlerted, dialog.ChangeOpened:
		if h.seen == 0 {
			h.seen = at
		}
		if e.Kind == dialog.ChangeOpened && h.opened == 0 {
			h.opened = at
		}
	case dialog.ChangeClaimed:
		h.owned(at, e.Agent)
	case dialog.ChangeTransferred:
		h.owned(at, e.Value)
	case dialog.ChangeReleased, dialog.ChangeHandedBack:
		h.owned(at, "")
	case dialog.ChangeStatus:
		if s := dialog.Status(e.Value); s == dialog.Resolved && len(h.closings) == 0 {
			h.carried = at
		}
	case dialog.ChangeClosed:
		h.human(at)
		h.closings = append(h.closings, closing{at, e.Agent, e.Outcome})
	case dialog.ChangeEscalated:
		if key, _, _ := strings.Cut(e.Slot, "@"); e.Value == "town" && !e.Until.IsZero() && key != firstReply {
			h.ranOut = append(h.ranOut, e.Until.UnixMilli())
		}
	case dialog.ChangeReopened:
		h.reopenings = append(h.reopenings, named{at, h.closer()})
	case dialog.ChangeScored:
		h.scores = append(h.scores, named{at, e.Value})
	}
}

func (h *history) said(e casebook.Event, at int64) {
	switch {
	case e.By == dialog.ByAgent:
		if h.owner == "" {
			h.owned(at, e.Agent)
		}
		h.human(at)
	case e.By == dialog.ByBot && h.opened == 0 && e.Asks != "" && !slices.Contains(noQuestions, e.Asks):
		h.asked++
	}
}

// noQuestions are what the bot asks about the talk, not about the matter.
var noQuestions = []string{dialog.AskConfirm, dialog.AskMenu, dialog.AskPick, dialog.AskScore}

// human: a person spoke, which keeps what was promised until then.
func (h *history) human(at int64) {
	if h.spoken == 0 && h.seen != 0 {
		h.spoken = at
	}
	for i := range h.promises {
		if h.promises[i].kept == 0 {
			h.promises[i].kept = at
		}
	}
}

func (h *history) owned(at int64, login string) {
	h.owner = login
	h.owners = append(h.owners, named{at, login})
}

// closer is who closed it last.
func (h *history) closer() string {
	if n := len(h.closings); n > 0 {
		return h.closings[n-1].agent
	}
	return h.owner
}

func last(all []named) string {
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].what
}

// by is the word that held just before a moment.
func by(all []named, end int64) string {
	word := ""
	for _, n := range all {
		if n.at < end {
			word = n.what
		}
	}
	return word
}

// openAt says whether the case lay open at a moment.
func (h *history) openAt(end int64) bool {
	if h.opened == 0 || h.opened >= end {
		return false
	}
	closed, reopened := int64(0), int64(0)
	if h.carried < end {
		closed = h.carried
	}
	for _, c := range h.closings {
		if c.at < end {
			closed = c.at
		}
	}
	for _, r := range h.reopenings {
		if r.at < end {
			reopened = r.at
		}
	}
	return closed == 0 || reopened >= closed
}

func since(from, to int64) time.Duration { return time.Duration(max(0, to-from)) * time.Millisecond }

// erased puts in the place of what was destroyed what the figures need of it: cases erased
// by one wish are one resident's, and the case lay where the event says.
func (h *history) erased(e casebook.Event) {
	if h.teller == 0 {
		h.teller = maphash.String(seed, "erased at "+e.At.String())
	}
	if e.Slot != "" && last(h.places) == "" {
		h.places = []named{{h.started, e.Slot}}
	}
}
