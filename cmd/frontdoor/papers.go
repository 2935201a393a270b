package main

import (
	"fmt"

	"frontdoor/cmd/frontdoor/poster"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/inbox"
)

// papers are what papers of a mediation are made with.
func (s *serveSettings) papers(b book) *inbox.Papers {
	p := &inbox.Papers{Keeper: agreement.NewKeeper(b), Texts: s.sms(), Fonts: func() (han, latin []byte, err error) {
		han, err = poster.Font(s.Font)
		return han, poster.Latin(), err
	}}
	if name := s.telegramName(); name != "" {
		p.ChatLinks = []string{"https://t.me/" + name + "?start="}
	}
	return p
}

// fontTrouble is what is wrong with the font named; where none is, papers say so when one
// is made.
func (s *serveSettings) fontTrouble() []string {
	if s.Font == "" {
		return nil
	}
	if _, err := poster.Font(s.Font); err != nil {
		return []string{fmt.Sprintf("FRONTDOOR_FONT cannot be used: %v.", err)}
	}
	return nil
}
