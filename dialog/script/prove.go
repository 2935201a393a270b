package script

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// How the holder of a number that was put right shows that it is theirs: six digits go to
// it by text message, outside the quiet hours and without a word of the case, and are told
// where the case is talked about. Told there, and not answered from the phone: whoever has
// a stranger's phone, by a slip of one digit, can read a code, too, and only who wrote to
// us and holds the phone has shown both.

// The limits of a code: RFC 4226 (section 7.3) asks for few tries, current practice for a
// life of some minutes.
const (
	proofLife   = 10 * time.Minute
	proofTries  = 4
	proofMost   = 3 // codes to one number, and from one talk, within proofWithin
	proofWithin = 24 * time.Hour
)

// proveLater asks to be woken to send a code to a number, and says what the resident is told
// of it; "" where none is sent: without text messages, to who may not be written to there,
// and where a message on a phone that others look at may harm.
func (t *Talk) proveLater(m *dialog.Matter) string {
	t.State.Proof = nil
	t.stopWakes(dialog.WakeProof)
	if m.Unproved == "" || t.settings.NoSMS || t.State.Stopped || !isPhoneAddress(m.Unproved) || slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return ""
	}
	t.State.Proof = &dialog.Proof{Number: m.Unproved}
	at := t.Town.NextLoud(t.Now)
	t.setWake(dialog.WakeProof, at)
	if at.After(t.Now) {
		return t.phrase("proof_later", phrases.Vars{"hour": at.Format("15:04")})
	}
	return t.phrase("proof_now", nil)
}

// needsProof says that the next step may draw a code.
func needsProof(before *dialog.State, in dialog.Input) bool {
	at, ok := before.Wakes[dialog.WakeProof]
	return in.Kind == dialog.WakeUp && ok && !at.After(in.At)
}

// sendProof draws the code and gives it to the address of the number.
func (t *Talk) sendProof() {
	p := t.State.Proof
	if p == nil || t.in.Token == "" || t.toProve() == nil {
		t.State.Proof = nil
		return
	}
	if at := t.Town.NextLoud(t.Now); at.After(t.Now) {
		t.setWake(dialog.WakeProof, at)
		return
	}
	if !t.mayProve() {
		t.notProved(p.Number)
		return
	}
	sum := sha256.Sum256([]byte("frontdoor proof:" + t.in.Token + p.Number + t.in.At.UTC().Format(time.RFC3339Nano)))
	p.Code = fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum[:8])%1_000_000)
	p.Until, p.Tries = t.in.At.Add(proofLife), 0
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: "proof:" + hex.EncodeToString(sum[8:20]), To: dialog.Address(dialog.SMS + ":" + p.Number),
		Kind: dialog.LetterProof, Text: p.Code, Lang: t.Lang(), At: t.in.At})
}

// mayProve counts one text more that nobody at that number asked for: a code of this talk or
// to this number, or the word that it was replaced.
func (t *Talk) mayProve() bool {
	t.State.Proofs = slices.DeleteFunc(t.State.Proofs, func(at time.Time) bool { return t.Now.Sub(at) >= proofWithin })
	if len(t.State.Proofs) >= proofMost {
		return false
	}
	t.State.Proofs = append(t.State.Proofs, t.Now)
	return true
}

// proofArrived is the number's own talk saying the code there. It lies in no case's thread:
// no agent reads it.
func (t *Talk) proofArrived(l *dialog.Letter) {
	until := l.At.Add(proofLife)
	if t.State.Stopped || t.quietBot() || !t.Now.Before(until) || !t.mayProve() {
		t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: "no:" + l.ID, To: l.From, Kind: dialog.LetterNoProof, Text: l.Text, At: t.in.At})
		return
	}
	text := t.settings.Phrases.Say(l.Lang, "proof_code", 0, phrases.Vars{"code": l.Text})
	t.turn.Replies = append(t.turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.signed(text), UseBy: until})
}

// noProofArrived is the talk learning that the number got no code.
func (t *Talk) noProofArrived(l *dialog.Letter) {
	if p := t.State.Proof; p != nil && p.Code == l.Text {
		t.notProved(p.Number)
	}
}

// notProved says that no code went to the number: a person has to find out whose it is.
func (t *Talk) notProved(number string) {
	if m := t.toProve(); m != nil {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberNoCode, Raw: ending(number)})
		t.send(dialog.Reply{Text: t.phrase("proof_unsent", phrases.Vars{"tail": ending(number)}), Case: m.ID, UseBy: t.Now.Add(reminderUseBy)})
	}
	t.State.Proof = nil
}

// toProve is the matter whose number is to be proved; nil when there is none any more.
func (t *Talk) toProve() *dialog.Matter {
	for i := range t.State.Matters {
		if t.State.Proof != nil && t.State.Matters[i].Unproved == t.State.Proof.Number {
			return &t.State.Matters[i]
		}
	}
	return nil
}

// The code as people type it, and the wish for another one, as the whole message.
var (
	proofForm  = pattern.MustCompile(`(?i)^(?:我的|收到的?)?(?:验证码|the code|my code|code)?\s*(?:是|is)?\s*[:：]?\s*(\d[\s-]?\d[\s-]?\d[\s-]?\d[\s-]?\d[\s-]?\d)\s*[。.!！]*$`)
	proofAgain = pattern.MustCompile(`(?i)^(?:请)?(?:重发|再发|重新发)(?:一次|一个|一遍|一下)?验证码[。.!！]*$|^(?:please )?(?:re-?send|send)(?: the| a| another| a new| me a new)? code[.!]*$`)
)

// provesNumber treats a code that is told here, or the wish for another one. Neither is
// written down. True when it did.
func (t *Talk) provesNumber() bool {
	p := t.State.Proof
	if p == nil || t.in.Choice != "" || len(t.in.Media) > 0 || len(t.in.Text) > 80 {
		return false
	}
	text := strings.TrimSpace(understand.Simplify(understand.Clean(t.in.Text)))
	if proofAgain.MatchString(text) {
		t.State.LastAt = t.Now
		if m := t.toProve(); m != nil {
			t.tell(t.proveLater(m))
		}
		return true
	}
	found := proofForm.FindStringSubmatch(text)
	if found == nil || p.Until.IsZero() || t.Now.Sub(p.Until) > proofWithin {
		return false // no code is known of
	}
	told := strings.NewReplacer(" ", "", "-", "").Replace(found[1])
	live := p.Code != "" && t.in.At.Before(p.Until)
	if live && subtle.ConstantTimeCompare([]byte(told), []byte(p.Code)) == 1 {
		t.State.LastAt = t.Now
		t.proved(p.Number)
		return true
	}
	p.Tries++
	key := "proof_wrong"
	if !live || p.Tries >= proofTries {
		p.Code, key = "", "proof_over"
	}
	if t.State.Asking != nil {
		return false // it may answer what is asked; it counts all the same
	}
	t.State.LastAt = t.Now
	t.tell(t.phrase(key, nil))
	return true
}

// proved notes that a number is its resident's, in all their matters.
func (t *Talk) proved(number string) {
	t.State.Proof = nil
	told := dialog.CaseID("")
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Unproved == number {
			m.Unproved, told = "", m.ID
			t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberProved, Raw: ending(number)})
		}
	}
	if told != "" {
		t.send(dialog.Reply{Text: t.phrase("proof_done", phrases.Vars{"tail": ending(number)}), Case: told, UseBy: t.Now.Add(wordUseBy)})
	}
}
