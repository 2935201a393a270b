package catalog

// Start says from which event a deadline counts.
type Start string

// The closed list of starts.
const (
	FromOpened   Start = "opened"   // agents can see the case
	FromAccepted Start = "accepted" // the application is accepted, or complete
	FromChecked  Start = "checked"  // somebody was on site
	FromAgreed   Start = "agreed"   // the sides signed an agreement
	FromDecided  Start = "decided"  // aid was granted
	FromCrisis   Start = "crisis"   // a crisis was over
)

// Deadline is one clock of a category.
type Deadline struct {
	// Key names the clock: first_reply, accept, close, on_site, visit, ... The
	// first of the file with a key whose conditions hold counts.
	Key   string
	Label Text
	In    Span
	// Alarm is when people are alarmed if nothing happened; the zero Span for never.
	Alarm Span
	// Extend is how much may be added once, with the reason told to the resident;
	// the zero Span for nothing.
	Extend Span
	From   Start
	// If: the clock runs only when one of these holds; empty for always.
	If []Condition
}

// Clocks are the deadlines that run for a case, at most one of each key.
func (c Category) Clocks(f Facts) []Deadline {
	var clocks []Deadline
	running := map[string]bool{}
	for _, d := range c.Deadlines {
		if !running[d.Key] && (len(d.If) == 0 || Any(d.If, f)) {
			running[d.Key] = true
			clocks = append(clocks, d)
		}
	}
	return clocks
}
