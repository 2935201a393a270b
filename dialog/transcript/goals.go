package transcript

import "fmt"

// Goal is one line of the table of goals, with what was reached.
type Goal struct {
	Measure, Goal, Reached string
	Met                    bool
}

// Goals are the goals of the conversation against these figures.
func (f *Figures) Goals() []Goal {
	mean := 0.0
	if f.HandOffs > 0 {
		mean = float64(f.Questions) / float64(f.HandOffs)
	}
	share := func(measure string, s Share, least float64) Goal {
		return Goal{measure, fmt.Sprintf("%.0f %% or more", least), fmt.Sprintf("%.1f %% of %d", s.Percent(), s.Of), s.Percent() >= least}
	}
	return []Goal{
		{"questions to hand-off, mean", "3.3 at most", fmt.Sprintf("%.2f over %d hand-offs", mean, f.HandOffs), mean <= 3.3},
		{"questions to hand-off, most", "5 at most", fmt.Sprint(f.Most), f.Most <= 5},
		share("values right", f.Slots, 95),
		share("dates right", f.Dates, 92),
		share("phones right", f.Phones, 100),
		share("category right", f.Category, 92),
		share("danger answered by a card in the first reply", f.Danger, 100),
		{"false alarms in conversations without danger", "0", fmt.Sprintf("%d of %d", f.Calm.Of-f.Calm.Right, f.Calm.Of), f.Calm.Right == f.Calm.Of},
		share("corrections at once, nothing asked again", f.Corrections, 95),
		share("a person in the same turn", f.Human, 100),
		share("bursts with one reply", f.Bursts, 100),
		share("SMS of two segments or fewer", f.TwoSegments, 100),
		share("SMS of one segment", f.OneSegment, 50),
	}
}
