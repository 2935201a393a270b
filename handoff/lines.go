package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Lines know which chats and phones are agents', on the Shelf and never cached: an
// address that was unlinked is a resident's at its next message, on every process.
type Lines struct {
	shelf  casebook.Shelf
	roster *Roster
}

// NewLines opens the lines on a shelf.
func NewLines(shelf casebook.Shelf, roster *Roster) *Lines { return &Lines{shelf, roster} }

// Find gives who works from an address; false for a resident's.
func (l *Lines) Find(ctx context.Context, a dialog.Address) (Worker, bool, error) {
	record, err := l.shelf.Get(ctx, kindLineOf, string(a))
	if errors.Is(err, casebook.ErrNotFound) {
		return Worker{}, false, nil
	}
	if err != nil {
		return Worker{}, false, fmt.Errorf("look up whose address it is: %w", err)
	}
	w, err := l.Of(ctx, string(record.Value))
	if errors.Is(err, casebook.ErrNotFound) {
		return Worker{}, false, nil
	}
	return w, err == nil && w.Line.owns(a), err
}

// Of gives an agent's line; an empty one for an agent who has none, is shut out, or
// whose link has ended. casebook.ErrNotFound when there is no such agent.
func (l *Lines) Of(ctx context.Context, login string) (Worker, error) {
	rec, err := l.roster.get(ctx, login)
	if err != nil {
		return Worker{}, err
	}
	line, _, err := l.read(ctx, login)
	if err != nil {
		return Worker{}, err
	}
	return Worker{rec.Agent, rec.holds(line)}, nil
}

// holds is what of a line counts today.
func (rec agentRecord) holds(line Line) Line {
	if rec.Disabled {
		line.Chat, line.Phone, line.Devices = "", "", nil
	}
	line.Devices = slices.DeleteFunc(slices.Clone(line.Devices), func(d Device) bool { return d.Stamp != rec.stamp() })
	if line.Stamp != rec.stamp() {
		line.Chat = ""
	}
	return line
}

// All gives everybody who can be reached away from the desk.
func (l *Lines) All(ctx context.Context) ([]Worker, error) {
	lines, err := l.shelf.List(ctx, kindLine)
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	agents, err := l.shelf.List(ctx, kindAgent)
	if err != nil {
		return nil, fmt.Errorf("list agents: %w", err)
	}
	by := map[string]agentRecord{}
	for _, record := range agents {
		rec, err := l.roster.decode(record)
		if err != nil {
			return nil, err
		}
		by[rec.Login] = rec
	}
	var all []Worker
	for _, record := range lines {
		line, err := decodeLine(record)
		if err != nil {
			return nil, err
		}
		rec, ok := by[line.Login]
		if line = rec.holds(line); ok && !line.Empty() {
			rec.Own = line.own()
			all = append(all, Worker{rec.Agent, line})
		}
	}
	return all, nil
}

// Change edits an agent's line. Edit may be called more than once.
func (l *Lines) Change(ctx context.Context, login string, edit func(*Line)) error {
	if _, err := l.roster.get(ctx, login); err != nil {
		return err
	}
	for {
		line, version, err := l.read(ctx, login)
		if err != nil {
			return err
		}
		edit(&line)
		if line.Since.IsZero() {
			line.Since = l.roster.now().UTC()
		}
		value, err := json.Marshal(line)
		if err != nil {
			return fmt.Errorf("store the line of %q: %w", login, err)
		}
		_, err = l.shelf.Put(ctx, casebook.Record{Kind: kindLine, Key: login, Value: value, Version: version})
		if errors.Is(err, casebook.ErrStale) {
			continue
		}
		if err != nil {
			return fmt.Errorf("store the line of %q: %w", login, err)
		}
		return nil
	}
}

// Unlink ends an agent's link to Telegram. What comes from that chat is a resident's.
func (l *Lines) Unlink(ctx context.Context, login string) error {
	if err := l.Change(ctx, login, func(line *Line) { line.drop(line.Chat) }); err != nil {
		return err
	}
	return l.roster.audit.Note(ctx, DeedChatUnlinked, login, "")
}

var numberForm = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// SetPhone lets an agent work by SMS from a number in E.164; "" ends that. Who had the
// number before has it no more.
func (l *Lines) SetPhone(ctx context.Context, login, number string) error {
	if number == "" {
		if err := l.Change(ctx, login, func(line *Line) { line.drop(line.Phone) }); err != nil {
			return err
		}
		return l.roster.audit.Note(ctx, DeedPhoneSet, login, "none")
	}
	if !numberForm.MatchString(number) {
		return &Mistake{Code: "phone_form", Field: "phone", What: "the phone number cannot be used",
			Why: "it is matched with the sender of text messages", Do: "write it like +8613900000122"}
	}
	a := dialog.Address(dialog.SMS + ":" + number)
	err := l.Change(ctx, login, func(line *Line) {
		if line.Phone != a {
			line.Phone, line.PhoneLost, line.Since = a, false, time.Time{} // since now
		}
	})
	if err != nil {
		return err
	}
	if err := l.point(ctx, a, login); err != nil {
		return err
	}
	return l.roster.audit.Note(ctx, DeedPhoneSet, login, "")
}

// point makes an address lead to an agent, and to nobody else.
func (l *Lines) point(ctx context.Context, a dialog.Address, login string) error {
	for {
		record, err := l.shelf.Get(ctx, kindLineOf, string(a))
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return fmt.Errorf("look up whose address it is: %w", err)
		}
		if string(record.Value) == login {
			return nil
		}
		before := string(record.Value)
		_, err = l.shelf.Put(ctx, casebook.Record{Kind: kindLineOf, Key: string(a), Value: []byte(login), Version: record.Version})
		if err == nil && before != "" {
			return l.Change(ctx, before, func(line *Line) { line.drop(a) })
		}
		if err == nil {
			return nil
		}
		if !errors.Is(err, casebook.ErrStale) {
			return fmt.Errorf("store whose address it is: %w", err)
		}
	}
}

func (l *Lines) read(ctx context.Context, login string) (Line, casebook.Version, error) {
	record, err := l.shelf.Get(ctx, kindLine, login)
	if errors.Is(err, casebook.ErrNotFound) {
		return Line{Login: login}, 0, nil
	}
	if err != nil {
		return Line{}, 0, fmt.Errorf("look up the line of %q: %w", login, err)
	}
	line, err := decodeLine(record)
	return line, record.Version, err
}

func decodeLine(record casebook.Record) (Line, error) {
	line := Line{Login: record.Key}
	if err := json.Unmarshal(record.Value, &line); err != nil {
		return Line{}, fmt.Errorf("read the line of %q: %w", record.Key, err)
	}
	return line, nil
}
