package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// Role is what an agent may do.
type Role string

// The closed list of roles. A supervisor and an admin may do all an agent may, see
// cases still being collected, and take over by force.
const (
	RoleAgent      Role = "agent"
	RoleSupervisor Role = "supervisor"
	RoleAdmin      Role = "admin"
)

// Roles is the closed list.
func Roles() []Role { return []Role{RoleAgent, RoleSupervisor, RoleAdmin} }

// Supervises is true for supervisors and admins.
func (r Role) Supervises() bool { return r == RoleSupervisor || r == RoleAdmin }

// Agent is one person who answers residents.
type Agent struct {
	Login     string    `json:"login"`
	Name      string    `json:"name"` // as residents read it
	Role      Role      `json:"role"`
	Disabled  bool      `json:"disabled,omitempty"` // may no longer sign in or use a token
	CreatedAt time.Time `json:"created_at"`
	// FirstPassword: somebody else made the password, and the agent chooses another before
	// anything else. Tokens work meanwhile.
	FirstPassword bool `json:"first_password,omitempty"`
	// HasSecond: signs in with a code beside the password, or has no password at all.
	HasSecond bool `json:"-"`
	// OIDC is who the agent is at the town's own provider (oidc.go); empty for nobody.
	OIDC string `json:"oidc,omitempty"`
	// Numbers: acts through a token that may read phone numbers whole.
	Numbers bool `json:"-"`
	// ReadsOnly: acts through a token that may read and do nothing.
	ReadsOnly bool `json:"-"`
	Service
	// Own are the chat and the phone the agent works from, given by the Roster: a table at
	// which one of them sits is the agent's own matter.
	Own []dialog.Address `json:"-"`
	// Rules are those of the town, given by the Roster; nil for none.
	Rules *Rules `json:"-"`
}

// ErrTaken: there is an agent with this login.
var ErrTaken = errors.New("login is taken")

// ErrSignIn: login and password do not belong together, or the agent is disabled.
// It never says which.
var ErrSignIn = errors.New("login or password is wrong")

// The kinds of records that package handoff keeps on the Shelf.
const (
	kindAgent   = "agent"
	kindToken   = "token"
	kindSession = "session"
	kindSetting = "setting"
	kindTries   = "sign-in-tries"

	kindLine      = "line"       // by login
	kindLineOf    = "line-of"    // the login, by address
	kindLineCode  = "line-code"  // by login
	kindLineTries = "line-tries" // wrong codes, by a hash of the address
)

// Roster is the list of agents, kept on the Shelf and never cached: what another
// process changes holds at the next request.
type Roster struct {
	shelf   casebook.Shelf
	now     func() time.Time
	rules   *Rules        // every agent it gives carries them
	hashing chan struct{} // bounds the memory spent on passwords at once
	slow    slowdown
	audit   *Audit
	town    []string // words of the town's that no password is made of
}

// NewRoster opens the roster on a shelf. now may be nil for the real clock.
func NewRoster(shelf casebook.Shelf, now func() time.Time) *Roster {
	if now == nil {
		now = time.Now
	}
	return &Roster{shelf: shelf, now: now, hashing: make(chan struct{}, hashesAtOnce), slow: slowdown{shelf, now}, audit: NewAudit(shelf, now)}
}

// Under makes the agents of the roster serve by rules; nil for none.
func (r *Roster) Under(rules *Rules) *Roster {
	r.rules = rules
	return r
}

// Of has passwords refused that are made of the names of the town.
func (r *Roster) Of(t *town.Town) *Roster {
	for _, name := range []town.Text{t.Title, t.Persona, t.County, t.City} {
		for _, lang := range []string{"zh", "en"} {
			r.town = append(r.town, name.In(lang))
		}
	}
	return r
}

// agentRecord is an agent as stored; Hash is empty for one who has no password and
// so cannot sign in, only use tokens.
type agentRecord struct {
	Agent
	Hash string `json:"hash,omitempty"`
	// Ended counts how often the agent was shut out: what was opened before stays shut.
	Ended int `json:"ended,omitempty"`
	// Second is empty for who signs in by password alone.
	Second secondFactor `json:"second,omitzero"`

	version casebook.Version
}

// stamp is of all that a session or a phone of this agent began with: a new password
// and being shut out end them.
func (rec agentRecord) stamp() string {
	if rec.Ended == 0 {
		return hashedKey(rec.Hash)
	}
	return hashedKey(fmt.Sprintf("%s %d", rec.Hash, rec.Ended))
}

var loginForm = regexp.MustCompile(`^[a-z0-9._-]{2,32}$`)

const (
	passwordShortest = 8    // characters
	passwordLongest  = 1024 // bytes
	nameLongest      = 40   // characters
)

// Add takes in a new agent. An empty password means that the agent cannot sign in
// until one is set, only use tokens. The errors are ErrTaken or a *Mistake.
func (r *Roster) Add(ctx context.Context, a Agent, password string) error {
	a.Name = strings.TrimSpace(a.Name)
	if err := checkAgent(a); err != nil {
		return err
	}
	if a.CreatedAt.IsZero() {
		a.CreatedAt = r.now().UTC().Truncate(time.Second)
	}
	rec := agentRecord{Agent: a}
	if password != "" {
		hash, err := r.hashOf(ctx, a, password)
		if err != nil {
			return err
		}
		rec.Hash = hash
	}
	err := r.put(ctx, rec)
	if errors.Is(err, casebook.ErrStale) {
		return fmt.Errorf("%w: %s", ErrTaken, a.Login)
	}
	if err != nil {
		return err
	}
	return r.audit.Note(ctx, DeedAgentAdded, a.Login, string(a.Role))
}

// Get gives one agent, disabled ones too; casebook.ErrNotFound for none.
func (r *Roster) Get(ctx context.Context, login string) (Agent, error) {
	rec, err := r.get(ctx, login)
	return rec.Agent, err
}

// List gives all agents by login, disabled ones too.
func (r *Roster) List(ctx context.Context) ([]Agent, error) {
	records, err := r.shelf.List(ctx, kindAgent)
	if err != nil {
		return nil, fmt.Errorf("list agents: %w", err)
	}
	lines, err := r.shelf.List(ctx, kindLine)
	if err != nil {
		return nil, fmt.Errorf("list the lines of agents: %w", err)
	}
	lineOf := map[string]casebook.Record{}
	for _, record := range lines {
		lineOf[record.Key] = record
	}
	agents := make([]Agent, 0, len(records))
	for _, record := range records {
		rec, err := r.decode(record)
		if err != nil {
			return nil, err
		}
		if err := rec.reached(lineOf[record.Key]); err != nil {
			return nil, err
		}
		agents = append(agents, rec.Agent)
	}
	return agents, nil
}

// SetPassword replaces an agent's password and so ends all of the agent's sessions.
func (r *Roster) SetPassword(ctx context.Context, login, password string) error {
	return r.setPassword(ctx, login, password, false)
}

// SetDisabled shuts an agent out, or lets one in again, from the next request on. Who
// is let in again signs in anew. The last admin is not shut out: a *Mistake.
func (r *Roster) SetDisabled(ctx context.Context, login string, disabled bool) error {
	set := func(disabled bool) error {
		deed := DeedAgentLetIn
		if disabled {
			deed = DeedAgentShut
		}
		return r.change(ctx, login, deed, "", func(rec *agentRecord) {
			if disabled && !rec.Disabled {
				rec.Ended++
			}
			rec.Disabled = disabled
		})
	}
	if !disabled {
		return set(false)
	}
	return r.keepingAdmin(ctx, login, func() error { return set(true) }, func() error { return set(false) })
}

// SetRole gives an agent another role, from the next request on. The last admin stays one:
// a *Mistake.
func (r *Roster) SetRole(ctx context.Context, login string, role Role) error {
	rec, err := r.get(ctx, login)
	if err != nil {
		return err
	}
	rec.Role = role
	if err := checkAgent(rec.Agent); err != nil {
		return err
	}
	set := func(role Role) error {
		return r.change(ctx, login, DeedRoleSet, string(role), func(rec *agentRecord) { rec.Role = role })
	}
	if role == RoleAdmin {
		return set(role)
	}
	return r.keepingAdmin(ctx, login, func() error { return set(role) }, func() error { return set(RoleAdmin) })
}

// change edits one record and notes the deed.
func (r *Roster) change(ctx context.Context, login string, deed Deed, more string, edit func(*agentRecord)) error {
	if err := r.edit(ctx, login, func(rec *agentRecord) error { edit(rec); return nil }); err != nil {
		return err
	}
	return r.audit.Note(ctx, deed, login, more)
}

func (r *Roster) get(ctx context.Context, login string) (agentRecord, error) {
	record, err := r.shelf.Get(ctx, kindAgent, login)
	if err != nil {
		return agentRecord{}, fmt.Errorf("agent %q: %w", login, err)
	}
	rec, err := r.decode(record)
	if err != nil {
		return agentRecord{}, err
	}
	line, err := r.shelf.Get(ctx, kindLine, login)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return agentRecord{}, fmt.Errorf("look up the line of %q: %w", login, err)
	}
	return rec, rec.reached(line)
}

// reached notes the agent's own chat and phone, of the stored line; of none it notes nothing.
func (rec *agentRecord) reached(stored casebook.Record) error {
	if len(stored.Value) == 0 {
		return nil
	}
	line, err := decodeLine(stored)
	if err != nil {
		return err
	}
	rec.Own = rec.holds(line).own()
	return nil
}

func (r *Roster) put(ctx context.Context, rec agentRecord) error {
	value, err := json.Marshal(rec)
	if err != nil {
		return fmt.Errorf("store agent %q: %w", rec.Login, err)
	}
	_, err = r.shelf.Put(ctx, casebook.Record{Kind: kindAgent, Key: rec.Login, Value: value, Version: rec.version})
	if err != nil {
		return fmt.Errorf("store agent %q: %w", rec.Login, err)
	}
	return nil
}

func (r *Roster) decode(record casebook.Record) (agentRecord, error) {
	var rec agentRecord
	if err := json.Unmarshal(record.Value, &rec); err != nil {
		return agentRecord{}, fmt.Errorf("read agent %q: %w", record.Key, err)
	}
	rec.version, rec.Rules, rec.HasSecond = record.Version, r.rules, rec.Hash == "" || rec.Second.Secret != ""
	return rec, nil
}

func checkAgent(a Agent) error {
	if !loginForm.MatchString(a.Login) {
		return &Mistake{Code: "login_form", Field: "login", What: fmt.Sprintf("login %q cannot be used", a.Login),
			Why: "a login has 2 to 32 of the characters a-z, 0-9, dot, underscore and dash", Do: "choose another login"}
	}
	if n := utf8.RuneCountInString(a.Name); n == 0 || n > nameLongest || !utf8.ValidString(a.Name) {
		return &Mistake{Code: "name_form", Field: "name", What: "name is missing or too long",
			Why: fmt.Sprintf("residents read it; it has 1 to %d characters", nameLongest), Do: "give the name residents know, for example 吴姐"}
	}
	if _, err := identityForm(a.OIDC); err != nil {
		return err
	}
	if slices.Contains(Roles(), a.Role) {
		return checkService(a.Service)
	}
	return &Mistake{Code: "role_unknown", Field: "role", What: fmt.Sprintf("role %q is unknown", a.Role),
		Why: "the roles are agent, supervisor and admin", Do: "choose one of them"}
}
