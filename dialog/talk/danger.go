package talk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/say"
	"frontdoor/dialog/table"
	"frontdoor/dialog/understand"
)

// Danger answers a cry: the numbers at once, the duty agent alerted and the case
// handed off in the same turn, at most one question (where). It comes first in every
// state, and nothing holds it back but a STOP, and that holds back only the words.
func (t *Talk) Danger(f safety.Finding) {
	t.HearLanguage(t.Text, understand.None)
	m := t.Matter()
	if m != nil && (m.Status == dialog.Resolved || m.Status == dialog.Archived) {
		if d := t.Begin(); d != nil {
			d.Before = m.ID
			m = d
			t.Home = d.ID
			t.rehome(d.ID)
		}
	}
	if m == nil {
		return
	}
	pieces := append(t.TakeBurst(), t.Piece())
	t.Pieces = pieces
	msg := hear.Message{Pieces: pieces, Text: t.Words(pieces)}
	if m.Owner == "" {
		t.takeStory(m, msg)
		t.TakeFacts(m, msg)
		if p, ok := t.PlaceIn(msg.Text); ok && !hear.NamesNowhere(p.Raw) {
			t.Put(m, t.Onto(m, hear.Command{Slot: "where", Value: p.Value, Raw: p.Raw}, t.Text), msg.From(), dialog.ByResident)
		}
	}
	t.Raise(m, f.Kind, f.Flags, msg.From())
}

// takeStory keeps words of danger as what happened, whatever the model thinks of them.
func (t *Talk) takeStory(m *dialog.Matter, msg hear.Message) {
	if msg.Text == "" {
		return
	}
	if m.Has("what") {
		t.addWords(m, msg.Text, msg.From())
		return
	}
	t.told(m, hear.Command{Slot: "what", Value: msg.Text, Raw: msg.Text}, msg)
}

// DangerAnswered is danger told by answering a question ("2 threats").
func (t *Talk) DangerAnswered(m *dialog.Matter, flags []dialog.Flag) {
	kind := safety.Kind("danger")
	switch {
	case slices.Contains(flags, dialog.FlagSuicideRisk):
		kind = safety.Suicide
	case slices.Contains(flags, dialog.FlagDomesticViolence):
		kind = safety.Domestic
	}
	t.Lead = nil
	t.Raise(m, kind, flags, t.In.ID)
}

// Raise marks, alerts, opens and answers.
func (t *Talk) Raise(m *dialog.Matter, kind safety.Kind, flags []dialog.Flag, from string) {
	t.Flag(m, flags...)
	if table.OfPerson(string(kind)) || slices.Contains(flags, dialog.FlagDomesticViolence) {
		m.Explained = false
	}
	asksWhere := t.asksWhere(m, kind, from)
	m.Alerted = true
	news := t.alarm(m, kind)
	if news {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeAlerted, By: dialog.BySystem, Value: string(kind), Ref: from})
		t.alert(m, kind, from)
	}
	if m.Category == "" {
		if key := t.dangerCategory(m, kind); key != "" {
			t.Categorise(m, key, 0, false, dialog.BySystem)
		}
	}
	if m.Status == dialog.Collecting {
		t.Open(m, t.Now.Add(t.Settings.Pauses.Crisis), true)
	} else {
		m.Urgent = true
		t.State.Asking = nil
	}
	if kind == safety.Violence && slices.Contains(m.Flags, dialog.FlagMinor) && !slices.Contains(m.Flags, dialog.FlagOnBehalf) {
		kind, asksWhere = safety.ChildHarm, false // a child who tells of it is told that it did right
	}
	card := "card." + string(kind)
	if !t.Settings.Phrases.Has(card) {
		card = "card.danger"
	}
	text := t.Phrase(card, nil)
	asks := ""
	if asksWhere {
		asks = "where"
		t.State.Asking = &dialog.Question{Asks: asks, About: dialog.AboutDanger, Case: m.ID, At: t.Now}
		where := "danger_where"
		if kind == safety.Gas {
			where = "gas_where"
		}
		text = say.Join(t.Lang(), text, t.Phrase(where, nil))
	}
	t.Lead = nil
	t.Send(dialog.Reply{Text: text, Case: m.ID, Asks: asks, Alert: news, Safety: true})
}

// alarmAgain is how long one kind of danger on one case is not told to the duty agent
// again: whoever repeats a cry gets the card each time, the agent one alarm.
const alarmAgain = 10 * time.Minute

// alarm notes that a kind of danger was told, and says whether the duty agent must hear.
func (t *Talk) alarm(m *dialog.Matter, kind safety.Kind) bool {
	if last, told := m.Alarms[string(kind)]; told && t.Now.Sub(last) < alarmAgain {
		return false
	}
	if m.Alarms == nil {
		m.Alarms = map[string]time.Time{}
	}
	m.Alarms[string(kind)] = t.Now
	return true
}

// asksWhere: one question is allowed, and only this one. Whoever speaks of suicide or
// of violence at home is asked nothing. A place told before, about something else,
// need not be where the danger is.
func (t *Talk) asksWhere(m *dialog.Matter, kind safety.Kind, from string) bool {
	switch kind {
	case safety.Suicide, safety.SuicideOther, safety.Domestic, safety.ChildHarm, safety.ChildHarmTold, safety.Fraud:
		return false
	}
	if m.Owner != "" {
		return false
	}
	return !m.Has("where") || t.VaguePlace(m.Slots["where"]) || !m.Alerted && m.Slots["where"].From != from && !slices.ContainsFunc(t.Pieces, func(p dialog.Piece) bool { return p.ID == m.Slots["where"].From })
}

// alert tells the town's duty address, whatever shard it lives in.
func (t *Talk) alert(m *dialog.Matter, kind safety.Kind, from string) {
	if from == "" {
		from = t.In.At.UTC().Format("20060102T150405.000")
	}
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{
		ID: fmt.Sprintf("alert:%s:%s:%s", m.ID, kind, from), To: dialog.DutyAddress, From: t.In.From,
		Kind: dialog.LetterAlert, Case: m.ID, Text: string(kind), At: t.In.At,
	})
}

// dangerCategory is where a cry goes whose words say no category for sure.
func (t *Talk) dangerCategory(m *dialog.Matter, kind safety.Kind) string {
	wanted := "safety"
	switch {
	case kind == safety.Suicide, kind == safety.SuicideOther:
		wanted = "counselling"
	case kind == safety.ChildHarm, kind == safety.ChildHarmTold, kind == safety.Domestic && slices.Contains(m.Flags, dialog.FlagMinor):
		wanted = "care"
	case kind == safety.Domestic:
		wanted = "mediation"
	}
	if _, ok := t.Catalog.Category(wanted); ok {
		return wanted
	}
	if keys := t.likely(t.Rank(m.Slots["what"].Value).All()); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// Alerted is an alert at a duty address: remembered, and nothing said.
func (t *Talk) Alerted(l *dialog.Letter) {
	if slices.ContainsFunc(t.State.Alerts, func(a dialog.Letter) bool { return a.ID == l.ID }) {
		return
	}
	t.State.Alerts = append(t.State.Alerts, *l)
	if n := len(t.State.Alerts) - MostAlerts; n > 0 {
		t.State.Alerts = slices.Delete(t.State.Alerts, 0, n)
	}
}

// MostAlerts is how many alerts a duty address remembers.
const MostAlerts = 100

// DangerIn looks for danger in the words, and in them together with what is kept
// of the same story: a cry may be split over two messages.
func (t *Talk) DangerIn(text string) safety.Finding {
	f := t.Look(text)
	if f.Card || len(t.State.Burst) == 0 {
		return f
	}
	whole := dialog.Joined(append(slices.Clone(t.State.Burst), t.Piece()))
	ways := []string{whole, strings.ReplaceAll(whole, "\n", " ")}
	if pattern.HasHan(whole) { // words of other tongues are not cut by a message
		ways = append(ways, strings.ReplaceAll(whole, "\n", ""))
	}
	for _, text := range ways {
		if f := t.Look(text); f.Card {
			return f
		}
	}
	return f
}
