package hear

import (
	"slices"
	"strings"

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
	whole := t.withLandmark(text, best, found)
	if whole.Raw == best.Raw {
		whole = t.withSpotApart(text, best, found)
	}
	return t.withoutHome(text, whole), true
}

// A village that is all of its clause, and how an English spot begins that tells more of a road.
var (
	clauseBegins = pattern.MustCompile(`(?:^|[,，。;； ])(?:就|是|在|就是|就在)?$`)
	clauseOver   = pattern.MustCompile(`^(?:那段|那里|那边|那一段|这边|的)?(?:$|[,，。;；.! ])`)
	sayWhere     = pattern.MustCompile(`^(?:就|都|我们?|咱们?)*(?:在)?$`)
	spotBehindEn = pattern.MustCompile(`(?i)^(?:near|opposite|next to|behind|outside|in front of|across from|beside) `)
	sameBreathEn = pattern.MustCompile(`^[^.!?;\n]{1,24}$`)
)

// withSpotApart joins a village that is told by itself, or a road, to the spot told apart from
// it: 村口路灯坏了半个月 七星村 is 七星村 · 村口.
func (t *Listener) withSpotApart(text string, p understand.Finding, found []understand.Finding) understand.Finding {
	if !t.townKnows(p.Raw) && !namesSettlement(p.Raw) || p.End > len(text) {
		return p
	}
	han := pattern.HasHan(p.Raw)
	if han && !(clauseBegins.MatchString(text[:p.Start]) && clauseOver.MatchString(text[p.End:]) && settled.MatchString(p.Raw)) {
		return p
	}
	for _, f := range found {
		spot := ownEstate.ReplaceAllString(f.Raw, "")
		switch {
		case t.townKnows(f.Raw) || namesSettlement(f.Raw) || !aSpot(spot) || han && strings.Contains(p.Raw, string([]rune(spot)[:min(2, len([]rune(spot)))])):
		case han && f.End <= p.Start && !homeZh.MatchString(f.Raw) && (sayWhere.MatchString(text[:f.Start]) || strings.Trim(text[f.End:p.Start], "上里边那一段的,， ") == ""):
			if after := text[f.End:p.Start]; strings.HasPrefix(after, "上") && strings.HasSuffix(spot, "边") {
				spot += "上" // 衢江边上
			}
			p.Raw += spotZh + spot
			p.Value = p.Raw
			return p
		case !han && roadEn.MatchString(p.Raw) && f.Start > p.End && spotBehindEn.MatchString(spot) && !homeEn.MatchString(spot) && sameBreathEn.MatchString(text[p.End:f.Start]):
			p.Raw += spotEn + spot
			p.Value = p.Raw
			return p
		}
	}
	return p
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
		if room := strings.TrimRight(roomZh.FindString(text[min(place.End, len(text)):]), " "); room != "" && hasRooms.MatchString(place.Raw) {
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
