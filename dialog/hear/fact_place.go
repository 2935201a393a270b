package hear

import (
	"slices"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// placesIn are all places of a text, the town's own among them.
func (t *Listener) placesIn(text, lang string) []understand.Finding {
	return understand.Places(text, func(s string) []understand.Match {
		var matches []understand.Match
		for _, p := range t.Town.FindPlaces(s) {
			matches = append(matches, understand.Match{ID: p.ID, Name: p.Name, Start: p.Start, End: p.End})
		}
		return matches
	}, lang)
}

// homeBefore are words for a thing at home before the estate it stands in.
var homeBefore = pattern.MustCompile(`(?i)^(?:my|our|his|her|their|the) [a-z ]+ (?:at|in|on) (?:the )?$`)

// findPlace finds the place of the story: one the town knows before others, then the
// longest.
func (t *Listener) findPlace(text, lang string) (understand.Finding, bool) {
	found := slices.DeleteFunc(t.placesIn(text, lang), func(f understand.Finding) bool {
		return toStudy.MatchString(f.Raw) || lookedFor.MatchString(text[:f.Start]) && NamesNowhere(f.Raw) || chatGroup.MatchString(text[min(f.End, len(text)):])
	})
	if len(found) == 0 {
		return understand.Finding{}, false
	}
	weight := func(f understand.Finding) int {
		n := len([]rune(f.Raw))
		if t.townKnows(f.Raw) {
			n += 1000
		} else if NamesNowhere(f.Raw) { // our roof is in every village
			n -= 1000
		} else if pattern.HasHan(f.Raw) && namesSettlement(f.Raw) { // 麻园村 before 祠堂对面
			n += 100
		}
		return n
	}
	best := found[0]
	if len(found) == 1 {
		return t.withoutHome(text, t.withLandmark(text, best, nil)), true
	}
	for _, f := range found[1:] {
		if weight(f) > weight(best) {
			best = f
		}
	}
	return t.withoutHome(text, t.withLandmark(text, best, found)), true
}

// houseBefore is a house number before its road: house 12 Jiefang road.
var (
	houseBefore = pattern.MustCompile(`(?i)(?:(?:house|number|no\.?) )?[0-9]{1,4}[a-z]? $`)
	roadEn      = pattern.MustCompile(`(?i)\b(?:road|street|lane|avenue|rd|st)$`)
)

// withoutHome is the estate alone where a thing at home stands before it: my kitchen floor
// at Luobu Garden.
func (t *Listener) withoutHome(text string, place understand.Finding) understand.Finding {
	if pattern.HasHan(place.Raw) {
		if room := roomZh.FindString(text[min(place.End, len(text)):]); room != "" && hasRooms.MatchString(place.Raw) {
			place.End += len(room)
			place.Raw = text[place.Start:place.End]
			place.Value = place.Raw
		}
		return place
	}
	if place.Raw == "" {
		return place
	}
	if room := roomEn.FindString(text[min(place.End, len(text)):]); room != "" {
		place.End += len(room)
		place.Raw = text[place.Start:place.End]
		place.Value = place.Raw
	}
	if house := houseBefore.FindString(text[:place.Start]); house != "" && roadEn.MatchString(place.Raw) {
		place.Start -= len(house)
		place.Raw = text[place.Start:place.End]
		place.Value = place.Raw
	}
	at := t.Town.FindPlaces(place.Raw)
	if len(at) > 0 && at[0].Start > 0 && homeBefore.MatchString(place.Raw[:at[0].Start]) {
		place.Raw, place.Start = place.Raw[at[0].Start:], place.Start+at[0].Start
		place.Value = place.Raw
	}
	return place
}
