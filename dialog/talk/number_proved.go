package talk

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
	"frontdoor/dialog/say"
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
	t.StopWakes(dialog.WakeProof)
	if m.Unproved == "" || t.Settings.NoSMS || t.State.Stopped || !say.IsPhoneAddress(m.Unproved) || slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return ""
	}
	t.State.Proof = &dialog.Proof{Number: m.Unproved}
	at := t.Town.NextLoud(t.Now)
	t.SetWake(dialog.WakeProof, at)
	if at.After(t.Now) {
		return t.Phrase("proof_later", phrases.Vars{"hour": at.Format("15:04")})
	}
	return t.Phrase("proof_now", nil)
}

// SendProof draws the code and gives it to the address of the number.
func (t *Talk) SendProof() {
	p := t.State.Proof
	if p == nil || t.In.Token == "" || t.toProve() == nil {
		t.State.Proof = nil
		return
	}
	if at := t.Town.NextLoud(t.Now); at.After(t.Now) {
		t.SetWake(dialog.WakeProof, at)
		return
	}
	if !t.mayProve() {
		t.notProved(p.Number)
		return
	}
	sum := sha256.Sum256([]byte("frontdoor proof:" + t.In.Token + p.Number + t.In.At.UTC().Format(time.RFC3339Nano)))
	p.Code = fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum[:8])%1_000_000)
	p.Until, p.Tries = t.In.At.Add(proofLife), 0
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "proof:" + hex.EncodeToString(sum[8:20]), To: dialog.Address(dialog.SMS + ":" + p.Number),
		Kind: dialog.LetterProof, Text: p.Code, Lang: t.Lang(), At: t.In.At})
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

// ProofArrived is the number's own talk saying the code there. It lies in no case's thread:
// no agent reads it.
func (t *Talk) ProofArrived(l *dialog.Letter) {
	until := l.At.Add(proofLife)
	if t.State.Stopped || t.QuietBot() || !t.Now.Before(until) || !t.mayProve() {
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "no:" + l.ID, To: l.From, Kind: dialog.LetterNoProof, Text: l.Text, At: t.In.At})
		return
	}
	text := t.Settings.Phrases.Say(l.Lang, "proof_code", 0, phrases.Vars{"code": l.Text})
	t.Turn.Replies = append(t.Turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.Signed(text), UseBy: until})
}

// NoProofArrived is the talk learning that the number got no code.
func (t *Talk) NoProofArrived(l *dialog.Letter) {
	if p := t.State.Proof; p != nil && p.Code == l.Text {
		t.notProved(p.Number)
	}
}

// notProved says that no code went to the number: a person has to find out whose it is.
func (t *Talk) notProved(number string) {
	if m := t.toProve(); m != nil {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberNoCode, Raw: ending(number)})
		t.Send(dialog.Reply{Text: t.Phrase("proof_unsent", phrases.Vars{"tail": ending(number)}), Case: m.ID, UseBy: t.Now.Add(say.ReminderUseBy)})
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

// ProvesNumber treats a code that is told here, or the wish for another one. Neither is
// written down. True when it did.
func (t *Talk) ProvesNumber() bool {
	p := t.State.Proof
	if p == nil || t.In.Choice != "" || len(t.In.Media) > 0 || len(t.In.Text) > 80 {
		return false
	}
	text := strings.TrimSpace(understand.Simplify(understand.Clean(t.In.Text)))
	if proofAgain.MatchString(text) {
		t.State.LastAt = t.Now
		if m := t.toProve(); m != nil {
			t.Tell(t.proveLater(m))
		}
		return true
	}
	found := proofForm.FindStringSubmatch(text)
	if found == nil || p.Until.IsZero() || t.Now.Sub(p.Until) > proofWithin {
		return false // no code is known of
	}
	told := strings.NewReplacer(" ", "", "-", "").Replace(found[1])
	live := p.Code != "" && t.In.At.Before(p.Until)
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
	t.Tell(t.Phrase(key, nil))
	return true
}

// proved notes that a number is its resident's, in all their matters.
func (t *Talk) proved(number string) {
	t.State.Proof = nil
	told := dialog.CaseID("")
	for i := range t.State.Matters {
		if m := &t.State.Matters[i]; m.Unproved == number {
			m.Unproved, told = "", m.ID
			t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberProved, Raw: ending(number)})
		}
	}
	if told != "" {
		t.Send(dialog.Reply{Text: t.Phrase("proof_done", phrases.Vars{"tail": ending(number)}), Case: told, UseBy: t.Now.Add(say.WordUseBy)})
	}
}
