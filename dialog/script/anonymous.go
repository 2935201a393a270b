package script

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// NeedsCode says that the next step may file a case anonymously, or give a code to go on
// elsewhere, so that one must be drawn for it.
func NeedsCode(before *dialog.State, in dialog.Input) bool {
	return in.Kind == dialog.Said && hear.AsksToMove(in.Text) || slices.ContainsFunc(before.Matters, func(m dialog.Matter) bool {
		return m.Status == dialog.Collecting && slices.Contains(m.Flags, dialog.FlagAnonymous)
	})
}

// fileUnnamed files a draft anew, under a number and an address of its own, and takes
// it out of the talk, which keeps neither but for what the web page must show for a while
// (Fleeting). False when no code or number was drawn.
func (t *Talk) fileUnnamed(m *dialog.Matter) bool {
	if t.in.Code == "" {
		return false
	}
	id, ok := t.number()
	if !ok {
		return false
	}
	filing := dialog.Filing{Lang: t.Lang(), Category: m.Category, Confidence: m.Confidence, Chosen: m.Chosen, Slots: t.unnamedSlots(m), Flags: slices.Clone(m.Flags), Files: m.UnnamedFiles(), Wording: m.Wording, Consent: m.Consent}
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: "file:" + string(id), To: dialog.UnnamedAddress(t.in.Code), Kind: dialog.LetterFile, Case: id, At: t.in.At, Filing: &filing})
	t.turn.Code = t.in.Code
	t.turn.Filed = &dialog.Matter{ID: id, Status: dialog.Unclaimed, Category: m.Category, Confidence: m.Confidence, Slots: filing.Slots, Flags: filing.Flags, OpenedAt: t.Now}
	text := t.phrase("anonymous_filed", phrases.Vars{"case": string(id), "code": t.in.Code})
	if len(filing.Files) > 0 {
		text = join(t.Lang(), text, t.phrase("anonymous_media", nil))
	}
	if len(filing.Files) < len(m.Files) {
		text = join(t.Lang(), text, t.phrase("anonymous_no_media", nil))
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.remove(m.ID)
	t.aside(text)
	return true
}

// unnamedSlots are a draft's slots without who told them; the resident's own name and
// all numbers are hidden in the words.
func (t *Talk) unnamedSlots(m *dialog.Matter) map[string]dialog.Slot {
	slots := map[string]dialog.Slot{}
	for key, s := range m.Slots {
		if key == "name" || key == "phone" || key == dialog.StationSlot {
			continue
		}
		slots[key] = dialog.Slot{Value: t.unnamed(s.Value), Raw: t.unnamed(s.Raw), State: s.State, By: s.By}
	}
	return slots
}

func (t *Talk) unnamed(words string) string {
	found := understand.Phones(words)
	for i := len(found) - 1; i >= 0; i-- {
		words = words[:found[i].Start] + "***" + words[found[i].End:]
	}
	if n, ok := understand.Name(words, false); ok {
		words = strings.ReplaceAll(words, n.Raw, "***")
	}
	if t.State.Name != "" {
		words = strings.ReplaceAll(words, t.State.Name, "***")
	}
	return words
}

// aside says something that belongs into no case's thread.
func (t *Talk) aside(text string) { t.apart(text, fleetingLife) }

// apart is aside for words that the web page shows for so long.
func (t *Talk) apart(text string, life time.Duration) {
	if t.State.Stopped || t.quietBot() {
		return
	}
	t.lead, t.echoed = nil, ""
	t.showFleeting(text, life)
	t.turn.Replies = append(t.turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.signed(text), UseBy: t.Now.Add(wordUseBy)})
}

// filed is an anonymous case arriving at its own address: it opens for agents there.
func (t *Talk) filed(l *dialog.Letter) {
	if l.Filing == nil || t.State.Matter(l.Case) != nil {
		return
	}
	f := l.Filing
	t.State.Lang = f.Lang
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: l.Case, Status: dialog.Collecting, Chosen: f.Chosen, Slots: map[string]dialog.Slot{}})
	t.State.Current = l.Case
	m := t.State.Matter(l.Case)
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: f.Slots["what"].Value, Media: f.Files})
	for _, key := range slices.Sorted(maps.Keys(f.Slots)) {
		s := f.Slots[key]
		t.put(m, hear.Command{Slot: key, Value: s.Value, Raw: s.Raw, Note: s.State}, "", s.By)
	}
	if f.Category != "" {
		t.categorise(m, f.Category, f.Confidence, f.Chosen, dialog.BySystem)
	}
	t.flag(m, f.Flags...)
	if m.Wording = f.Wording; f.Consent != "" {
		t.consent(m, f.Consent)
	}
	t.open(m, t.Town.FirstReplyDue(t.Now), false)
}

// keepForCode keeps an agent's words until somebody brings the code; at most so many.
func (t *Speaker) keepForCode(text string) {
	t.State.Waiting = append(t.State.Waiting, text)
	if n := len(t.State.Waiting) - mostWaiting; n > 0 {
		t.State.Waiting = slices.Delete(t.State.Waiting, 0, n)
	}
}

const mostWaiting = 20

// bringCode asks the address of a code what waits there. The code is written down
// nowhere: it would tie this talk to that case.
func (t *Talk) bringCode(code string) {
	t.hearLanguage("", understand.None)
	if !t.triesCode() {
		t.aside(t.phrase("code_tries", nil))
		return
	}
	m := t.matter()
	busy := m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived
	if d := t.draft(); d != nil && d.Filled() > 0 {
		busy = true
	}
	name := sha256.Sum256([]byte(string(t.in.From) + "\n" + t.in.ID + "\n" + code)) // what stays there must not say who asked
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{
		ID: "ask:" + hex.EncodeToString(name[:12]), To: dialog.UnnamedAddress(code), From: t.in.From, Kind: dialog.LetterAsk, Lang: t.Lang(), Busy: busy, At: t.in.At,
	})
}

// askedByCode answers whoever brought the code: how the case stands, and what waited.
func (t *Talk) askedByCode(l *dialog.Letter) {
	if t.inviteAsked(l) || t.offerAsked(l) {
		return
	}
	answer := dialog.Letter{ID: "news:" + l.ID, To: l.From, Kind: dialog.LetterNews, At: t.in.At}
	if n := len(t.State.Matters); n > 0 {
		t.State.Lang = l.Lang
		m := &t.State.Matters[n-1]
		lines := append([]string{t.phrase("code_status", t.standing(m))}, t.State.Waiting...)
		answer.Text = strings.Join(lines, "\n")
		t.State.Waiting = nil
	}
	t.turn.Letters = append(t.turn.Letters, answer)
}

// newsByCode says what came back for a code that was brought.
func (t *Talk) newsByCode(l *dialog.Letter) {
	if l.Text == "" {
		t.aside(t.phrase("code_unknown", nil))
		return
	}
	t.State.CodesTried = nil
	t.aside(l.Text)
}
