package dialog

import (
	"regexp"
	"slices"
	"strings"
)

// vaguePlace says that a place could be anywhere: no place of the town's, and nothing
// in it but words every village has.
func (t *scene) vaguePlace(s Slot) bool {
	_, known := t.Town.Place(s.Value)
	return !known && !t.townKnows(s.Raw) && namesNowhere(s.Raw)
}

// saysMore says that a place told later tells more than the one taken: where the first
// could be anywhere, or only the second is on the town's list, or it is the same one
// with more words.
func (t *scene) saysMore(old Slot, later Command) bool {
	if namesNowhere(later.Raw) && !t.townKnows(later.Raw) {
		return false
	}
	return t.vaguePlace(old) || t.townKnows(later.Raw) && !t.townKnows(old.Raw) ||
		later.Raw != old.Raw && old.Raw != "" && strings.Contains(later.Raw, old.Raw)
}

// A part of an address inside an estate or a street.
var (
	unitZh = regexp.MustCompile(`([0-9]+|[一二三四五六七八九十]+)(幢|栋|号楼|单元|楼|层|室|号)`)
	unitEn = regexp.MustCompile(`(?i)\b(building|block|bldg|number|no|unit|flat|apartment|room|floor)\s*(no\.?\s*)?[0-9]+[a-z]?\b`)
)

// onto puts a house, unit or room told alone onto the place it is part of: 21幢 after
// 罗埠花园12幢门口 is 罗埠花园21幢门口.
func (t *scene) onto(m *Matter, c Command) Command {
	old, had := m.Slots["where"]
	if c.Slot != "where" || !had || old.State != "" || old.Raw == "" || t.vaguePlace(old) || strings.ContainsAny(c.Raw, "路街桥村") {
		return c
	}
	if room := strings.TrimSpace(c.Raw); len(room) <= 5 && strings.Trim(room, "0123456789-") == "" {
		c.Value, c.Raw = old.Raw+" "+room, old.Raw+" "+room
		return c
	}
	unit, kind, between := unitZh, 2, ""
	if !hasHan(c.Raw) {
		unit, kind, between = unitEn, 1, ", "
	}
	if at := unit.FindStringIndex(c.Raw); at == nil || at[0] != 0 || len(c.Raw)-at[1] > at[1] && unit.FindStringIndex(c.Raw[at[1]:]) == nil {
		return c
	}
	whole := old.Raw
	for _, part := range unit.FindAllStringSubmatch(c.Raw, -1) {
		i := slices.IndexFunc(unit.FindAllStringSubmatch(whole, -1), func(was []string) bool { return sameUnit(was[kind], part[kind]) })
		if i < 0 {
			whole += between + part[0]
			continue
		}
		at := unit.FindAllStringIndex(whole, -1)[i]
		whole = whole[:at[0]] + part[0] + whole[at[1]:]
	}
	c.Value, c.Raw = whole, whole
	return c
}

// sameUnit: 幢, 栋 and 号楼 name the same thing.
func sameUnit(a, b string) bool {
	house := []string{"幢", "栋", "号楼", "building", "block", "bldg", "number", "no"}
	a, b = strings.ToLower(a), strings.ToLower(b)
	return a == b || slices.Contains(house, a) && slices.Contains(house, b)
}
