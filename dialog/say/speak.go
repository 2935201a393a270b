package say

import (
	"hash/fnv"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
)

// The use-by of what the bot says.
const (
	QuestionUseBy = time.Hour
	ReminderUseBy = 12 * time.Hour
	WordUseBy     = 24 * time.Hour
)

// OnSMS says that the one who speaks here does so by text message.
func (t *Speaker) OnSMS() bool { return t.In.From.Channel() == dialog.SMS }

// Phrase says a phrase another way each time it is used.
func (t *Speaker) Phrase(key string, vars phrases.Vars) string {
	n := t.State.Used[key]
	if t.State.Used == nil {
		t.State.Used = map[string]int{}
	}
	t.State.Used[key] = n + 1
	return t.SayWithTown(key, n, vars)
}

// Word says a phrase that is a label and has one form.
func (t *Speaker) Word(key string) string { return t.Settings.Phrases.Say(t.Lang(), key, 0, nil) }

// SayWithTown says a phrase that may also tell who we are, the numbers to call, and a
// place for examples.
func (t *Speaker) SayWithTown(key string, n int, vars phrases.Vars) string {
	return t.Settings.Phrases.SayWith(t.Lang(), key, n, func(name string) string {
		if value, ok := vars[name]; ok {
			return value
		}
		if number := t.Town.Hotline(name); number != "" {
			return number
		}
		switch name {
		case "persona":
			return t.Town.Persona.In(t.Lang())
		case "town":
			return t.Town.Name(t.Lang())
		case "human":
			return t.Town.HumanPhone
		case "optout":
			if t.OnSMS() { // nowhere else does a word of the provider's end it
				return " " + t.Word("sms_optout")
			}
		case "village":
			return t.Town.Example().In(t.Lang())
		}
		return ""
	})
}

// Before keeps a sentence to be said in front of the next one.
func (t *Speaker) Before(text string) {
	if text != "" {
		t.Lead = append(t.Lead, text)
	}
}

// Tell says something that asks nothing.
func (t *Speaker) Tell(text string) { t.Send(dialog.Reply{Text: text, UseBy: t.Now.Add(WordUseBy)}) }

// Send says something to the resident, the kept sentences before it. On SMS the
// kept sentences give way, first ones first, when the whole would be too long.
func (t *Speaker) Send(r dialog.Reply) {
	if r.By == "" {
		r.By = dialog.ByBot
	}
	if r.Case == "" {
		r.Case = t.State.Current
	}
	if r.Case == "" {
		r.Case = t.Home
	}
	if t.State.Stopped || (!r.Safety && r.By == dialog.ByBot && t.QuietBot()) {
		t.Lead = nil
		return
	}
	t.Before(t.Echoed)
	lead, notice, greeted := t.Lead, t.noticeDue(r), t.State.Greeted
	if !greeted && !t.Introduced && r.By == dialog.ByBot && !r.Safety {
		notice = t.Phrase("hello", nil)
	}
	if notice != "" {
		lead = append([]string{notice}, lead...)
	} else if t.Greets {
		notice = r.Text
	}
	t.State.Greeted = true // also by a card, which says what matters more
	t.Lead, t.Echoed = nil, ""
	text := Join(t.Lang(), slices.Concat(lead, []string{r.Text})...)
	for len(lead) > 0 && t.OnSMS() && !phrases.FitsSMS(t.Signed(text)) {
		if lead[0] == t.LongSay {
			lead[0], t.LongSay = t.MustSay, "" // the short form stays
		} else {
			lead = lead[1:]
		}
		text = Join(t.Lang(), slices.Concat(lead, []string{r.Text})...)
	}
	t.MustSay, t.LongSay = "", ""
	r.Text = t.Signed(text)
	t.noticed(r, notice, text, greeted)
	t.Turn.Replies = append(t.Turn.Replies, r)
}

// FlushLead says kept sentences that nothing followed.
func (t *Speaker) FlushLead() {
	if len(t.Lead) == 0 {
		return
	}
	text := Join(t.Lang(), t.Lead...)
	t.Lead = nil
	t.Tell(text)
}

// QuietBot says that nothing automatic may be sent now: the bot went round in
// circles here, or the sender is a short code or a name, that is a machine.
func (t *Speaker) QuietBot() bool {
	if t.State.Blocked || t.Now.Before(t.State.MutedUntil) {
		return true
	}
	return t.OnSMS() && !IsPhoneAddress(t.In.From.Local())
}

// IsPhoneAddress says that the local part of an address is a whole phone number, as +8613900000102 is.
func IsPhoneAddress(local string) bool {
	if len(local) < 8 || local[0] != '+' {
		return false
	}
	return strings.Trim(local[1:], "0123456789") == ""
}

// Signed puts the town's signature before a Chinese SMS.
func (t *Speaker) Signed(text string) string {
	switch {
	case !t.OnSMS():
		return text
	case !pattern.HasHan(text):
		return phrases.PlainLetters(text)
	case strings.HasPrefix(text, t.Town.Signature):
		return text
	}
	return t.Town.Signature + text
}

// Join puts sentences one after another, with a full stop where one does not end
// and a blank where a Latin one follows.
func Join(lang string, parts ...string) string {
	var b strings.Builder
	room := 0
	for _, p := range parts {
		room += len(p) + len("。 ")
	}
	b.Grow(room)
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			last, _ := utf8.DecodeLastRuneInString(b.String())
			if strings.ContainsRune("\n", last) {
				b.WriteString(p)
				continue
			}
			if !strings.ContainsRune("。?!.:;…,)\uff1f\uff01\uff1a\uff1b\uff0c\uff09", last) {
				if lang == "en" {
					b.WriteByte('.')
				} else {
					b.WriteString("。")
				}
				last, _ = utf8.DecodeLastRuneInString(b.String())
			}
			if last < 0x80 {
				b.WriteByte(' ')
			}
		}
		b.WriteString(p)
	}
	return b.String()
}

// MarkOf is the hash a sent text is remembered by.
func MarkOf(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text)) //nolint:errcheck // a hash never fails
	return h.Sum32()
}
