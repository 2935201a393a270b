package api

import (
	"context"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
)

// mediateForm is an act of the mediator at the table of a case.
type mediateForm struct {
	actForm
	Do      string            `json:"do"`
	Party   string            `json:"party"`
	From    string            `json:"from"`
	Text    string            `json:"text"`
	Topic   string            `json:"topic"`
	Also    string            `json:"topic_also"`
	Name    string            `json:"name"`
	Role    string            `json:"role"`
	Number  string            `json:"number"`
	Lang    string            `json:"lang"`
	Place   string            `json:"place"`
	Options []string          `json:"options"`
	Points  []mediation.Point `json:"points"`
	Item    int               `json:"item"`
	Outcome string            `json:"outcome"`
	Version int               `json:"version"`
}

func (s *server) mediate(ctx context.Context, a handoff.Act, f *mediateForm) error {
	return s.Desk.Mediate(ctx, a, mediation.Act{Kind: mediation.Kind(f.Do), Party: f.Party, From: f.From, Text: f.Text, Topic: f.Topic, Also: f.Also, Name: f.Name, Role: f.Role,
		Signs: f.Role == "side" || f.Role == "insurer", Address: f.Number, Lang: f.Lang, Place: f.Place, Options: f.Options, Points: f.Points, Item: f.Item, Outcome: f.Outcome, Version: f.Version})
}

// tableForm is a mediation as programs read it: where it stands, never a party's address.
type tableForm struct {
	State    string            `json:"state"`
	Topic    string            `json:"topic"`
	Parties  []partyForm       `json:"parties"`
	Version  int               `json:"version,omitempty"`
	Words    string            `json:"words,omitempty"`
	Hash     string            `json:"hash,omitempty"`
	Points   []mediation.Point `json:"points,omitempty"`
	Meeting  string            `json:"meeting,omitempty"`
	Items    []itemForm        `json:"items,omitempty"`
	Number   string            `json:"number,omitempty"`
	SignedAt *string           `json:"signed_at,omitempty"`
	Outcome  string            `json:"outcome,omitempty"`
}

type partyForm struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Role    string `json:"role"`
	State   string `json:"state"`
	Channel string `json:"channel"`
	Case    string `json:"case,omitempty"` // with the party's own thread
	Code    string `json:"code,omitempty"`
	Answer  string `json:"answer,omitempty"`
	Picks   []int  `json:"picks,omitempty"`
	// ConsentAt and Wording are when the party agreed to take part, and to which words.
	ConsentAt *string `json:"consent_at,omitempty"`
	Wording   string  `json:"wording,omitempty"`
	Lang      string  `json:"lang,omitempty"`
}

type itemForm struct {
	Point int    `json:"item"`
	Words string `json:"words"`
	State string `json:"state"`
}

func (s *server) tableForm(t *mediation.Table) *tableForm {
	if t == nil {
		return nil
	}
	f := &tableForm{State: string(t.State), Topic: t.Topic, Number: t.Number, SignedAt: s.timeOrNull(t.SignedAt), Outcome: t.Outcome}
	if v, ok := t.Current(); ok {
		f.Version, f.Words, f.Hash, f.Points = v.N, v.Words, v.Hash, v.Points
	}
	if t.Meeting != nil && t.Meeting.Fixed > 0 {
		f.Meeting = t.Meeting.Options[t.Meeting.Fixed-1]
	}
	for _, p := range t.Parties {
		f.Parties = append(f.Parties, partyForm{p.ID, p.Name, p.Role, string(p.State), dialog.Address(p.Address).Channel(), p.Case, p.Code, string(p.Answer), p.Picks,
			s.timeOrNull(p.ConsentAt), p.Wording, p.Lang})
	}
	for i, item := range t.Items {
		f.Items = append(f.Items, itemForm{i + 1, t.PointWords(item.Point, "zh"), string(item.State)})
	}
	return f
}
