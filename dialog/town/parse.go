package town

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	yf "frontdoor/dialog/catalog/yamlfile"
)

//go:embed town.yaml
var standard []byte

// Standard is the embedded file as it was written, comments included: what a town
// copies to begin with.
func Standard() string { return string(standard) }

// Default is the embedded town. An error means the program was built wrong.
func Default() (*Town, error) { return Parse("town.yaml", standard) }

// Parse reads a town file. Name is the file's name for mistakes. Every mistake is
// told with its line and the reason, all of them in one joined error.
func Parse(name string, yaml []byte) (*Town, error) {
	r := &reader{Mistakes: yf.Mistakes{File: name}}
	var file fileTown
	if !yf.Read(yaml, &file, &r.Mistakes) {
		return nil, r.Err()
	}
	t := r.town(file)
	if err := r.Err(); err != nil {
		return nil, err
	}
	return t, nil
}

// reader turns the file into a town and notes every mistake on the way.
type reader struct{ yf.Mistakes }

var (
	prefixForm = regexp.MustCompile(`^[A-Z]{1,4}$`)
	zoneForm   = regexp.MustCompile(`^([+-])(\d\d):([0-5]\d)$`)
	numberForm = regexp.MustCompile(`^\+?\d{3,15}$`)
	areaForm   = regexp.MustCompile(`^0\d{2,4}$`)
	keyForm    = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
	idForm     = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,63}$`)
)

// signatureMax keeps room in a Chinese SMS of 70 characters.
const signatureMax = 12

func (r *reader) town(file fileTown) *Town {
	if file.Version.Text != "1" {
		r.Add(file.Version.Line, "", "version must be 1, the only one this program reads")
	}
	t := &Town{
		Title:      r.both(file.Zh, file.En, 1, "", "zh", "en"),
		Persona:    r.both(file.PersonaZh, file.PersonaEn, 1, "", "persona_zh", "persona_en"),
		Prefix:     r.form(file.Prefix, 1, "", "prefix", prefixForm, "1 to 4 capital letters, such as JH"),
		Signature:  file.Signature.Text,
		HumanPhone: r.form(file.HumanPhone, 1, "", "human_phone", numberForm, "a phone number in digits"),
	}
	switch n := utf8.RuneCountInString(t.Signature); {
	case !file.Signature.Given():
		r.Add(1, "", "signature is missing: what stands before each Chinese SMS, such as 【小兴代办】")
	case n > signatureMax:
		r.Add(file.Signature.Line, "", "signature has %d characters; at most %d fit", n, signatureMax)
	}
	if file.AreaCode.Given() {
		t.AreaCode = r.form(file.AreaCode, 1, "", "area_code", areaForm, "an area code such as '0579'")
	}
	t.Zone = r.zone(file.Zone)
	r.hours(file, t)
	r.calendar(file.Calendar, t)
	r.hotlines(file.Hotlines, t)
	r.places(file.Places, t)
	t.Shapes = file.Shapes.Text
	t.County, t.City = r.upper(file.County, "county"), r.upper(file.City, "city")
	r.areas(file, t)
	r.rules(file.Rules, t)
	r.retention(file.Retention, t)
	return t
}

func (r *reader) both(zh, en yf.Word, line int, owner, zhField, enField string) Text {
	if zh.Text == "" {
		r.Add(max(zh.Line, line), owner, "%s is missing; every name is needed in both languages", zhField)
	}
	if en.Text == "" {
		r.Add(max(en.Line, line), owner, "%s is missing; every name is needed in both languages", enField)
	}
	return Text{Zh: zh.Text, En: en.Text}
}

// upper is the name of the county or the city, which a file may leave out.
func (r *reader) upper(f fileText, field string) Text {
	if f.Line == 0 {
		return Text{}
	}
	return r.both(f.Zh, f.En, int(f.Line), field, "zh", "en")
}

// form reads a word that must be there and have a form, told in words.
func (r *reader) form(w yf.Word, line int, owner, field string, form *regexp.Regexp, words string) string {
	switch {
	case !w.Given():
		r.Add(line, owner, "%s is missing: %s", field, words)
	case !form.MatchString(w.Text):
		r.Add(w.Line, owner, "%s %q is not %s", field, w.Text, words)
	}
	return w.Text
}

func (r *reader) zone(w yf.Word) *time.Location {
	text := r.form(w, 1, "", "zone", zoneForm, "the offset from UTC, such as '+08:00'")
	m := zoneForm.FindStringSubmatch(text)
	if m == nil {
		return time.UTC
	}
	offset, err := time.Parse("15:04", m[2]+":"+m[3])
	if err != nil || offset.Hour() > 14 {
		r.Add(w.Line, "", "zone %q lies outside -14:00 to +14:00", text)
		return time.UTC
	}
	seconds := offset.Hour()*3600 + offset.Minute()*60
	if m[1] == "-" {
		seconds = -seconds
	}
	return time.FixedZone(text, seconds)
}

// needed are the hotlines the conversation names in danger.
var needed = []string{"police", "fire", "ambulance", "psych", "police_sms", "fraud", "legal", "women", "youth", "government", "traffic"}

func (r *reader) hotlines(list []fileHotline, t *Town) {
	seen := map[string]bool{}
	for _, f := range list {
		key := r.form(f.Key, int(f.Line), "a hotline", "key", keyForm, "a name in small letters")
		owner := fmt.Sprintf("hotline %q", key)
		if seen[key] {
			r.Add(f.Key.Line, "", "%s is given twice", owner)
		}
		seen[key] = true
		r.day(f.CheckedOn, int(f.Line), owner, "checked_on")
		t.Hotlines = append(t.Hotlines, Hotline{
			Key: key, CheckedOn: f.CheckedOn.Text,
			Number: r.form(f.Number, int(f.Line), owner, "number", numberForm, "a phone number in digits"),
			Label:  r.both(f.Zh, f.En, int(f.Line), owner, "zh", "en"),
		})
	}
	var missing []string
	for _, key := range needed {
		if !seen[key] {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		line := 1
		if len(list) > 0 {
			line = int(list[0].Line)
		}
		r.Add(line, "", "hotlines are missing that the conversation names in danger: %s", strings.Join(missing, ", "))
	}
}

// day reads a calendar day that must be there.
func (r *reader) day(w yf.Word, line int, owner, field string) (time.Time, bool) {
	if !w.Given() {
		r.Add(line, owner, "%s is missing: a day such as 2026-11-22", field)
		return time.Time{}, false
	}
	d, err := time.Parse(time.DateOnly, w.Text)
	if err != nil {
		r.Add(w.Line, owner, "%s %q is not a day such as 2026-11-22", field, w.Text)
	}
	return d, err == nil
}
