package talk

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
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// fileUnnamed files a draft anew, under a number and an address of its own, and takes
// it out of the talk, which keeps neither but for what the web page must show for a while
// (Fleeting). False when no code or number was drawn.
func (t *Talk) fileUnnamed(m *dialog.Matter) bool {
	if t.In.Code == "" {
		return false
	}
	id, ok := t.Number()
	if !ok {
		return false
	}
	filing := dialog.Filing{Lang: t.Lang(), Category: m.Category, Confidence: m.Confidence, Chosen: m.Chosen, Slots: t.unnamedSlots(m), Flags: slices.Clone(m.Flags), Files: m.UnnamedFiles(), Wording: m.Wording, Consent: m.Consent}
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "file:" + string(id), To: dialog.UnnamedAddress(t.In.Code), Kind: dialog.LetterFile, Case: id, At: t.In.At, Filing: &filing})
	t.Turn.Code = t.In.Code
	t.Turn.Filed = &dialog.Matter{ID: id, Status: dialog.Unclaimed, Category: m.Category, Confidence: m.Confidence, Slots: filing.Slots, Flags: filing.Flags, OpenedAt: t.Now}
	text := t.Phrase("anonymous_filed", phrases.Vars{"case": string(id), "code": t.In.Code})
	if len(filing.Files) > 0 {
		text = say.Join(t.Lang(), text, t.Phrase("anonymous_media", nil))
	}
	if len(filing.Files) < len(m.Files) {
		text = say.Join(t.Lang(), text, t.Phrase("anonymous_no_media", nil))
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.Remove(m.ID)
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
func (t *Talk) aside(text string) { t.Apart(text, say.FleetingLife) }

// Apart is aside for words that the web page shows for so long.
func (t *Talk) Apart(text string, life time.Duration) {
	if t.State.Stopped || t.QuietBot() {
		return
	}
	t.Lead, t.Echoed = nil, ""
	t.ShowFleeting(text, life)
	t.Turn.Replies = append(t.Turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.Signed(text), UseBy: t.Now.Add(say.WordUseBy)})
}

// Filed is an anonymous case arriving at its own address: it opens for agents there.
func (t *Talk) Filed(l *dialog.Letter) {
	if l.Filing == nil || t.State.Matter(l.Case) != nil {
		return
	}
	f := l.Filing
	t.State.Lang = f.Lang
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: l.Case, Status: dialog.Collecting, Chosen: f.Chosen, Slots: map[string]dialog.Slot{}})
	t.State.Current = l.Case
	m := t.State.Matter(l.Case)
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: f.Slots["what"].Value, Media: f.Files})
	for _, key := range slices.Sorted(maps.Keys(f.Slots)) {
		s := f.Slots[key]
		t.Put(m, hear.Command{Slot: key, Value: s.Value, Raw: s.Raw, Note: s.State}, "", s.By)
	}
	if f.Category != "" {
		t.Categorise(m, f.Category, f.Confidence, f.Chosen, dialog.BySystem)
	}
	t.Flag(m, f.Flags...)
	if m.Wording = f.Wording; f.Consent != "" {
		t.consent(m, f.Consent)
	}
	t.Open(m, t.Town.FirstReplyDue(t.Now), false)
}

// BringCode asks the address of a code what waits there. The code is written down
// nowhere: it would tie this talk to that case.
func (t *Talk) BringCode(code string) {
	t.HearLanguage("", understand.None)
	if !t.triesCode() {
		t.aside(t.Phrase("code_tries", nil))
		return
	}
	m := t.Matter()
	busy := m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived
	if d := t.Draft(); d != nil && d.Filled() > 0 {
		busy = true
	}
	name := sha256.Sum256([]byte(string(t.In.From) + "\n" + t.In.ID + "\n" + code)) // what stays there must not say who asked
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{
		ID: "ask:" + hex.EncodeToString(name[:12]), To: dialog.UnnamedAddress(code), From: t.In.From, Kind: dialog.LetterAsk, Lang: t.Lang(), Busy: busy, At: t.In.At,
	})
}

// AskedByCode answers whoever brought the code: how the case stands, and what waited.
func (t *Talk) AskedByCode(l *dialog.Letter) {
	if t.InviteAsked(l) || t.offerAsked(l) {
		return
	}
	answer := dialog.Letter{ID: "news:" + l.ID, To: l.From, Kind: dialog.LetterNews, At: t.In.At}
	if n := len(t.State.Matters); n > 0 {
		t.State.Lang = l.Lang
		m := &t.State.Matters[n-1]
		lines := append([]string{t.Phrase("code_status", t.Standing(m))}, t.State.Waiting...)
		answer.Text = strings.Join(lines, "\n")
		t.State.Waiting = nil
	}
	t.Turn.Letters = append(t.Turn.Letters, answer)
}

// NewsByCode says what came back for a code that was brought.
func (t *Talk) NewsByCode(l *dialog.Letter) {
	if l.Text == "" {
		t.aside(t.Phrase("code_unknown", nil))
		return
	}
	t.State.CodesTried = nil
	t.aside(l.Text)
}
