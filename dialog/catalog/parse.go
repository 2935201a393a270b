package catalog

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	yf "frontdoor/dialog/catalog/yamlfile"
)

//go:embed catalog.yaml
var standard []byte

// Standard is the embedded file as it was written, comments included: what a town
// copies to begin with.
func Standard() string { return string(standard) }

// Default is the embedded catalogue; it is read once, for nobody changes it. An error
// means the program was built wrong.
func Default() (*Catalog, error) { return readStandard() }

var readStandard = sync.OnceValues(func() (*Catalog, error) { return Parse("catalog.yaml", standard) })

// Parse reads a catalogue a clerk wrote. Name is the file's name for mistakes. Every
// mistake is told with its line and the reason, all of them in one joined error.
func Parse(name string, yaml []byte) (*Catalog, error) {
	r := &reader{Mistakes: yf.Mistakes{File: name}}
	var file fileCatalog
	if !yf.Read(yaml, &file, &r.Mistakes) {
		return nil, r.Err()
	}
	c := r.catalog(file)
	if err := r.Err(); err != nil {
		return nil, err
	}
	return c, nil
}

// reader turns the file into a catalogue and notes every mistake on the way.
type reader struct {
	yf.Mistakes
	shared map[string]fileSlot
	used   map[string]bool
	// urgentIf and deadlines stand before those of every category.
	urgentIf []Condition
	clocks   []Deadline
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

const (
	shortZhMax = 6  // characters of a button
	shortEnMax = 14 // characters of a button
)

func (r *reader) catalog(file fileCatalog) *Catalog {
	c := &Catalog{byKey: map[string]int{}}
	if !file.Version.Given() {
		r.Add(1, "", "version is missing; this program reads version 1")
	} else if file.Version.Text != "1" {
		r.Add(file.Version.Line, "", "version %q is not known; this program reads version 1", file.Version.Text)
	}
	c.Version = 1
	switch n := file.Questions.Int(&r.Mistakes, "", "questions"); {
	case !file.Questions.Given():
		r.Add(1, "", "questions is missing: how many questions the bot may ask, 1 to 9")
	case n != nil && (*n < 1 || *n > 9):
		r.Add(file.Questions.Line, "", "questions must be 1 to 9, not %d", *n)
	case n != nil:
		c.Questions = int(*n)
	}
	r.urgentIf = r.conditions(file.UrgentIf, "", "every category", Category{})
	r.clocks = r.deadlines(file.Deadlines, "every category", Category{})
	r.shared, r.used = map[string]fileSlot{}, map[string]bool{}
	for _, s := range file.Shared {
		if r.key(s.Key, s.Line, "a shared slot", func(k string) bool { _, taken := r.shared[k]; return taken }) {
			r.shared[s.Key.Text] = s
		}
	}
	if len(file.Categories) == 0 {
		r.Add(1, "", "there is no category")
	}
	for _, fc := range file.Categories {
		if !r.key(fc.Key, fc.Line, "a category", func(k string) bool { _, taken := c.byKey[k]; return taken }) {
			continue
		}
		if slices.Contains(reserved, fc.Key.Text) {
			r.Add(fc.Key.Line, "", "key %q has a meaning of its own; choose another for this category", fc.Key.Text)
		}
		c.byKey[fc.Key.Text] = len(c.categories)
		c.categories = append(c.categories, r.category(fc))
	}
	for _, s := range file.Shared {
		if s.Key.Given() && !r.used[s.Key.Text] {
			r.Add(s.Key.Line, "", "shared slot %q is used by no category", s.Key.Text)
		}
	}
	return c
}

// reserved are words the conversation itself uses beside category and slot keys.
var reserved = []string{"none", "other", "menu", "confirm", "pick", "score"}

// key checks a key and says whether its owner can be read on.
func (r *reader) key(w yf.Word, line yf.Line, what string, taken func(string) bool) bool {
	switch {
	case !w.Given():
		r.Add(int(line), "", "%s has no key", what)
	case !keyForm.MatchString(w.Text):
		r.Add(w.Line, "", "key %q of %s must be small letters, digits and _, at most 32", w.Text, what)
	case taken(w.Text):
		r.Add(w.Line, "", "key %q is used twice for %s", w.Text, what)
	default:
		return true
	}
	return false
}

func (r *reader) category(fc fileCategory) Category {
	owner := fmt.Sprintf("category %q", fc.Key.Text)
	c := Category{
		Key:        fc.Key.Text,
		Title:      r.both(fc.Zh, fc.En, int(fc.Line), owner, "zh", "en"),
		Label:      r.both(fc.ShortZh, fc.ShortEn, int(fc.Line), owner, "short_zh", "short_en"),
		Scope:      r.both(fc.ScopeZh, fc.ScopeEn, int(fc.Line), owner, "scope_zh", "scope_en"),
		Public:     fc.Public.Bool(&r.Mistakes, owner, "public"),
		Restricted: fc.Restricted.Bool(&r.Mistakes, owner, "restricted"),
		bySlot:     map[string]int{},
	}
	r.tooLong(fc.ShortZh, owner, "short_zh", shortZhMax)
	r.tooLong(fc.ShortEn, owner, "short_en", shortEnMax)
	r.plainSMS(fc.ShortEn, owner, "short_en")
	if c.Public && c.Restricted {
		r.Add(fc.Public.Line, owner, "cannot be both public and restricted")
	}
	if len(fc.FirstHandler) == 0 {
		r.Add(int(fc.Line), owner, "first_handler is missing: who looks at it first")
	}
	for _, t := range fc.FirstHandler {
		c.FirstHandler = append(c.FirstHandler, r.both(t.Zh, t.En, int(t.Line), owner, "zh of first_handler", "en of first_handler"))
	}
	merged := r.slotsOf(fc, owner, &c)
	for i := range merged {
		r.slot(merged[i], &c.Slots[i], c)
	}
	c.UrgentIf = slices.Concat(r.urgentIf, r.conditions(fc.UrgentIf, "", owner, c))
	if len(fc.Deadlines) == 0 {
		r.Add(int(fc.Line), owner, "deadlines is missing: by when a person answers, at least")
	}
	c.Deadlines = slices.Concat(r.clocks, r.deadlines(fc.Deadlines, owner, c))
	if c.NeverTo = fc.NeverTo.Text; fc.NeverTo.Given() {
		if _, ok := c.Slot(c.NeverTo); !ok {
			r.Add(fc.NeverTo.Line, owner, "never_to names slot %q, which this category does not have", c.NeverTo)
		}
	}
	r.needsMatter(c, fc, owner)
	return c
}

// needsMatter: without a must slot that says what the matter is, an agent would get
// cases about nothing.
func (r *reader) needsMatter(c Category, fc fileCategory, owner string) {
	for _, s := range c.Musts() {
		if s.Key == "what" || s.Key == "safety" {
			return
		}
	}
	r.Add(fc.Key.Line, owner, `needs a slot "what" (or "safety") of level must`)
}

// slotsOf merges shared slots in and gives the category its keys, types and options,
// so that conditions may speak of slots further down.
func (r *reader) slotsOf(fc fileCategory, owner string, c *Category) []fileSlot {
	var merged []fileSlot
	for _, fs := range fc.Slots {
		if !r.key(fs.Key, fs.Line, "a slot of "+owner, func(k string) bool { _, taken := c.bySlot[k]; return taken }) {
			continue
		}
		key := fs.Key.Text
		if slices.Contains(reserved, key) {
			r.Add(fs.Key.Line, owner, "key %q has a meaning of its own; choose another for this slot", key)
		}
		if fs.Shared.Bool(&r.Mistakes, slotOwner(key, c.Key), "shared") {
			from, ok := r.shared[key]
			if !ok {
				r.Add(fs.Shared.Line, slotOwner(key, c.Key), "there is no shared slot of this key")
			}
			r.used[key] = true
			fs = fs.inherit(from)
		}
		s := Slot{Key: key, Level: Level(fs.Level.Text), Type: Type(fs.Type.Text)}
		for _, o := range fs.Options {
			s.Options = append(s.Options, Option{Key: o.Key.Text})
		}
		c.bySlot[key] = len(c.Slots)
		c.Slots = append(c.Slots, s)
		merged = append(merged, fs)
	}
	return merged
}

func slotOwner(slot, category string) string {
	return fmt.Sprintf("slot %q of category %q", slot, category)
}

// both reads a text that must be there in both languages.
func (r *reader) both(zh, en yf.Word, line int, owner, zhField, enField string) Text {
	for _, one := range []struct {
		w     yf.Word
		field string
	}{{zh, zhField}, {en, enField}} {
		if !one.w.Given() || one.w.Text == "" {
			r.Add(max(one.w.Line, line), owner, "%s is missing; every text is needed in both languages", one.field)
		}
	}
	return Text{Zh: zh.Text, En: en.Text}
}

func (r *reader) tooLong(w yf.Word, owner, field string, most int) {
	if n := utf8.RuneCountInString(w.Text); n > most {
		r.Add(w.Line, owner, "%s has %d characters; at most %d fit", field, n, most)
	}
}

// oneOf reads a word of a closed list.
func oneOf[T ~string](r *reader, w yf.Word, line int, owner, field string, list ...T) T {
	var names []string
	for _, t := range list {
		names = append(names, string(t))
	}
	switch {
	case !w.Given():
		r.Add(line, owner, "%s is missing; it is one of %s", field, strings.Join(names, ", "))
	case !slices.Contains(names, w.Text):
		r.Add(w.Line, owner, "%s %q is not one of %s", field, w.Text, strings.Join(names, ", "))
	}
	return T(w.Text)
}
