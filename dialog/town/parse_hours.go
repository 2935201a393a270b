package town

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	yf "frontdoor/dialog/catalog/yamlfile"
)

var windowForm = regexp.MustCompile(`^([01]\d|2[0-3]):([0-5]\d)-(([01]\d|2[0-3]):([0-5]\d)|24:00)$`)

func (r *reader) hours(file fileTown, t *Town) {
	h, line := file.Hours, max(int(file.Hours.Line), 1)
	const owner = "hours"
	week := []struct {
		w    yf.Word
		name string
	}{{h.Sun, "sun"}, {h.Mon, "mon"}, {h.Tue, "tue"}, {h.Wed, "wed"}, {h.Thu, "thu"}, {h.Fri, "fri"}, {h.Sat, "sat"}}
	for i, d := range week {
		if !d.w.Given() {
			r.Add(line, owner, "%s is missing: hours such as 08:30-17:30, or closed", d.name)
			continue
		}
		t.hours.week[i] = r.opening(d.w, owner, d.name)
		if i >= int(time.Monday) && i <= int(time.Friday) && t.hours.week[i].closed() {
			r.Add(d.w.Line, owner, "%s is closed; deadlines count Monday to Friday as working days, so it needs hours", d.name)
		}
	}
	if t.hours.holiday = (window{}); h.Holiday.Given() {
		t.hours.holiday = r.opening(h.Holiday, owner, "holiday")
	}
	if t.hours.workday = t.hours.week[time.Monday]; h.Workday.Given() {
		t.hours.workday = r.opening(h.Workday, owner, "extra_workday")
		if t.hours.workday.closed() {
			r.Add(h.Workday.Line, owner, "extra_workday is a working day and needs hours")
		}
	}
	if t.quiet = (window{}); file.Quiet.Given() {
		t.quiet = r.window(file.Quiet, "", "quiet")
	}
	r.promise(file.FirstReply, t)
}

// opening is a window within one day, or closed.
func (r *reader) opening(w yf.Word, owner, field string) window {
	if w.Text == "closed" {
		return window{}
	}
	got := r.window(w, owner, field)
	if got.from > got.to {
		r.Add(w.Line, owner, "%s %q ends before it begins", field, w.Text)
	}
	return got
}

func (r *reader) window(w yf.Word, owner, field string) window {
	if !windowForm.MatchString(w.Text) {
		r.Add(w.Line, owner, "%s %q is not a time of day such as 08:30-17:30", field, w.Text)
		return window{}
	}
	from, to, _ := strings.Cut(w.Text, "-")
	got := window{minutes(from), minutes(to)}
	if got.closed() {
		r.Add(w.Line, owner, "%s %q lasts no time at all", field, w.Text)
	}
	return got
}

// minutes reads hh:mm, whose form is checked.
func minutes(text string) int {
	n := func(i int) int { return int(text[i]-'0')*10 + int(text[i+1]-'0') }
	return n(0)*60 + n(3)
}

func (r *reader) promise(f filePromise, t *Town) {
	for _, one := range []struct {
		w     yf.Word
		field string
		to    *time.Duration
	}{
		{f.AfterOpening, "after_opening", &t.promise.afterOpening},
		{f.BeforeClosing, "taken_before_closing", &t.promise.beforeClosing},
		{f.AfterClosing, "after_closing", &t.promise.afterClosing},
	} {
		if !one.w.Given() {
			r.Add(max(int(f.Line), 1), "first_reply", "%s is missing: a time such as 30m or 1h", one.field)
			continue
		}
		d, err := time.ParseDuration(one.w.Text)
		if err != nil || d < 0 || d > 12*time.Hour {
			r.Add(one.w.Line, "first_reply", "%s %q is not a time such as 30m or 1h, at most 12h", one.field, one.w.Text)
		}
		*one.to = d
	}
}

// daysMax bounds one holiday: a slip in a year must not close the town for ever.
const daysMax = 31

func (r *reader) calendar(list []fileCalendar, t *Town) {
	t.hours.holidays, t.hours.workdays = map[string]bool{}, map[string]bool{}
	years := map[string]bool{}
	for _, f := range list {
		owner := fmt.Sprintf("calendar of %s", f.Year.Text)
		if _, err := time.Parse("2006", f.Year.Text); err != nil {
			r.Add(max(f.Year.Line, int(f.Line)), "", "a calendar needs its year, such as 2026")
		}
		if years[f.Year.Text] {
			r.Add(f.Year.Line, "", "%s is given twice", owner)
		}
		years[f.Year.Text] = true
		t.hours.years = append(t.hours.years, f.Year.Text)
		r.day(f.CheckedOn, int(f.Line), owner, "checked_on")
		r.days(f.Holidays, f.Year.Text, owner, "a holiday", t.hours.holidays, t.hours.workdays)
		r.days(f.Workdays, f.Year.Text, owner, "a workday", t.hours.workdays, t.hours.holidays)
	}
	slices.Sort(t.hours.years)
}

// days reads single days and stretches (2026-02-15/2026-02-23) into a set.
func (r *reader) days(list []yf.Word, year, owner, field string, into, other map[string]bool) {
	for _, w := range list {
		a, b, stretch := strings.Cut(w.Text, "/")
		first, ok := r.day(yf.Word{Text: a, Line: w.Line}, 0, owner, field)
		last := first
		if ok && stretch {
			last, ok = r.day(yf.Word{Text: b, Line: w.Line}, 0, owner, field)
		}
		if !ok {
			continue
		}
		if last.Before(first) || last.Sub(first) > daysMax*24*time.Hour {
			r.Add(w.Line, owner, "%s %q must run from an earlier to a later day, at most %d days", field, w.Text, daysMax)
			continue
		}
		if first.Format("2006") != year || last.Format("2006") != year {
			r.Add(w.Line, owner, "%s %q lies outside the year", field, w.Text)
		}
		for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
			day := d.Format(time.DateOnly)
			if other[day] {
				r.Add(w.Line, owner, "%s is both a holiday and a workday", day)
			}
			into[day] = true
		}
	}
}
