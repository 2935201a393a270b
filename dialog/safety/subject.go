package safety

import (
	"regexp"
	"slices"
)

// whoseDanger settles whose danger it is where that decides the card: a writer's
// suicide or somebody else's, violence at home or by strangers.
func (r *reading) whoseDanger(stand []sighting) []sighting {
	has := func(k Kind) bool {
		return slices.ContainsFunc(stand, func(c sighting) bool { return c.kind == k })
	}
	overlaps := func(c sighting, k Kind) bool {
		return slices.ContainsFunc(stand, func(o sighting) bool { return o.kind == k && o.from < c.to && c.from < o.to })
	}
	strangers := has(Domestic) && has(Violence) && len(r.spans("kin")) == 0
	child := r.speakerIsMinor()
	var out []sighting
	for _, c := range stand {
		switch {
		case c.kind == Trapped && (overlaps(c, Domestic) && !strangers || overlaps(c, SuicideOther)):
			continue // locked in by the family, or by choice: no fire brigade at the door
		case c.kind == Domestic && (strangers && !c.child || r.byVehicle(c) || r.putOut(c)):
			continue
		case c.kind == Domestic && r.atSchool(c): // no violence at home
			c.kind, c.child = ChildHarm, true
		case c.kind == Domestic && child: // the card that speaks to a child, with the flag of both
			out = append(out, sighting{kind: ChildHarm, child: true, span: c.span})
		case c.kind == Suicide && (overlaps(c, SuicideOther) || r.ofAnother(c)):
			c.kind = SuicideOther
		}
		out = append(out, c)
	}
	return out
}

// vehicle stands before what it did: a scooter hit me.
var vehicle = regexp.MustCompile(`(?:car|scooter|bike|ebike|e-bike|motorbike|motorcycle|bicycle|van|truck|taxi|bus|lorry|tricycle|tractor|车|电动车|电瓶车|三轮|货车|摩托) ?(?:just |then |has |had )?$`)

// vehicleMost is more bytes than a vehicle with the word behind it has: no more of the text
// is looked through, which may be long and full of cries.
const vehicleMost = 24

// byVehicle reports whether what was done to the writer was done by a vehicle: no violence at home.
func (r *reading) byVehicle(c sighting) bool {
	return endsInVehicle(r.text[:r.tokens[c.from].start])
}

func endsInVehicle(text string) bool {
	return vehicle.MatchString(text[max(0, len(text)-vehicleMost):])
}

// Whoever is put out by an employer or a landlord is not beaten at home.
var (
	outOfDoors = regexp.MustCompile(`赶|轰|kick|thr[eo]w|put (?:me|us) out`)
	hired      = regexp.MustCompile(`保姆|钟点工|打工|工资|雇主|东家|老板|厂里|工地|宿舍|房东|押金|租金|房租|租的|landlord|boss|employer|my job|wages?\b|salary|\brent|deposit`)
	family     = regexp.MustCompile(`老公|丈夫|老婆|妻|男朋友|女朋友|男友|对象|公公|婆婆|爸|妈|儿|女儿|哥|弟|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|mom|son\b|brother|\bex\b`)
)

// putOut reports whether a cue tells only that the writer was put out of a house by whoever
// employed them or let it, and no relative is spoken of.
func (r *reading) putOut(c sighting) bool {
	return outOfDoors.MatchString(r.text[r.tokens[c.from].start:r.tokens[c.to-1].end]) && hired.MatchString(r.text) && !family.MatchString(r.text)
}

// ofAnother reports whether a cue of suicide speaks about somebody else: a message
// or cry of theirs is passed on, or theirs is the nearest name before it. When the
// name stands in an earlier phrase that tells what they did to the writer ("my
// husband left, ..."), the writer means himself; so it is in doubt.
func (r *reading) ofAnother(c sighting) bool {
	cue := r.tokens[c.from]
	for _, s := range near(r.spans("quotes"), c.span) {
		if s.from < c.from && r.tokens[s.from].sentence == cue.sentence {
			return true
		}
	}
	nearest, other := -1, false
	look := func(section string, isOther bool) {
		for _, s := range near(r.spans(section), c.span) {
			if r.tokens[s.from].clause == cue.clause && s.from > nearest && (s.from <= c.from || !isOther && s.to <= c.to) {
				nearest, other = s.from, isOther
			}
		}
	}
	look("self", false)
	look("other", true)
	if nearest >= 0 {
		return other && !r.didToWriter(nearest, cue)
	}
	for _, s := range near(r.spans("other says"), c.span) {
		if s.from < c.from && cue.clause-r.tokens[s.from].clause <= 1 {
			return true
		}
	}
	return false
}

// didToWriter reports whether the person at token i stands in an earlier phrase
// that tells of a loss or a wrong.
func (r *reading) didToWriter(i int, cue token) bool {
	if r.tokens[i].phrase == cue.phrase {
		return false
	}
	return slices.ContainsFunc(r.spans("did to me"), func(s span) bool { return r.tokens[s.from].phrase == r.tokens[i].phrase })
}

// childConcerned reports whether the one in danger is a child: named in the clause of the cue.
func (r *reading) childConcerned(c sighting) bool {
	section := "child"
	switch c.kind {
	case Suicide, Domestic, Fraud:
		return false
	case SuicideOther:
		section = "schoolchild"
	}
	for _, s := range near(r.spans(section), c.span) {
		if r.tokens[s.from].clause == r.tokens[c.from].clause {
			return true
		}
	}
	return false
}

// ownRelative reports whether words read as the writer's age or school begin with a relative
// of theirs: 我儿子上幼儿园, 我家孙女读初二.
func (r *reading) ownRelative(s span) bool {
	for _, section := range []string{"kid", "kin"} {
		for _, k := range r.spans(section) {
			if k.from > s.from && k.to < s.to && slices.Contains(ofMine, r.text[r.tokens[s.from].end:r.tokens[k.from].start]) {
				return true
			}
		}
	}
	return false
}

// ofMine may stand between "my" and a relative.
var ofMine = []string{"", "家", "们", "们家", "的", "家的", "大", "小", "二", "亲", "家大", "家小"}

// speakerIsMinor reports whether the writer says to be under 18.
func (r *reading) speakerIsMinor() bool {
	self, _ := r.minors()
	return self
}

// minors reports whether the writer says to be under 18, and whether the same is said of a
// relative.
func (r *reading) minors() (self, relative bool) {
	r.each("minor", r.live, func(_ *pattern, s span) {
		if r.ownRelative(s) {
			relative = true
		} else {
			self = true
		}
	})
	return self, relative
}

// atSchool reports whether whoever does the harm of the cue is a teacher or the like: one
// is named in its clause up to the harm, and nobody of the family that could have done it.
func (r *reading) atSchool(c sighting) bool {
	cue := r.tokens[c.from]
	named := func(section string) bool {
		return slices.ContainsFunc(near(r.spans(section), c.span), func(s span) bool {
			return s.from < c.to && r.tokens[s.from].clause == cue.clause && !r.spansChild(s)
		})
	}
	return named("teacher") && !named("kin")
}

// spansChild reports whether a span is a word for a child.
func (r *reading) spansChild(s span) bool {
	return slices.ContainsFunc(near(r.spans("kid"), s), func(k span) bool { return k.from <= s.from && s.to <= k.to })
}

// ofChild reports whether a grown-up tells of harm to a child: a child is named, and the
// harm is not done to "me".
func (r *reading) ofChild(stand []sighting) bool {
	if r.speakerIsMinor() {
		return false
	}
	kids := r.spans("kid")
	for _, c := range stand {
		if c.kind != ChildHarm {
			continue
		}
		for i := c.from; i < c.to; i++ {
			if id := r.tokens[i].id; id != r.book.words["me"] && id != r.book.words["我"] {
				continue
			}
			if !slices.ContainsFunc(kids, func(k span) bool { return k.from == i+1 || k.from == i+2 && r.tokens[i+1].id == r.book.words["的"] }) {
				return false
			}
		}
	}
	return len(kids) > 0
}
