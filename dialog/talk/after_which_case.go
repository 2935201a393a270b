package talk

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// whichOne asks what words belong to: words of the same kind about another place, or
// words that could be about any of several cases.
func (t *Talk) whichOne(m *dialog.Matter, msg hear.Message) bool {
	if msg.Text == "" {
		return false
	}
	var open []*dialog.Matter
	for i := range t.State.Matters {
		if o := &t.State.Matters[i]; o.Status != dialog.Collecting && o.Status != dialog.Resolved && o.Status != dialog.Archived {
			open = append(open, o)
		}
	}
	if _, named := t.Named(msg.Text); named {
		return false
	}
	if len(open) > 1 && t.Now.Sub(m.OpenedAt) > 10*time.Minute {
		t.State.Parked = msg.Pieces
		t.pick(open, "pick", dialog.AboutWords)
		return true
	}
	if m.Carried && !hear.AboutTheSame(msg.Text) && t.Rank(msg.Text).Substance() && !presses.MatchString(msg.Text) || t.anotherPlace(m, msg.Text) {
		t.State.Parked = msg.Pieces
		t.confirm(m, "about_or_new", dialog.AboutReopen, phrases.Vars{"case": string(m.ID), "title": t.Aloud(m)})
		return true
	}
	return false
}

// presses is what people say who wait for a matter told before: 再不修我打12345了.
var presses = pattern.MustCompile(`(?i)再不|怎么还|还不(?:来|修|办|弄|处理)|什么时候才|到底|催|等了|拖了|没人来|没动静|没下文|(?:打|找)12345|\b(?:still (?:waiting|nothing|not)|how much longer|nobody came|no one came|hurry|or i (?:will|'ll) call)\b`)

// anotherPlace says that a story of the same kind names a place other than the case's.
func (t *Talk) anotherPlace(m *dialog.Matter, text string) bool {
	p, ok := t.PlaceIn(text)
	if !ok || !m.Has("where") || hear.NamesNowhere(p.Raw) {
		return false
	}
	w := m.Slots["where"]
	if strings.Contains(w.Raw, p.Raw) || strings.Contains(p.Raw, w.Raw) || w.Value == p.Value {
		return false
	}
	r := t.Rank(text)
	_, corrects := t.Correction(text)
	return r.Sure() && r.Best().Category == m.Category && !corrects
}

// picked treats the pick of a case.
func (t *Talk) picked(q *dialog.Question, msg hear.Message) bool {
	i := slices.IndexFunc(q.Choices, func(c dialog.Choice) bool { return msg.Choice != "" && (c.Value == msg.Choice || c.Key == msg.Choice) })
	if i < 0 && msg.Choice == "" {
		i = hear.PickOne(msg.Text, q.Choices)
	}
	if i < 0 && (q.About == dialog.AboutWords || q.About == dialog.AboutNotFixed) && strings.TrimSpace(msg.Text) == "0" {
		t.aboutNew()
		return true
	}
	if i < 0 && msg.Choice == "" && msg.Command == understand.None && len([]rune(msg.Text)) <= 24 { // 路灯那件
		var offered []*dialog.Matter
		for _, c := range q.Choices {
			if o := t.State.Matter(dialog.CaseID(c.Value)); o != nil {
				offered = append(offered, o)
			}
		}
		if meant := t.MeantBy(msg.Text, offered); len(meant) == 1 {
			i = slices.Index(offered, meant[0])
		}
	}
	if i < 0 {
		t.State.Asking = nil
		t.State.Parked = nil
		if msg.Choice == "" && understand.YesNo(msg.Text) == understand.No {
			t.Tell(t.Phrase("goodbye", nil))
			return true
		}
		return false
	}
	m := t.State.Matter(dialog.CaseID(q.Choices[i].Value))
	if m == nil {
		return false
	}
	t.State.Current = m.ID
	if q.About == dialog.AboutStatus {
		t.show(m)
		return true
	}
	t.State.Asking = nil
	words := t.Words(t.State.Parked)
	t.State.Parked = nil
	if q.About == dialog.AboutNotFixed && m.Status == dialog.Resolved {
		if words != "" && m.ID != q.Case {
			t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNoted, By: dialog.BySystem, Text: words})
		}
		t.Reopen(m)
		return true
	}
	if m.ID != q.Case {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNoted, By: dialog.BySystem, Text: words})
	}
	t.Tell(t.Phrase("added", phrases.Vars{"case": string(m.ID)}))
	return true
}

// aboutOld: the parked words are about the case that was asked about. A closed one is
// opened again, because a person must see them.
func (t *Talk) aboutOld(m *dialog.Matter) {
	t.State.Asking = nil
	t.State.Parked = nil
	if m.Status == dialog.Resolved {
		t.Reopen(m)
		return
	}
	m.Carried = false
	t.Tell(t.Phrase("added", phrases.Vars{"case": string(m.ID)}))
}

// aboutNew: the parked words begin a new matter.
func (t *Talk) aboutNew() {
	words := t.Words(t.State.Parked)
	t.State.Parked = nil
	t.State.Asking = nil
	if m := t.Matter(); m != nil {
		t.newMatter(m, words)
	}
}
