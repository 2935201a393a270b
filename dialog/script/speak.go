package script

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
	questionUseBy = time.Hour
	reminderUseBy = 12 * time.Hour
	wordUseBy     = 24 * time.Hour
)

func (t *Speaker) onSMS() bool { return t.in.From.Channel() == dialog.SMS }

// phrase says a phrase another way each time it is used.
func (t *Speaker) phrase(key string, vars phrases.Vars) string {
	n := t.State.Used[key]
	if t.State.Used == nil {
		t.State.Used = map[string]int{}
	}
	t.State.Used[key] = n + 1
	return t.sayWithTown(key, n, vars)
}

// word says a phrase that is a label and has one form.
func (t *Speaker) word(key string) string { return t.settings.Phrases.Say(t.Lang(), key, 0, nil) }

// sayWithTown says a phrase that may also tell who we are, the numbers to call, and a
// place for examples.
func (t *Speaker) sayWithTown(key string, n int, vars phrases.Vars) string {
	return t.settings.Phrases.SayWith(t.Lang(), key, n, func(name string) string {
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
			if t.onSMS() { // nowhere else does a word of the provider's end it
				return " " + t.word("sms_optout")
			}
		case "village":
			return t.Town.Example().In(t.Lang())
		}
		return ""
	})
}

// before keeps a sentence to be said in front of the next one.
func (t *Speaker) before(text string) {
	if text != "" {
		t.lead = append(t.lead, text)
	}
}

// tell says something that asks nothing.
func (t *Speaker) tell(text string) { t.send(dialog.Reply{Text: text, UseBy: t.Now.Add(wordUseBy)}) }

// send says something to the resident, the kept sentences before it. On SMS the
// kept sentences give way, first ones first, when the whole would be too long.
func (t *Speaker) send(r dialog.Reply) {
	if r.By == "" {
		r.By = dialog.ByBot
	}
	if r.Case == "" {
		r.Case = t.State.Current
	}
	if r.Case == "" {
		r.Case = t.home
	}
	if t.State.Stopped || (!r.Safety && r.By == dialog.ByBot && t.quietBot()) {
		t.lead = nil
		return
	}
	t.before(t.echoed)
	lead, notice, greeted := t.lead, t.noticeDue(r), t.State.Greeted
	if !greeted && !t.introduced && r.By == dialog.ByBot && !r.Safety {
		notice = t.phrase("hello", nil)
	}
	if notice != "" {
		lead = append([]string{notice}, lead...)
	} else if t.greets {
		notice = r.Text
	}
	t.State.Greeted = true // also by a card, which says what matters more
	t.lead, t.echoed = nil, ""
	text := join(t.Lang(), slices.Concat(lead, []string{r.Text})...)
	for len(lead) > 0 && t.onSMS() && !phrases.FitsSMS(t.signed(text)) {
		if lead[0] == t.longSay {
			lead[0], t.longSay = t.mustSay, "" // the short form stays
		} else {
			lead = lead[1:]
		}
		text = join(t.Lang(), slices.Concat(lead, []string{r.Text})...)
	}
	t.mustSay, t.longSay = "", ""
	r.Text = t.signed(text)
	t.noticed(r, notice, text, greeted)
	t.turn.Replies = append(t.turn.Replies, r)
}

// flushLead says kept sentences that nothing followed.
func (t *Speaker) flushLead() {
	if len(t.lead) == 0 {
		return
	}
	text := join(t.Lang(), t.lead...)
	t.lead = nil
	t.tell(text)
}

// quietBot says that nothing automatic may be sent now: the bot went round in
// circles here, or the sender is a short code or a name, that is a machine.
func (t *Speaker) quietBot() bool {
	if t.State.Blocked || t.Now.Before(t.State.MutedUntil) {
		return true
	}
	return t.onSMS() && !isPhoneAddress(t.in.From.Local())
}

func isPhoneAddress(local string) bool {
	if len(local) < 8 || local[0] != '+' {
		return false
	}
	return strings.Trim(local[1:], "0123456789") == ""
}

// signed puts the town's signature before a Chinese SMS.
func (t *Speaker) signed(text string) string {
	switch {
	case !t.onSMS():
		return text
	case !pattern.HasHan(text):
		return phrases.PlainLetters(text)
	case strings.HasPrefix(text, t.Town.Signature):
		return text
	}
	return t.Town.Signature + text
}

// join puts sentences one after another, with a full stop where one does not end
// and a blank where a Latin one follows.
func join(lang string, parts ...string) string {
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

// markOf is the hash a sent text is remembered by.
func markOf(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text)) //nolint:errcheck // a hash never fails
	return h.Sum32()
}
