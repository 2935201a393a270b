package handoff

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"frontdoor/handoff/casebook"
)

// Audit is the record of who signed in, looked, searched, took data out and changed what
// others may do. Entries are only ever added. Each holds the hash of the one before, so
// that one changed, taken out or put in afterwards shows (Verify); that the whole record was written
// anew shows where its seal was noted elsewhere. It lies on the Shelf and holds no word and no
// number of a resident.
type Audit struct {
	shelf casebook.Shelf
	now   func() time.Time
}

// NewAudit opens the record on a shelf. now may be nil for the real clock.
func NewAudit(shelf casebook.Shelf, now func() time.Time) *Audit {
	if now == nil {
		now = time.Now
	}
	return &Audit{shelf: shelf, now: now}
}

// Deed is what was done.
type Deed string

// The closed list of deeds. The words are stored for years: never rename one.
const (
	DeedSignedIn      Deed = "signed_in"
	DeedSignInFailed  Deed = "sign_in_failed" // for a login there is
	DeedSignedOut     Deed = "signed_out"
	DeedSessionEnded  Deed = "session_ended" // by somebody else, or from another device
	DeedLooked        Deed = "looked"        // at a case
	DeedRevealed      Deed = "revealed"      // a number
	DeedSearched      Deed = "searched"
	DeedExported      Deed = "exported"
	DeedAgentAdded    Deed = "agent_added"
	DeedAgentShut     Deed = "agent_shut"
	DeedAgentLetIn    Deed = "agent_let_in"
	DeedAgentServes   Deed = "agent_serves" // areas, categories, hours
	DeedRoleSet       Deed = "role_set"
	DeedPasswordSet   Deed = "password_set"
	DeedSecondFactor  Deed = "second_factor" // switched on or off
	DeedOIDCSet       Deed = "oidc_set"      // who an agent is at the town's own provider, or nobody any more
	DeedPhoneSet      Deed = "phone_set"     // an agent's number for work by text message, or none any more
	DeedChatUnlinked  Deed = "chat_unlinked" // an agent's Telegram
	DeedTokenMade     Deed = "token_made"
	DeedTokenRemoved  Deed = "token_removed"
	DeedKeyMade       Deed = "key_made" // of another program
	DeedKeyRemoved    Deed = "key_removed"
	DeedHookAdded     Deed = "hook_added" // another system is told what happens
	DeedHookRemoved   Deed = "hook_removed"
	DeedHookOn        Deed = "hook_on"
	DeedHookReplayed  Deed = "hook_replayed"
	DeedHookTested    Deed = "hook_tested"
	DeedErased        Deed = "erased"
	DeedHeld          Deed = "held" // kept from being erased, or released
	DeedSettingsSaved Deed = "settings_saved"
)

// Deeds is the closed list.
func Deeds() []Deed {
	return []Deed{DeedSignedIn, DeedSignInFailed, DeedSignedOut, DeedSessionEnded, DeedLooked, DeedRevealed, DeedSearched, DeedExported,
		DeedAgentAdded, DeedAgentShut, DeedAgentLetIn, DeedAgentServes, DeedRoleSet, DeedPasswordSet, DeedSecondFactor, DeedOIDCSet, DeedPhoneSet, DeedChatUnlinked, DeedTokenMade,
		DeedTokenRemoved, DeedKeyMade, DeedKeyRemoved, DeedHookAdded, DeedHookRemoved, DeedHookOn, DeedHookReplayed,
		DeedHookTested, DeedErased, DeedHeld, DeedSettingsSaved}
}

// Entry is one thing that was done.
type Entry struct {
	N  int       `json:"n"` // 1, 2, 3 …
	At time.Time `json:"at"`
	// Who did it: an agent's login, CommandLine or House.
	Who  string `json:"who"`
	Deed Deed   `json:"deed"`
	// About is whom or what: a login, a case number, a program.
	About string `json:"about,omitempty"`
	// More is what else there is to say, no personal data.
	More string `json:"more,omitempty"`
	// Before is the hash of the entry before, "" for the first.
	Before string `json:"before,omitempty"`

	// Hash is this one's own; it is not stored.
	Hash string `json:"-"`
}

// Who is neither an agent nor a resident.
const (
	CommandLine = "command line"
	House       = "house" // what is done by itself
)

type actorKey struct{}

// ActingAs says in a context who acts. Where nobody is named, it is who sits at the command line.
func ActingAs(ctx context.Context, who string) context.Context {
	return context.WithValue(ctx, actorKey{}, who)
}

func actor(ctx context.Context) string {
	who, _ := ctx.Value(actorKey{}).(string)
	return cmp.Or(who, CommandLine)
}

// Where entries lie on the Shelf: two hundred to a kind, so that they can be read part by part.
const (
	auditPart    = 200
	kindAuditTip = "audit"
	auditTip     = "tip"
)

func kindAudit(n int) string { return fmt.Sprintf("audit-%06d", n/auditPart) }
func keyAudit(n int) string  { return fmt.Sprintf("%09d", n) }

// tip is the last entry, kept so that nobody looks for it.
type tip struct {
	N    int    `json:"n"`
	Hash string `json:"hash"`
}

// Note adds an entry, done now by whom the context names. A record that is nil notes nothing.
func (a *Audit) Note(ctx context.Context, deed Deed, about, more string) error {
	if a == nil {
		return nil
	}
	if err := a.add(ctx, Entry{At: a.now().UTC().Truncate(time.Millisecond), Who: actor(ctx), Deed: deed, About: about, More: more}); err != nil {
		return fmt.Errorf("note in the audit record that %s: %w", deed, err)
	}
	return nil
}

func (a *Audit) add(ctx context.Context, e Entry) error {
	for {
		last, record, err := a.tip(ctx)
		if err != nil {
			return err
		}
		e.N, e.Before = last.N+1, last.Hash
		value, err := json.Marshal(e)
		if err != nil {
			return err
		}
		_, err = a.shelf.Put(ctx, casebook.Record{Kind: kindAudit(e.N), Key: keyAudit(e.N), Value: value})
		stale := errors.Is(err, casebook.ErrStale)
		if stale { // somebody was faster, and may have died before saying that it is the last: say it
			var there casebook.Record
			if there, err = a.shelf.Get(ctx, kindAudit(e.N), keyAudit(e.N)); err == nil {
				value = there.Value
			}
		}
		if err != nil {
			return err
		}
		if record.Value, err = json.Marshal(tip{e.N, hashOf(value)}); err != nil {
			return err
		}
		if _, err = a.shelf.Put(ctx, record); err != nil && !errors.Is(err, casebook.ErrStale) {
			return err
		}
		if !stale {
			return nil
		}
	}
}

func (a *Audit) tip(ctx context.Context) (tip, casebook.Record, error) {
	record, err := a.shelf.Get(ctx, kindAuditTip, auditTip)
	if errors.Is(err, casebook.ErrNotFound) {
		return tip{}, casebook.Record{Kind: kindAuditTip, Key: auditTip}, nil
	}
	var last tip
	if err == nil && json.Unmarshal(record.Value, &last) != nil {
		err = errTip
	}
	return last, record, err
}

// errTip: what is noted as the last entry cannot be read, which nothing here writes.
var errTip = errors.New("the note of the last entry was changed: frontdoor audit verify says what else was")

func hashOf(value []byte) string {
	sum := sha256.Sum256(value)
	return hex.EncodeToString(sum[:])
}
