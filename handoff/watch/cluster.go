package watch

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// clusters know which cases are of one kind in one grid, and which name one employer.
type clusters struct {
	of   map[string][]opened
	keys map[dialog.CaseID][]string
}

// opened is a case of a cluster, and whether it told of it.
type opened struct {
	id   dialog.CaseID
	at   time.Time
	told bool
}

func newClusters() clusters {
	return clusters{of: map[string][]opened{}, keys: map[dialog.CaseID][]string{}}
}

// employerCategory is the one whose "who" is a firm.
const employerCategory = "labour"

// note keeps a case under what it may share with others.
func (l *clusters) note(c casebook.Case, lies handoff.Place, t *town.Town) {
	for _, key := range l.keys[c.ID] {
		l.of[key] = slices.DeleteFunc(l.of[key], func(o opened) bool { return o.id == c.ID })
		if len(l.of[key]) == 0 {
			delete(l.of, key)
		}
	}
	delete(l.keys, c.ID)
	if c.OpenedAt.IsZero() || c.Category == "" {
		return
	}
	var keys []string
	if len(lies.Grids) == 1 {
		keys = append(keys, "grid:"+lies.Grids[0]+":"+c.Category)
	}
	if firm := firmOf(c, t); firm != "" {
		keys = append(keys, "employer:"+firm)
	}
	for _, key := range keys {
		first := c.OpenedAt
		mine := opened{c.ID, c.OpenedAt, slices.Contains(c.Clusters, key)}
		l.of[key] = append(slices.DeleteFunc(l.of[key], func(o opened) bool {
			return t.Rules.ClusterWithin.After(o.at).Before(first) // too long ago for any later one
		}), mine)
	}
	l.keys[c.ID] = keys
}

// The endings of a firm's name that people leave out or put on, and the regions before it.
var (
	firmEnds = []string{"有限责任公司", "股份有限公司", "有限公司", "分公司", "公司", "集团", "厂", "厂里", "工地", "项目部", "老板", "老板娘", "经理", "包工头",
		"coltd", "limited", "ltd", "inc", "company", "factory", "boss"}
	firmBegins = pattern.MustCompile(`^(?:the|.{2}省|[^省市县区镇乡村]{2,3}(?:市|县|区|镇|乡|村|社区))`)
)

// firmOf is an employer as a number: its name is not written where all may read it. One firm
// is named in many ways: 大发鞋厂, 罗埠镇大发鞋厂有限公司, 大发鞋厂的老板.
func firmOf(c casebook.Case, t *town.Town) string {
	name := pattern.SmallLatin(c.Facts["who"].Value)
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" 的,.()(),。", r) }), "")
	if c.Category != employerCategory {
		return ""
	}
	left := func(rest string) bool { // something that tells it from others
		if len([]rune(rest)) < 2 || rest == name {
			return false
		}
		name = rest
		return true
	}
	for again := true; again; {
		again = left(name[len(firmBegins.FindString(name)):])
		if places := t.FindPlaces(name); len(places) > 0 && places[0].Start == 0 {
			again = left(name[places[0].End:]) || again
		}
		for _, end := range firmEnds {
			again = left(strings.TrimSuffix(name, end)) || again
		}
	}
	if len([]rune(name)) < 2 {
		return ""
	}
	h := fnv.New64a()
	h.Write([]byte(name)) //nolint:errcheck // a hash never fails
	return strconv.FormatUint(h.Sum64(), 36)
}

// tell says that a case makes a cluster full, once for each cluster: as long as one of
// its cases has told of it, no other does.
func (l *clusters) tell(c casebook.Case, r *handoff.Rules, t *town.Town, lies handoff.Place, crew []handoff.Member) []handoff.Doing {
	var do []handoff.Doing
	if r.Backlog(c) {
		return nil
	}
	for _, key := range l.keys[c.ID] {
		n := 0
		for _, o := range l.of[key] {
			if o.told {
				n = 0
				break
			}
			if !t.Rules.ClusterWithin.After(o.at).Before(c.OpenedAt) && !o.at.After(c.OpenedAt) {
				n++
			}
		}
		if n >= t.Rules.Cluster {
			do = append(do, handoff.Doing{ID: "cluster:" + key, Change: dialog.Change{Kind: dialog.ChangeClustered, Slot: key,
				Value: strconv.Itoa(n), Raw: strings.Join(r.Tellers("town", c, lies, crew), ",")}})
		}
	}
	return do
}
