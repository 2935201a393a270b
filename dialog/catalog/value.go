package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bound bounds a date: today plus Days (negative for earlier), to the day; or this
// very moment where Now is set and the value names a time of day.
type Bound struct {
	Days int
	Now  bool
}

var (
	phoneForm  = regexp.MustCompile(`^\+[1-9]\d{6,14}$`)
	moneyForm  = regexp.MustCompile(`^\d{1,12}(\.\d{1,2})?$`)
	numberForm = regexp.MustCompile(`^\d{1,12}$`)
	recurring  = regexp.MustCompile(`^R:[a-z0-9][a-z0-9-]*$`)
	dayPart    = regexp.MustCompile(`^[a-z]+$`)
)

// Check says in words for a clerk what is wrong with a value of this slot, given in
// the stored form; nil when it may stand. Now is the moment, in the town's zone.
// "0" may stand wherever the slot says what it means.
func (s Slot) Check(value string, now time.Time) error {
	if strings.TrimSpace(value) == "" {
		return errors.New("is empty")
	}
	if value == "0" && s.Zero != "" {
		return nil
	}
	switch s.Type {
	case TypeChoice:
		return s.checkKeys([]string{value})
	case TypeMulti:
		keys := strings.Split(value, ",")
		if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
			return fmt.Errorf("%q is not a list of option keys in order, such as 1,3", value)
		}
		return s.checkKeys(keys)
	case TypePhone:
		if !phoneForm.MatchString(value) {
			return fmt.Errorf("%q is not a phone number with country code, such as +8613900000122", value)
		}
	case TypeMoney:
		if !moneyForm.MatchString(value) {
			return fmt.Errorf("%q is not an amount in yuan, such as 1900 or 12.50", value)
		}
		return s.checkNumber(value)
	case TypeNumber:
		if !numberForm.MatchString(value) {
			return fmt.Errorf("%q is not a whole number", value)
		}
		return s.checkNumber(value)
	case TypeDate, TypeDatetime:
		return s.checkDate(value, now)
	case TypeText, TypeString, TypePlace:
		return s.checkWords(value)
	}
	return nil
}

func (s Slot) checkKeys(keys []string) error {
	for _, k := range keys {
		if _, ok := s.Option(k); !ok {
			return fmt.Errorf("%q is none of the %d options", k, len(s.Options))
		}
	}
	return nil
}

func (s Slot) checkNumber(value string) error {
	n, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return fmt.Errorf("%q is not a number", value)
	case s.Min != nil && n < float64(*s.Min):
		return fmt.Errorf("%s is less than %d", value, *s.Min)
	case s.Max != nil && n > float64(*s.Max):
		return fmt.Errorf("%s is more than %d", value, *s.Max)
	}
	return nil
}

func (s Slot) checkWords(value string) error {
	n := int64(utf8.RuneCountInString(strings.TrimSpace(value)))
	switch {
	case s.Min != nil && n < *s.Min:
		return fmt.Errorf("is too short: %d characters, at least %d", n, *s.Min)
	case s.Max != nil && n > *s.Max:
		return fmt.Errorf("is too long: %d characters, at most %d", n, *s.Max)
	case !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return errors.New("holds no words")
	case s.pattern != nil && !s.pattern.MatchString(value):
		return fmt.Errorf("%q does not have the form %s", value, s.Pattern)
	}
	return nil
}

func (s Slot) checkDate(value string, now time.Time) error {
	if recurring.MatchString(value) {
		return nil
	}
	first, last, ok := moments(value, now.Location())
	if !ok {
		return fmt.Errorf("%q is not a date, such as 2026-11-21 or 2026-11-21/pm", value)
	}
	today := dayOf(now)
	if b := s.NotAfter; b != nil {
		timed := b.Now && !first.Equal(dayOf(first))
		if timed && first.After(now) || dayOf(first).After(today.AddDate(0, 0, b.Days)) {
			return fmt.Errorf("%s is too late: %s at the latest", value, b.words())
		}
	}
	if b := s.NotBefore; b != nil && last.Before(today.AddDate(0, 0, b.Days)) {
		return fmt.Errorf("%s is too early: %s at the earliest", value, b.words())
	}
	return nil
}

func (b Bound) words() string {
	switch {
	case b.Now:
		return "now"
	case b.Days == 0:
		return "today"
	case b.Days < 0:
		return fmt.Sprintf("%d days ago", -b.Days)
	}
	return fmt.Sprintf("%d days from now", b.Days)
}

// moments are the first and the last moment a date value may mean; ok is false for a
// recurring date and for what is no date.
func moments(value string, zone *time.Location) (first, last time.Time, ok bool) {
	a, b, pair := strings.Cut(value, "/")
	first, last, ok = moment(a, zone)
	if !ok || !pair || dayPart.MatchString(b) {
		return first, last, ok
	}
	until, part, _ := strings.Cut(b, "/") // an interval may end with a part of a day
	_, last, ok = moment(until, zone)
	return first, last, ok && !last.Before(first) && (part == "" || dayPart.MatchString(part))
}

func moment(text string, zone *time.Location) (first, last time.Time, ok bool) {
	if t, err := time.ParseInLocation("2006-01-02T15:04", text, zone); err == nil {
		return t, t, true
	}
	t, err := time.ParseInLocation("2006-01-02", text, zone)
	return t, t.AddDate(0, 0, 1).Add(-time.Nanosecond), err == nil
}

func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
