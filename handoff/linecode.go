package handoff

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A code links one chat to one agent, once, within CodeLife. A chat may bring
// codeTries wrong ones, then it waits codeWithin; all processes count together.
const (
	CodeLife   = 15 * time.Minute
	codeLength = 12 // letters of dialog.CodeAlphabet: 58 bits; a draft's code has ten
	codeTries  = 5
	codeWithin = time.Hour
)

// ErrCode: the code links nothing. It never says why.
var ErrCode = errors.New("the code opens nothing")

// codeRecord is an agent's code as stored; a new one takes the place of the old.
type codeRecord struct {
	Hash  string `json:"hash"`
	Stamp string `json:"stamp"`
	// Used is the chat that brought it: brought again from there it is the same success.
	Used dialog.Address `json:"used,omitempty"`
}

// Code makes the code by which an agent's own Telegram is linked; it is shown once,
// and said to the bot as /link CODE. casebook.ErrNotFound when there is no such agent.
func (l *Lines) Code(ctx context.Context, login string) (string, error) {
	rec, err := l.roster.get(ctx, login)
	if err != nil {
		return "", err
	}
	if rec.Disabled {
		return "", &Mistake{Code: "agent_disabled", Field: "agent", What: fmt.Sprintf("agent %q is disabled", login),
			Why: "a chat of a disabled agent would open nothing", Do: "enable the agent first"}
	}
	code := drawCode()
	value, err := json.Marshal(codeRecord{Hash: hashedKey(code), Stamp: rec.stamp()})
	if err != nil {
		return "", fmt.Errorf("make a code for %q: %w", login, err)
	}
	for {
		old, err := l.shelf.Get(ctx, kindLineCode, login)
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return "", fmt.Errorf("make a code for %q: %w", login, err)
		}
		_, err = l.shelf.Put(ctx, casebook.Record{Kind: kindLineCode, Key: login, Value: value, Version: old.Version,
			Expires: l.roster.now().Add(CodeLife)})
		if err == nil {
			return code[:4] + "-" + code[4:8] + "-" + code[8:], nil
		}
		if !errors.Is(err, casebook.ErrStale) {
			return "", fmt.Errorf("store a code for %q: %w", login, err)
		}
	}
}

func drawCode() string {
	letters := randomBytes(codeLength)
	for i, b := range letters {
		letters[i] = dialog.CodeAlphabet[int(b)%len(dialog.CodeAlphabet)]
	}
	return string(letters)
}

// TypedCode reads a code as people type it; false for what has not the form of one.
func TypedCode(text string) (string, bool) {
	code := strings.ToUpper(strings.NewReplacer("-", "", " ", "", "—", "", "–", "").Replace(strings.TrimSpace(text)))
	if len(code) != codeLength || strings.Trim(code, dialog.CodeAlphabet) != "" {
		return "", false
	}
	return code, true
}

// Link makes a chat the agent's whose code this is. The errors are ErrCode or, after
// too many wrong ones, a *SlowError.
func (l *Lines) Link(ctx context.Context, chat dialog.Address, typed, lang string) (Agent, error) {
	tries, err := l.tries(ctx, chat)
	if err != nil {
		return Agent{}, err
	}
	if tries.n >= codeTries {
		return Agent{}, &SlowError{Wait: tries.record.Expires.Sub(l.roster.now())}
	}
	agent, err := l.redeem(ctx, chat, typed, lang)
	if errors.Is(err, ErrCode) {
		if failed := l.failed(ctx, tries); failed != nil {
			return Agent{}, failed
		}
	}
	return agent, err
}

func (l *Lines) redeem(ctx context.Context, chat dialog.Address, typed, lang string) (Agent, error) {
	code, ok := TypedCode(typed)
	if !ok {
		return Agent{}, ErrCode
	}
	records, err := l.shelf.List(ctx, kindLineCode)
	if err != nil {
		return Agent{}, fmt.Errorf("look up a code: %w", err)
	}
	for _, record := range records {
		var c codeRecord
		if err := json.Unmarshal(record.Value, &c); err != nil {
			return Agent{}, fmt.Errorf("read a code: %w", err)
		}
		if subtle.ConstantTimeCompare([]byte(c.Hash), []byte(hashedKey(code))) != 1 || !record.Expires.After(l.roster.now()) {
			continue
		}
		rec, err := l.roster.get(ctx, record.Key)
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return Agent{}, err
		}
		if err != nil || rec.Disabled || c.Stamp != rec.stamp() || c.Used != "" && c.Used != chat {
			return Agent{}, ErrCode
		}
		return rec.Agent, l.use(ctx, record, c, chat, lang)
	}
	return Agent{}, ErrCode
}

// use marks a code as this chat's, before anybody else can, and then links the chat.
// Broken off between the two the same chat may bring it again.
func (l *Lines) use(ctx context.Context, record casebook.Record, c codeRecord, chat dialog.Address, lang string) error {
	if c.Used == "" {
		c.Used = chat
		value, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("use a code: %w", err)
		}
		record.Value = value
		if _, err := l.shelf.Put(ctx, record); errors.Is(err, casebook.ErrStale) {
			return ErrCode // another chat was faster, or there is a new code
		} else if err != nil {
			return fmt.Errorf("use a code: %w", err)
		}
	}
	now := l.roster.now().UTC()
	err := l.Change(ctx, record.Key, func(line *Line) {
		line.Chat, line.ChatLost, line.Stamp, line.Since, line.Quiet = chat, false, c.Stamp, now, false
		line.Lang = lang
	})
	if err != nil {
		return err
	}
	return l.point(ctx, chat, record.Key)
}

// triesOf is how often a chat brought a wrong code within the hour.
type triesOf struct {
	record casebook.Record
	n      int
}

func (l *Lines) tries(ctx context.Context, chat dialog.Address) (triesOf, error) {
	name, err := l.roster.slow.key(ctx, string(chat)) // it may be a resident's
	if err != nil {
		return triesOf{}, err
	}
	record, err := l.shelf.Get(ctx, kindLineTries, name)
	if errors.Is(err, casebook.ErrNotFound) || err == nil && !record.Expires.After(l.roster.now()) {
		return triesOf{record: casebook.Record{Kind: kindLineTries, Key: name, Version: record.Version}}, nil
	}
	if err != nil {
		return triesOf{}, fmt.Errorf("count codes: %w", err)
	}
	n, err := strconv.Atoi(string(record.Value))
	if err != nil {
		return triesOf{}, fmt.Errorf("count codes: %w", err)
	}
	return triesOf{record, n}, nil
}

// failed counts a wrong code.
func (l *Lines) failed(ctx context.Context, t triesOf) error {
	for {
		t.record.Value = []byte(strconv.Itoa(t.n + 1))
		t.record.Expires = l.roster.now().Add(codeWithin)
		_, err := l.shelf.Put(ctx, t.record)
		if err == nil {
			return nil
		}
		if !errors.Is(err, casebook.ErrStale) {
			return fmt.Errorf("count codes: %w", err)
		}
		if t, err = l.tries(ctx, dialog.Address(t.record.Key)); err != nil {
			return err
		}
	}
}
