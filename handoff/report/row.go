package report

import (
	"cmp"
	"slices"
	"time"
)

// Row are the figures of one station, agent or category, or of all.
type Row struct {
	Key          string `json:"key"`
	Taken        int    `json:"taken"`
	Closed       int    `json:"closed"`
	Settled      int    `json:"settled"` // see the package's words on order
	Notify       Spread `json:"notify"`
	FirstWord    Spread `json:"first_word"`
	Close        Spread `json:"close"`
	Overdue      int    `json:"overdue"`
	Reopened     int    `json:"reopened"`
	Dissatisfied int    `json:"dissatisfied"`
	NotSolved    int    `json:"not_solved"`
	Repeat       int    `json:"repeat"`
	Questions    int    `json:"questions"`
	Corrected    int    `json:"corrected"`
	Open         int    `json:"open"`
	// Agreed are agreements signed at a mediation, Fulfilled those of which all was kept.
	Agreed    int `json:"agreed"`
	Fulfilled int `json:"fulfilled"`
}

// Spread is how long things took: the middle one, and the one that nine in ten did not
// exceed. N is how many there were.
type Spread struct {
	N      int     `json:"n"`
	Median Seconds `json:"median_s"`
	P90    Seconds `json:"p90_s"`

	all []time.Duration
}

// Seconds is a time as reports tell it.
type Seconds int64

// Duration is the same as Go tells it.
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

func (s *Spread) add(d time.Duration) { s.all = append(s.all, d) }

// sum finds the two values among all: those at the nearest rank.
func (s *Spread) sum() {
	slices.Sort(s.all)
	s.N = len(s.all)
	at := func(share float64) Seconds {
		if s.N == 0 {
			return 0
		}
		rank := int(share*float64(s.N) + 0.999999)
		return Seconds(s.all[min(max(rank, 1), s.N)-1].Round(time.Second) / time.Second)
	}
	s.Median, s.P90 = at(0.5), at(0.9)
	s.all = nil
}

// Report is a month.
type Report struct {
	Month      string `json:"month"`
	Total      Row    `json:"total"`
	Stations   []Row  `json:"stations"`   // in the order of rank
	Agents     []Row  `json:"agents"`     // by login
	Categories []Row  `json:"categories"` // the most taken first
	// Ages are the cases open at the end of the month, by how long.
	Ages []Age `json:"ages"`
}

// Age is how many open cases are at least From and less than To days old; To is 0 for any.
type Age struct {
	From int `json:"from_days"`
	To   int `json:"to_days"`
	Open int `json:"open"`
}

// Rate is a share of a whole in percent; -1 where there is no whole.
func Rate(part, whole int) float64 {
	if whole == 0 {
		return -1
	}
	return 100 * float64(part) / float64(whole)
}

func byKey(a, b Row) int { return cmp.Compare(a.Key, b.Key) }
