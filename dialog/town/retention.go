package town

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	yf "frontdoor/dialog/catalog/yamlfile"
)

// Keep is how long closed cases of a category are kept before their words are erased.
type Keep struct {
	Category string
	Months   int
}

// Since is the moment before which a case must have been closed to be erased now. Where a
// month is too short for the day it is its last day.
func (k Keep) Since(now time.Time) time.Time {
	then := now.AddDate(0, -k.Months, 0)
	if then.Day() != now.Day() { // 31 March less a month is no 31 February
		then = then.AddDate(0, 0, -then.Day())
	}
	return then
}

type fileKeep struct {
	Line     yf.Line
	Category yf.Word `yaml:"category"`
	Keep     yf.Word `yaml:"keep"`
}

var keepForm = regexp.MustCompile(`^([1-9]\d{0,2}) (year|month)s?$`)

// keepLongest is what a slip of the pen lies beyond, in months.
const keepLongest = 100 * 12

func (r *reader) retention(list []fileKeep, t *Town) {
	seen := map[string]bool{}
	for _, f := range list {
		key := r.form(f.Category, int(f.Line), "retention", "category", keyForm, "a key of the catalogue, such as facilities")
		owner := fmt.Sprintf("retention of %q", key)
		if seen[key] {
			r.Add(f.Category.Line, "", "%s is given twice", owner)
		}
		seen[key] = true
		m := keepForm.FindStringSubmatch(r.form(f.Keep, int(f.Line), owner, "keep", keepForm, "a time such as 3 years or 18 months"))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		if m[2] == "year" {
			n *= 12
		}
		if err != nil || n > keepLongest {
			r.Add(f.Keep.Line, owner, "keep %q is longer than 100 years; leave the category out to keep it for ever", f.Keep.Text)
		}
		t.Retention = append(t.Retention, Keep{key, n})
	}
}

// RetentionKnows says which category the file keeps for a time is none of the catalogue's,
// so that a slip of the pen keeps nothing for ever unsaid.
func (t *Town) RetentionKnows(known func(key string) bool) error {
	for _, k := range t.Retention {
		if !known(k.Category) {
			return fmt.Errorf("the town's file: retention of %q: the catalogue has no such category", k.Category)
		}
	}
	return nil
}
