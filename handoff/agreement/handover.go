package agreement

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// Handover is all that the next step of the ladder must know.
type Handover struct {
	Case      dialog.CaseID       `json:"case"`
	Category  string              `json:"category"`
	Facts     map[string]string   `json:"facts"`
	Topic     string              `json:"topic"`
	State     mediation.State     `json:"state"`
	Outcome   string              `json:"outcome,omitempty"`
	Steps     []Step              `json:"steps,omitempty"`
	Parties   []Sitting           `json:"parties"`
	Versions  []mediation.Version `json:"versions,omitempty"`
	Items     []mediation.Item    `json:"items,omitempty"`
	Agreement string              `json:"agreement,omitempty"`
	// Earlier are the tables of the steps before, where none of it is told twice.
	Earlier    []Held      `json:"earlier,omitempty"`
	Statements []Statement `json:"statements"`
}

// Held is a table of a step that is over. Its parties' letters are followed by @ and the
// number of the table, but in its drafts and items.
type Held struct {
	Topic     string              `json:"topic"`
	Outcome   string              `json:"outcome,omitempty"`
	Level     string              `json:"level,omitempty"`
	Parties   []Sitting           `json:"parties"`
	Versions  []mediation.Version `json:"versions,omitempty"`
	Items     []mediation.Item    `json:"items,omitempty"`
	Agreement string              `json:"agreement,omitempty"`
}

// Step is a step of the ladder that ended.
type Step struct {
	Step    string    `json:"step"`
	Outcome string    `json:"outcome"`
	Text    string    `json:"text,omitempty"`
	At      time.Time `json:"at"`
}

// Sitting is a party without its address: numbers travel on no paper.
type Sitting struct {
	ID     string               `json:"id"`
	Name   string               `json:"name"`
	Role   string               `json:"role"`
	State  mediation.PartyState `json:"state"`
	Answer mediation.Kind       `json:"answer,omitempty"`
	// Channel, ConsentAt and Wording are where, when and to which words it agreed to take part.
	Channel   string    `json:"channel,omitempty"`
	ConsentAt time.Time `json:"consent_at,omitzero"`
	Wording   string    `json:"wording,omitempty"`
}

// Statement is what a party or an agent said, in which thread.
type Statement struct {
	At    time.Time `json:"at"`
	Party string    `json:"party"` // whose thread it stands in
	By    dialog.By `json:"by"`
	Text  string    `json:"text"`
	Files int       `json:"files,omitempty"`
}

// Threads are the events of each party's talk, by its letter.
type Threads map[string][]casebook.Event

// AtEarlier names a party of the n-th table before the one in force, counted from 1.
func AtEarlier(party string, n int) string { return party + "@" + strconv.Itoa(n) }

// sittings are the parties of a table; id names them.
func sittings(t *mediation.Table, id func(string) string) (all []Sitting) {
	for _, p := range t.Parties {
		all = append(all, Sitting{id(p.ID), p.Name, p.Role, p.State, p.Answer, p.Channel, p.ConsentAt, p.Wording})
	}
	return all
}

// HandoverOf puts together what is known of a case and of the tables held in it before;
// false where no table was held.
func HandoverOf(c casebook.Case, earlier []mediation.Table, threads Threads) (Handover, bool) {
	if c.Table == nil {
		return Handover{}, false
	}
	h := Handover{Case: c.ID, Category: c.Category, Facts: map[string]string{}, Topic: c.Table.Topic, State: c.Table.State, Outcome: c.Table.Outcome,
		Versions: c.Table.Versions, Items: c.Table.Items, Agreement: c.Table.Number, Statements: Timeline(threads)}
	for key, f := range c.Facts {
		if f.Value != "" && key != "phone" {
			h.Facts[key] = f.Value
		}
	}
	for _, s := range c.Steps {
		h.Steps = append(h.Steps, Step{s.Step, s.Outcome, s.Text, s.At})
	}
	h.Parties = sittings(c.Table, func(id string) string { return id })
	for n, t := range earlier {
		h.Earlier = append(h.Earlier, Held{t.Topic, t.Outcome, t.Level, sittings(&t, func(id string) string { return AtEarlier(id, n+1) }), t.Versions, t.Items, t.Number})
	}
	return h, true
}

// Timeline is what was said in all threads, in the order it was said.
func Timeline(threads Threads) []Statement {
	all := []Statement{}
	for id, events := range threads {
		for _, e := range events {
			if e.Kind == dialog.ChangeSaid && e.By != dialog.ByBot && (e.Text != "" || len(e.Media) > 0) {
				all = append(all, Statement{e.At, id, e.By, e.Text, len(e.Media)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Statement) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return strings.Compare(a.Party, b.Party)
	})
	return all
}

// WriteHandover writes the file as a PDF in a language.
func (p Paper) WriteHandover(w io.Writer, h Handover, lang string) error {
	lines := p.handoverLines(h, lang)
	return write(w, lines[0].words+" "+string(h.Case), lines, "", p.Han, p.Latin, false)
}

// handoverLines are what stands on the file, the title first.
func (p Paper) handoverLines(h Handover, lang string) []line {
	names := map[string]string{}
	lines := []line{{say(lang, "调解移交材料", "Mediation hand-over file"), 20, false}, {p.Town, bodySize, false}, {say(lang, "编号：", "Case: ") + string(h.Case), bodySize, false},
		{say(lang, "事由：", "About: ") + h.Topic, bodySize, false},
		{say(lang, "进展：", "Stands: ") + word(lang, string(h.State)) + " " + word(lang, h.Outcome), bodySize, false}, {say(lang, "当事人", "Parties"), 13, true}}
	lines = append(lines, partyLines(lang, h.Parties, names)...)
	if what := h.Facts["what"]; what != "" {
		lines = append(lines, line{say(lang, "诉求", "What was asked for"), 13, true}, line{what, bodySize, false})
	}
	if len(h.Steps) > 0 {
		lines = append(lines, line{say(lang, "已走的步骤", "Steps taken"), 13, true})
		for _, s := range h.Steps {
			lines = append(lines, line{s.At.In(p.Zone).Format(time.DateOnly) + " " + word(lang, s.Step) + " · " + word(lang, s.Outcome) + " " + s.Text, bodySize, false})
		}
	}
	lines = append(lines, termLines(lang, h.Versions, h.Items, names)...)
	for n, e := range h.Earlier {
		theirs := map[string]string{} // the letters of that table
		for _, s := range e.Parties {
			theirs[strings.TrimSuffix(s.ID, AtEarlier("", n+1))], names[s.ID] = s.Name, s.Name
		}
		lines = append(lines, line{say(lang, "此前的调解：", "Mediation before: ") + e.Topic + " · " + word(lang, e.Level) + " · " + word(lang, e.Outcome) + " " + e.Agreement, 13, true})
		lines = append(lines, partyLines(lang, e.Parties, names)...)
		lines = append(lines, termLines(lang, e.Versions, e.Items, theirs)...)
	}
	lines = append(lines, line{say(lang, "各方说的（按时间）", "What was said, in order"), 13, true})
	for _, s := range h.Statements {
		who := names[s.Party]
		if s.By == dialog.ByAgent {
			who = say(lang, "调解员 → ", "mediator → ") + who
		}
		text := s.Text
		if s.Files > 0 {
			text += fmt.Sprintf(say(lang, "（附件%d）", " (files %d)"), s.Files)
		}
		lines = append(lines, line{s.At.In(p.Zone).Format("2006-01-02 15:04") + " " + who + say(lang, "：", ": ") + text, bodySize, false})
	}
	return lines
}

// partyLines list the parties of a table, and note what they are called.
func partyLines(lang string, parties []Sitting, names map[string]string) (lines []line) {
	for _, s := range parties {
		names[s.ID] = s.Name
		lines = append(lines, line{s.Name + " · " + word(lang, s.Role) + " · " + word(lang, string(s.State)), bodySize, false})
	}
	return lines
}

// termLines are what became of what was agreed, and all drafts.
func termLines(lang string, versions []mediation.Version, items []mediation.Item, names map[string]string) (lines []line) {
	if len(items) > 0 {
		lines = append(lines, line{say(lang, "协议履行情况", "What was kept"), 13, true})
	}
	for _, i := range items {
		what := strings.TrimSpace(i.Due + " " + names[i.Owes] + " → " + names[i.Owed] + " " + sum(lang, i.Amount) + " " + i.Text)
		state := string(i.State)
		if i.State == mediation.ItemOpen {
			state = "owed" // an open table is another thing
		}
		lines = append(lines, line{what + " · " + word(lang, state), bodySize, false})
	}
	for _, v := range versions {
		lines = append(lines, line{say(lang, "方案第", "Draft ") + strconv.Itoa(v.N) + say(lang, "稿", ""), 13, true}, line{v.Words, bodySize, false})
	}
	return lines
}
