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
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// How a draft moves to another channel. The resident asks for it where it lies and gets
// a code; the code's address is told where the draft is (LetterOffer). Typed on the
// other side, the code is asked about there (LetterAsk), which uses the offer up and
// tells the old side to let the draft go (LetterTake). That side sends the draft along
// and forgets it in one commit (LetterDraft), and the other side takes it up in one.
// Each letter arrives at least once and counts once, so nothing is lost or doubled.

const (
	linkLife    = 30 * time.Minute
	codeTries   = 5 // codes that opened nothing, from one address in an hour
	triesWithin = time.Hour
)

// OfferLink gives the code with which the open draft can be taken up elsewhere.
func (t *Talk) OfferLink() {
	t.FlushQuietly()
	m := t.Draft()
	if m == nil || m.Filled() == 0 || t.In.Code == "" {
		t.Tell(t.Phrase("link_nothing", nil))
		return
	}
	name := sha256.Sum256([]byte(string(t.In.From) + "\n" + t.In.ID))
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "offer:" + hex.EncodeToString(name[:12]), To: dialog.UnnamedAddress(t.In.Code),
		Kind: dialog.LetterOffer, Case: m.ID, At: t.In.At})
	t.Turn.Code = t.In.Code
	text := t.Phrase("link", phrases.Vars{"code": t.In.Code, "elsewhere": t.elsewhere()})
	if t.Settings.TelegramName != "" && !t.Settings.NoTelegram && t.In.From.Channel() != dialog.Telegram {
		tapped := say.Join(t.Lang(), text, t.Settings.Phrases.Say(t.Lang(), "link_open", 0, phrases.Vars{"url": "https://t.me/" + t.Settings.TelegramName + "?start=" + t.In.Code}))
		if !t.OnSMS() || phrases.FitsSMS(t.Signed(tapped)) {
			text = tapped
		}
	}
	t.aside(text)
}

// elsewhere names the other places where the bot listens.
func (t *Talk) elsewhere() string {
	if t.Settings.NoTelegram {
		return t.Word("elsewhere_web")
	}
	return t.Word("elsewhere")
}

// OfferArrived is a code's address learning which draft the code moves.
func (t *Talk) OfferArrived(l *dialog.Letter) {
	t.State.Offer = &dialog.Offer{From: l.From, Case: l.Case, Until: l.At.Add(linkLife)}
	t.SetWake(dialog.WakeOffer, t.State.Offer.Until)
}

// offerAsked answers, at a code's address, whoever brought the code of an offer; false
// where there is none. An offer counts once.
func (t *Talk) offerAsked(l *dialog.Letter) bool {
	o := t.State.Offer
	if o == nil || !t.In.At.Before(o.Until) {
		return false
	}
	t.State.Lang = l.Lang
	say := func(key string) {
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "news:" + l.ID, To: l.From, Kind: dialog.LetterNews, At: t.In.At, Text: t.Phrase(key, phrases.Vars{"elsewhere": t.elsewhere()})})
	}
	switch {
	case l.From == o.From:
		say("link_same")
	case l.Busy:
		say("link_busy")
	default:
		t.State.Offer = nil
		t.StopWakes(dialog.WakeOffer)
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "take:" + l.ID, To: o.From, For: l.From, Kind: dialog.LetterTake, Case: o.Case, Lang: l.Lang, At: t.In.At})
	}
	return true
}

// DraftTaken lets a draft go to the address that brought its code: all of it travels, and
// here it is forgotten.
func (t *Talk) DraftTaken(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Status != dialog.Collecting {
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "news:" + l.ID, To: l.For, Kind: dialog.LetterNews, At: t.In.At,
			Text: t.Settings.Phrases.Say(l.Lang, "link_done", 0, nil)})
		return
	}
	t.State.Current = m.ID
	t.FlushQuietly()
	d := &dialog.Draft{Lang: t.State.Lang, Name: t.State.Name, Phone: t.State.Phone, Matter: *m, Parked: t.State.Parked}
	if q := t.State.Asking; q != nil && q.Case == m.ID {
		d.Asking = q
	}
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "draft:" + l.ID, To: l.For, Kind: dialog.LetterDraft, Case: m.ID, At: t.In.At, Draft: d})
	t.State.Parked = nil
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.Remove(m.ID)
	t.aside(t.Phrase("link_moved", nil))
}

// DraftArrived takes up a draft that came from another address, under a number of its
// own, and goes on where it stood.
func (t *Talk) DraftArrived(l *dialog.Letter) {
	if l.Draft == nil || slices.ContainsFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Before == l.Case }) {
		return
	}
	id, ok := t.Number()
	if !ok {
		return
	}
	if old := t.Draft(); old != nil && old.Filled() > 0 {
		t.Open(old, t.Town.FirstReplyDue(t.Now), false) // begun while the code was on its way: for people
	} else if old != nil {
		t.Change(dialog.Change{Case: old.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
		t.Remove(old.ID)
	}
	d := l.Draft
	m := d.Matter
	m.ID, m.Before, m.Reminded, m.Abandoned = id, l.Case, false, false
	t.State.Matters = append(t.State.Matters, m)
	t.State.Current, t.Home = id, id
	t.State.Lang, t.State.Greeted, t.State.CodesTried = d.Lang, true, nil
	t.State.Parked = append(t.State.Parked, d.Parked...)
	if t.State.Name == "" {
		t.State.Name = d.Name
	}
	if t.State.Phone == "" {
		t.State.Phone = d.Phone
	}
	kept := t.State.Matter(id)
	t.recordArrived(kept)
	if !kept.Settled("phone") {
		t.KnownContact(kept)
	}
	t.remindLater(kept)
	t.Before(t.Phrase("link_here", phrases.Vars{"title": t.Aloud(kept)}))
	t.State.Asking = nil
	if d.Asking != nil {
		q := *d.Asking
		q.Case = id
		t.State.Asking = &q
	}
	t.again(kept)
}

// recordArrived writes into the new case all that is known, for agents.
func (t *Talk) recordArrived(m *dialog.Matter) {
	if what := m.Slots["what"]; what.Value != "" {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: what.Value})
	}
	for _, key := range slices.Sorted(maps.Keys(m.Slots)) {
		s := m.Slots[key]
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: s.By, Slot: key, Value: s.Value, Raw: s.Raw, Note: s.State})
	}
	if m.Category != "" {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, By: dialog.BySystem, Value: m.Category, Confidence: m.Confidence})
	}
	if len(m.Flags) > 0 {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeFlagged, By: dialog.BySystem, Flags: slices.Clone(m.Flags)})
	}
}

// triesCode notes that a code was brought, and says whether it may be looked at: who
// guesses gets no further.
func (t *Talk) triesCode() bool {
	t.State.CodesTried = slices.DeleteFunc(t.State.CodesTried, func(at time.Time) bool { return t.Now.Sub(at) > triesWithin })
	if len(t.State.CodesTried) >= codeTries {
		return false
	}
	t.State.CodesTried = append(t.State.CodesTried, t.Now)
	return true
}

// pictures is the wish to send some, which SMS cannot carry everywhere.
var pictures = pattern.MustCompile(`(?i)(?:照片|相片|图片|截图|视频|拍照|拍的图).{0,8}(?:发|传|给你|给您|怎么|上传)|(?:发|传|拍|上传)(?:你们?|您|个|张|几张|一下|给你们?|给您)*(?:照片|相片|图片|图|截图|视频)|(?:send|upload|attach|text)(?: you| a| the| some| my)* (?:photos?|pictures?|pics?|images?|videos?)|(?:have|took|got)(?: a| the| some)* (?:photos?|pictures?|pics?|videos?)`)

// picturesOnly is a message that announces pictures and tells nothing: 拍照片给你.
var picturesOnly = pattern.MustCompile(`(?i)^(?:好的?|嗯|那|我|我们|等[下会]儿?|等一下|一会儿?|待会儿?|晚点|马上|现在|这就|先|再|去|来|可以|能|要|给你们?|给您|把)*(?:拍|发|传|上传)?(?:几?[张个]|一下|给你们?|给您|过去)*(?:照片|相片|图片|图|截图|视频)(?:拍|发|传|上传)?(?:给|过去|过来|上来|一下)*(?:你们?|您|给你们?)?(?:看看?|看一下|参考)?(?:可以吗|行吗|行不行|好吗|吗|吧|了|啊|哈|哦)*[?？。.!！~ ]*$|^(?:ok,? |wait,? |now |later )*(?:(?:i(?:'ll| will| can| am going to)?|let me|can i|may i) )+(?:send|upload|take|text)(?: you| a| the| some| my)* (?:photos?|pictures?|pics?|images?|videos?)(?: later| now| soon| to you| tomorrow| of it)*[?. ]*$`)

// picturesSoon welcomes pictures that are announced; what is open is asked again, and the
// story is no longer by that. True when it did.
func (t *Talk) picturesSoon(m *dialog.Matter, msg hear.Message) bool {
	if t.OnSMS() || msg.Choice != "" || !m.Has("what") || !picturesOnly.MatchString(msg.Text) {
		return false
	}
	t.Before(t.Phrase("photo_soon", nil))
	if t.State.Asking.AtSummary() {
		t.sendIt(m)
	} else {
		t.again(m)
	}
	return true
}

// hintElsewhere says once to whoever wants to send pictures by SMS that there is another
// way. True where the words tell no more than that: what is open is asked again.
func (t *Talk) hintElsewhere(m *dialog.Matter, msg hear.Message) bool {
	if !t.OnSMS() || t.State.Used["link_hint"] > 0 || !pictures.MatchString(msg.Text) {
		return false
	}
	t.Before(t.Phrase("link_hint", nil))
	if msg.Command != understand.None || len([]rune(msg.Text)) > 14 && (pattern.HasHan(msg.Text) || len(strings.Fields(msg.Text)) > 9) || len(hear.WithoutWhat(t.FactsIn(m, msg, ""))) > 0 {
		return false
	}
	t.again(m)
	return true
}
