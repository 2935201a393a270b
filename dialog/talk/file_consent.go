package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// What the catalogue marks as sensitive (health, counselling, finances, whereabouts, under
// 14) needs a consent of its own. It costs no question: the summary of such a matter says
// what a yes agrees to, and the yes is kept as an event with the version of those words. Who
// will not agree is called by a person first, and the case is passed on to nobody until they
// say that they agree. Where life is at risk nobody is asked: there is no summary then.
//
// What goes to people without a summary (a person was asked for, a draft was left, an agent
// found out what kind it is) was agreed to by nobody: that is recorded, the resident is told
// how to agree, and until then it may be worked on and passed on within the house, and goes
// to nobody outside, to no table and into no other case.

// sensitive says that something the catalogue marks as sensitive is known of a matter.
func (t *Talk) sensitive(m *dialog.Matter) bool {
	c, _ := t.Catalog.Category(m.Category)
	for i := range c.Slots {
		if c.Slots[i].Sensitive && m.Has(c.Slots[i].Key) {
			return true
		}
	}
	return false
}

// withConsent is the phrase of a summary that a yes also agrees by, and keeps in which words
// it was asked; the phrase itself where nothing is sensitive.
func (t *Talk) withConsent(m *dialog.Matter, phrase string) string {
	m.Wording = ""
	if !t.sensitive(m) {
		return phrase
	}
	phrase += "_consent"
	m.Wording = t.ConsentTo(phrase)
	return phrase
}

// consents records a yes to a summary that asked for consent, and hands the matter over.
func (t *Talk) consents(m *dialog.Matter) {
	if m.Wording != "" {
		t.consent(m, dialog.ConsentGiven)
	}
	t.handOver(m)
}

// consent records what the resident said, and to which words.
func (t *Talk) consent(m *dialog.Matter, value string) {
	m.Consent = value
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeConsent, By: dialog.ByResident, Value: value, Raw: m.Wording})
}

var (
	// agreesAfter is how who did not agree says later that they do. Plainer words may be
	// the answer to something an agent asked.
	agreesAfter = pattern.MustCompile(`(?i)^(?:我|我们)?同意办理[。.!！ ]*$|^i agree to this[.! ]*$`)
)

// notAgreed: a person is asked to call; until then the case stays where it is.
func (t *Talk) notAgreed(m *dialog.Matter) {
	t.consent(m, dialog.ConsentRefused)
	if slices.Contains(m.Flags, dialog.FlagAnonymous) && t.fileUnnamed(m) {
		return
	}
	t.Flag(m, dialog.FlagHuman)
	t.Open(m, t.Town.FirstReplyDue(t.Now), false)
	t.Send(dialog.Reply{Text: t.Phrase("consent_refused", phrases.Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// AgreesLater takes the word of who agrees after all; an agent who has the case reads it.
func (t *Talk) AgreesLater(m *dialog.Matter, text string) bool {
	if m.Consent != dialog.ConsentRefused && m.Consent != dialog.ConsentUnasked || !agreesAfter.MatchString(text) {
		return false
	}
	if m.Consent == dialog.ConsentRefused {
		m.Wording = t.ConsentTo("consent_refused")
	}
	t.consent(m, dialog.ConsentGiven)
	return true
}

// Unasked notes which matters lie with people while nobody asked for the consent they need,
// and says so to a resident who has just spoken.
func (t *Talk) Unasked() {
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		switch {
		case m.Consent != "" || m.Alerted || m.Status == dialog.Collecting || m.Status == dialog.Resolved || m.Status == dialog.Archived,
			slices.Contains(m.Flags, dialog.FlagAnonymous) || t.In.From.Channel() == dialog.Unnamed || !t.sensitive(m):
			continue
		}
		m.Consent, m.Wording = dialog.ConsentUnasked, ""
		if t.asksBeside(m) {
			m.Wording = t.ConsentTo("consent_ask")
		}
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeConsent, By: dialog.BySystem, Value: dialog.ConsentUnasked, Raw: m.Wording})
	}
}

// asksBeside adds the words that ask for consent to what the resident is told now; false
// where nothing is, where it has no room, and before a child, for whom others agree.
func (t *Talk) asksBeside(m *dialog.Matter) bool {
	n := len(t.Turn.Replies) - 1
	if t.In.Kind != dialog.Said || n < 0 || slices.Contains(m.Flags, dialog.FlagMinor) {
		return false
	}
	r := &t.Turn.Replies[n]
	text := say.Join(t.Lang(), r.Text, t.Word("consent_ask"))
	if r.Case != m.ID || r.By != dialog.ByBot || r.Safety || r.Asks != "" || t.OnSMS() && !phrases.FitsSMS(text) {
		return false
	}
	r.Text = text
	return true
}

// StaysHere says that an act would pass on a case whose resident did not agree to that.
func (t *Talk) StaysHere(m *dialog.Matter) bool {
	if m.Alerted {
		return false
	}
	out := slices.Contains([]dialog.InputKind{dialog.AskOutside, dialog.Mediate, dialog.Merge}, t.In.Kind)
	return out && m.Consent == dialog.ConsentUnasked || (out || t.In.Kind == dialog.PassOn) && m.Consent == dialog.ConsentRefused
}
