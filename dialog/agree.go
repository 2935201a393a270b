package dialog

import (
	"slices"

	"frontdoor/dialog/pattern"
)

// What the catalogue marks as sensitive (health, counselling, finances, whereabouts, under
// 14) needs a consent of its own. It costs no question: the summary of such a matter says
// what a yes agrees to, and the yes is kept as an event with the version of those words. Who
// will not agree is called by a person first, and the case is passed on to nobody until they
// say that they agree. Where life is at risk nobody is asked: there is no summary then.

// What a resident said to it, as the Value of ChangeConsent.
const (
	ConsentGiven   = "given"
	ConsentRefused = "refused"
)

// sensitive says that something the catalogue marks as sensitive is known of a matter.
func (t *scene) sensitive(m *Matter) bool {
	c, _ := t.Catalog.Category(m.Category)
	for i := range c.Slots {
		if c.Slots[i].Sensitive && m.has(c.Slots[i].Key) {
			return true
		}
	}
	return false
}

// withConsent is the phrase of a summary that a yes also agrees by, and keeps in which words
// it was asked; the phrase itself where nothing is sensitive.
func (t *scene) withConsent(m *Matter, phrase string) string {
	m.Wording = ""
	if !t.sensitive(m) {
		return phrase
	}
	phrase += "_consent"
	m.Wording = t.consentTo(phrase)
	return phrase
}

// consents records a yes to a summary that asked for consent, and hands the matter over.
func (t *scene) consents(m *Matter) {
	if m.Wording != "" {
		t.consent(m, ConsentGiven)
	}
	t.handOver(m)
}

// consent records what the resident said, and to which words.
func (t *scene) consent(m *Matter, value string) {
	m.Consent = value
	t.change(Change{Case: m.ID, Kind: ChangeConsent, By: ByResident, Value: value, Raw: m.Wording})
}

var (
	// refusesConsent is a no to what the summary asks to agree to, and not to what it says.
	refusesConsent = pattern.MustCompile(`(?i)^[,。.!！ ]*(?:我|我们)?(?:不同意|不愿意|不授权|不许(?:看|用))[^?]{0,12}$|^(?:no,? )?(?:i )?(?:do not|don'?t|disagree|no consent|refuse)(?: (?:agree|consent|want (?:that|this)))?[.! ]*$`)
	// agreesAfter is how who did not agree says later that they do. Plainer words may be
	// the answer to something an agent asked.
	agreesAfter = pattern.MustCompile(`(?i)^(?:我|我们)?同意办理[。.!！ ]*$|^i agree to this[.! ]*$`)
)

// refusesAt says that words refuse the consent a summary asked for.
func (t *scene) refusesAt(m *Matter, q *Question, text string) bool {
	return atSummary(q) && m.Wording != "" && refusesConsent.MatchString(text)
}

// notAgreed: a person is asked to call; until then the case stays where it is.
func (t *scene) notAgreed(m *Matter) {
	t.consent(m, ConsentRefused)
	if slices.Contains(m.Flags, FlagAnonymous) && t.fileUnnamed(m) {
		return
	}
	t.flag(m, FlagHuman)
	t.open(m, t.Town.FirstReplyDue(t.now), false)
	t.send(Reply{Text: t.phrase("consent_refused", Vars{"case": string(m.ID), "promise": t.promise(m)}), Case: m.ID, UseBy: t.now.Add(wordUseBy)})
}

// agreesLater takes the word of who agrees after all; an agent who has the case reads it.
func (t *scene) agreesLater(m *Matter, text string) bool {
	if m.Consent != ConsentRefused || !agreesAfter.MatchString(text) {
		return false
	}
	m.Wording = t.consentTo("consent_refused")
	t.consent(m, ConsentGiven)
	return true
}

// staysHere says that an act would pass on a case whose resident did not agree to that.
func (t *scene) staysHere(m *Matter) bool {
	return m.Consent == ConsentRefused && !m.Alerted && slices.Contains([]InputKind{PassOn, AskOutside, Mediate, Merge}, t.in.Kind)
}
