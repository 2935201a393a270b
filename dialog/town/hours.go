package town

import "time"

type hours struct{}
type promise struct{}
type window struct{}

// Open says whether people are there.
func (t *Town) Open(at time.Time) bool { return false }

// NextOpening is the next moment people are there: at itself when they are there
// now; the zero time when the file has no opening within a year.
func (t *Town) NextOpening(at time.Time) time.Time { return at }

// FirstReplyDue is by when a person's first reply is promised for what came in at a
// moment, in the town's zone.
func (t *Town) FirstReplyDue(at time.Time) time.Time { return at }

// Quiet says whether the moment lies in the hours in which nothing that can wait is
// sent.
func (t *Town) Quiet(at time.Time) bool { return false }

// NextLoud is the end of the quiet hours: at itself when they are not on.
func (t *Town) NextLoud(at time.Time) time.Time { return at }

// Workday says whether the day of a moment is a working day.
func (t *Town) Workday(at time.Time) bool { return false }

// WorkdayEnd is the end of the working hours of the n-th working day after the day
// of from; for n = 0 of the same day, or of the next working day when that day is
// none or its hours are over.
func (t *Town) WorkdayEnd(from time.Time, n int) time.Time { return from }
