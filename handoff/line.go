package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
)

// Line is how an agent is reached away from the desk, and what they want to hear of.
type Line struct {
	Login string `json:"login"`
	// Chat is the agent's own Telegram, linked by a code (linecode.go); Phone a number
	// the town gave the agent. "" for none.
	Chat  dialog.Address `json:"chat,omitempty"`
	Phone dialog.Address `json:"phone,omitempty"`
	// Lang is the language to write in: zh or en.
	Lang string `json:"lang,omitempty"`
	// Serves are the categories the agent hears of; none means all.
	Serves []string `json:"serves,omitempty"`
	// Quiet: off duty, hears of nothing but what nobody else would hear of.
	Quiet bool `json:"quiet,omitempty"`
	// Devices are browsers that take notifications (device.go).
	Devices []Device `json:"devices,omitempty"`
	// Wishes are what the agent wants to hear of, by which way and when (wishes.go).
	Wishes Wishes `json:"wishes,omitzero"`
	// ChatLost and PhoneLost: the channel says that nothing arrives there.
	ChatLost  bool `json:"chat_lost,omitempty"`
	PhoneLost bool `json:"phone_lost,omitempty"`
	// Since is when the agent was first reached so: nothing older is told.
	Since time.Time `json:"since"`
	// Stamp is of the agent when the chat was linked: a new password or being shut out
	// ends the link.
	Stamp string `json:"stamp,omitempty"`
}

// Reach is where this agent hears of things now: the chat before the phone; "" for
// nowhere.
func (l Line) Reach() dialog.Address {
	switch {
	case l.Chat != "" && !l.ChatLost:
		return l.Chat
	case l.Phone != "" && !l.PhoneLost:
		return l.Phone
	}
	return ""
}

// own are the addresses of the line.
func (l Line) own() []dialog.Address {
	return slices.DeleteFunc([]dialog.Address{l.Chat, l.Phone}, func(a dialog.Address) bool { return a == "" })
}

// Unreachable: there is a line, and nothing arrives.
func (l Line) Unreachable() bool { return l.Chat+l.Phone != "" && l.Reach() == "" }

// Hears says whether the agent serves a category.
func (l Line) Hears(category string) bool {
	return len(l.Serves) == 0 || slices.Contains(l.Serves, category)
}

// drop forgets an address.
func (l *Line) drop(a dialog.Address) {
	if l.Chat == a {
		l.Chat, l.ChatLost, l.Stamp = "", false, ""
	}
	if l.Phone == a {
		l.Phone, l.PhoneLost = "", false
	}
	l.Devices = slices.DeleteFunc(l.Devices, func(d Device) bool { return d.Address() == a })
}

// Empty: there is no way to reach this agent away from the desk.
func (l Line) Empty() bool { return l.Chat+l.Phone == "" && len(l.Devices) == 0 }

// owns says whether an address is of this line.
func (l Line) owns(a dialog.Address) bool {
	return a != "" && (l.Chat == a || l.Phone == a || slices.ContainsFunc(l.Devices, func(d Device) bool { return d.Address() == a }))
}

// Worker is an agent with their line.
type Worker struct {
	Agent
	Line Line
}
