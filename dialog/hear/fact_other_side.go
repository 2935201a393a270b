package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// owesWho says that the matter cannot go without its other side, who is not known yet.
func (t *Listener) owesWho(m *dialog.Matter) bool {
	slot, ok := t.Slot(m, "who")
	return ok && slot.Level == catalog.Must && !m.Has("who")
}

// namesMore says that words give a name to the other side, of whom only what they are
// was told: 老板姓何 after 老板.
func namesMore(m *dialog.Matter, value string) bool {
	return m.Has("who") && understand.OnlyRelation(m.Slots["who"].Value) && !understand.OnlyRelation(value) && strings.Contains(value, m.Slots["who"].Value)
}

// holdsName says that a name was read as the other side's: 姓马的, told at the summary.
func holdsName(facts []Command, name string) bool {
	return slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "who" && strings.Contains(c.Raw, name) })
}

// aFirm says that words read as a name are that of a firm: "Hongda Toys".
func (t *Listener) aFirm(text, raw string) bool {
	return slices.ContainsFunc(t.Persons(text), func(p understand.Person) bool { return p.Relation == "company" && p.Raw == raw })
}

// did are words that make one's own relation the other side.
var did = []string{"借了我", "借我", "欠我", "欠了我", "打我", "打了我", "骂我", "骗我", "骗了我", "撞了我", "不还", "owes me", "owed me", "borrowed", "hit me", "cheated me"}

// tookIt goes on with what one of the family did to the others: 我弟把老宅卖了.
var tookIt = pattern.MustCompile(`(?i)^ (?:rents? out|rented out|sold|sells|keeps?|kept|took|takes|hides?|moved into|locked) |^(?:们)?[^,，。;；\n]{0,6}(?:把[^,，。;；\n]{1,10}(?:卖|占|拿|吞|砸|过户|霸|租|挖|拆|输|花)|独吞|霸占|偷偷|不肯分|不分给?我|赶我)`)

// itsHome goes on with somebody's home as a place: 老李家门口 says where, not who.
var itsHome = pattern.MustCompile(`^(?:家的?)?(?:门口|门前|旁边|对面|附近|边上|屋后|屋前|后面|前面)`)

// otherSide finds who the story is against: the other side, or a relation of one's
// own who did something to the speaker.
func (t *Listener) otherSide(text string) (understand.Person, bool) {
	persons := t.Persons(text)
	var unnamed understand.Person
	own, named := t.NameIn(text, false)
	for _, p := range persons {
		switch {
		case p.Start > 0 && p.End >= len(strings.TrimRight(text, " 。.")) && ownTrade.MatchString(text):
			// 锁骨断了 送外卖的 says what the hurt teller does
		case named && p.Start <= own.Start && own.End <= p.End && p.Role == understand.Other && sayMe(text[:own.Start]):
			// 我是后山村的村干部老曹 says who speaks
		case standsBy.MatchString(text[p.Start:]) && len(persons) > 1 || unhelping.MatchString(text[p.Start:]):
			// the teacher who does nothing is not whom it is about
		case p.Role != understand.Other || itsHome.MatchString(text[p.End:]):
		case !namesNobody(p.Value):
			return namedAfter(calledLater(namedLater(p, persons), text), persons), true
		case trade.MatchString(p.Value) && whoseHouse(p, text).Start < p.Start:
			return whoseHouse(p, text), true
		case unnamed.Value == "":
			unnamed = p
		}
	}
	if unnamed.Value != "" {
		return unnamed, true
	}
	for _, p := range persons {
		next := strings.ToLower(text[p.End:min(len(text), p.End+40)])
		if p.Role == understand.Concerned && (tookIt.MatchString(text[p.End:]) || slices.ContainsFunc(did, func(w string) bool { return strings.Contains(next, w) })) {
			return p, true
		}
	}
	if at := fromNextDoor.FindStringSubmatchIndex(text); at != nil {
		where := understand.Finding{Value: text[at[2]:at[3]], Raw: text[at[2]:at[3]], Start: at[2], End: at[3]}
		return understand.Person{Finding: where, Role: understand.Other, Relation: "neighbour"}, true
	}
	return understand.Person{}, false
}

// ownTrade is a trade behind an injury nobody else is spoken of with: the teller's own.
var ownTrade = pattern.MustCompile(`^[^,，。他她]{0,8}(?:断|伤|骨折|烫|扭|崴|压|砸|肿|瘫)(?:了|着|到了?)?[^,，。他她]{0,4}[,，。 ]+(?:我)?(?:是)?(?:做|干)?[^,，。 ]{2,8}的[。 ]*$`)

// standsBy and unhelping are somebody who is to help and does not.
var (
	standsBy  = pattern.MustCompile(`^(?:班主任|老师|校长|学校|警察|民警|派出所|保安|辅导员)(?:们)?(?:也|都|又|还|却|就|根本|总是?|那边|说了)*(?:不管|不理|没管|不来管|管不了|不当回事|装没看见)`)
	unhelping = pattern.MustCompile(`(?i)^(?:the |my )?(?:teachers?|school|police|headmaster|principal|security)(?: just| always| still)? (?:do(?:es)?|did|don'?t|doesn'?t|didn'?t|won'?t|says?|said)(?: do| help| care)? (?:nothing|anything|not help|not care|help|care|they can'?t)\b`)
)

// fromNextDoor tells from whom something comes: water drips from upstairs.
var fromNextDoor = pattern.MustCompile(`(?i)\b(?:from|by) (?:the )?(upstairs|downstairs|next door|(?:flat|floor|people) above)\b`)

// namedLater is the same one with a name where the story gives it later: 房东不退押金,房东姓褚.
func namedLater(p understand.Person, persons []understand.Person) understand.Person {
	for _, q := range persons {
		if understand.OnlyRelation(p.Value) && q.Start > p.Start && strings.HasPrefix(q.Value, p.Value) && len(q.Value) > len(p.Value) {
			return q
		}
	}
	return p
}

// heIs brings the name of somebody told before without one.
var heIs = pattern.MustCompile(`\b(?:[Hh]is|[Hh]er|[Tt]heir|[Hh]e is|[Ss]he is|[Hh]e's|[Ss]he's) (?:name is |name's |called |named )([A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})`)

// calledLater gives a relation the name that the same message tells after it: "neighbour's
// bamboo ... his name is Ye Dafu".
func calledLater(p understand.Person, text string) understand.Person {
	if !understand.OnlyRelation(p.Value) {
		return p
	}
	if name := submatchOf(heIs, understand.AsWritten(text)[p.End:], text[p.End:]); name != nil {
		p.Value += " " + name[1]
	}
	return p
}

// namedAfter prefers somebody told with a name after a bare relation that may be the same:
// "the place next door, owner name Lao Zhou".
func namedAfter(p understand.Person, persons []understand.Person) understand.Person {
	if !understand.OnlyRelation(p.Value) || p.Relation != "neighbour" {
		return p
	}
	for _, q := range persons {
		if q.Start > p.End && q.Role == understand.Other && q.Relation == "shop" && !understand.OnlyRelation(q.Value) {
			return q
		}
	}
	return p
}
