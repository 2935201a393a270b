package dialog

import (
	"slices"
	"time"
)

// CurrentMatter is the matter now talked about; nil for none.
func (s *State) CurrentMatter() *Matter {
	if s.Current == "" {
		return nil
	}
	return s.Matter(s.Current)
}

// HandedOff says whether agents can see the matter now talked about because of this
// talk; a case carried over is not handed off until it is reopened.
func (s *State) HandedOff() bool {
	m := s.CurrentMatter()
	return m != nil && m.Status != Collecting && !m.Carried
}

// Cases counts this resident's cases, drafts not.
func (s *State) Cases() int {
	n := 0
	for i := range s.Matters {
		if s.Matters[i].Status != Collecting {
			n++
		}
	}
	return n
}

// Silent says that the bot may not speak: STOP holds, or an agent has the word.
func (s *State) Silent() bool {
	if s.Stopped {
		return true
	}
	m := s.CurrentMatter()
	return m != nil && m.Owner != "" && m.Status != Resolved && m.Status != Archived
}

// AllFlags are the flags on the matter now talked about and on the contact, in the
// order they came.
func (s *State) AllFlags() []Flag {
	var flags []Flag
	if m := s.CurrentMatter(); m != nil {
		flags = slices.Clone(m.Flags)
	}
	if s.Stopped && !slices.Contains(flags, FlagStop) {
		flags = append(flags, FlagStop)
	}
	return flags
}

// Facts are the slots of the matter now talked about, by key.
func (s *State) Facts() map[string]Slot {
	facts := map[string]Slot{}
	if m := s.CurrentMatter(); m != nil {
		for key, slot := range m.Slots {
			facts[key] = slot
		}
	}
	return facts
}

// Attachments counts what was sent beside words to the matter now talked about.
func (s *State) Attachments() int {
	if m := s.CurrentMatter(); m != nil {
		return m.Attach
	}
	return 0
}

// Open is the key of the question still open: a slot, confirm, menu, pick, score;
// "" for none.
func (s *State) Open() string {
	if s.Asking == nil {
		return ""
	}
	return s.Asking.Asks
}

// BurstUntil is when the story now being told will be answered; zero when none is.
func (s *State) BurstUntil() time.Time { return s.Wakes[WakeBurst] }
