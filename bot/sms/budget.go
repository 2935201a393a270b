package sms

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdoor/bot"
	"frontdoor/handoff/casebook"
)

// Budget is how much may be sent on one day, in segments, which is what costs money.
type Budget struct {
	// Shelf keeps what was spent, for all processes on the book; nil for no limits.
	Shelf interface {
		Get(ctx context.Context, kind, key string) (casebook.Record, error)
		Put(ctx context.Context, r casebook.Record) (casebook.Version, error)
		List(ctx context.Context, kind string) ([]casebook.Record, error)
		Remove(ctx context.Context, kind, key string, v casebook.Version) error
	}
	// Called is the name under which a number's limit lies on the Shelf: numbers do not stand
	// there. nil: as it is.
	Called  func(ctx context.Context, number string) (string, error)
	Number  int            // to one number; 0 for no limit
	Channel int            // to all together; 0 for no limit
	Zone    *time.Location // whose days they are; nil: UTC
}

// spentKind is the kind of the Shelf's records of what was spent; everybody is the key
// of the whole channel's behind the day, numbers have their own.
const (
	spentKind = "sms-spent"
	everybody = "all"
)

// fullKind is the kind of the records that a number's limit is reached on a day; they
// hold the limit, for it may be raised.
const fullKind = "sms-full"

// Full is how many numbers have used up their limit of the day.
func (b Budget) Full(ctx context.Context, now time.Time) (int, error) {
	if b.Shelf == nil || b.Number <= 0 {
		return 0, nil
	}
	records, err := b.Shelf.List(ctx, fullKind)
	if err != nil {
		return 0, fmt.Errorf("read whose limit is reached: %w", err)
	}
	n := 0
	for _, r := range records {
		if limit, err := strconv.Atoi(string(r.Value)); err == nil && limit >= b.Number && strings.HasPrefix(r.Key, b.day(now)+" ") {
			n++
		}
	}
	return n, nil
}

// Spent is how many segments of the channel's limit are used or set aside on the day.
func (b Budget) Spent(ctx context.Context, now time.Time) (int, error) {
	if b.Shelf == nil {
		return 0, nil
	}
	_, used, err := b.read(ctx, b.day(now)+" "+everybody)
	return used, err
}

func (b Budget) day(now time.Time) string { return b.in(now).Format(time.DateOnly) }

func (b Budget) in(now time.Time) time.Time {
	if b.Zone == nil {
		return now.UTC()
	}
	return now.In(b.Zone)
}

func (b Budget) read(ctx context.Context, key string) (casebook.Record, int, error) {
	r, err := b.Shelf.Get(ctx, spentKind, key)
	if errors.Is(err, casebook.ErrNotFound) {
		return casebook.Record{Kind: spentKind, Key: key}, 0, nil
	}
	if err != nil {
		return r, 0, fmt.Errorf("read what was spent: %w", err)
	}
	used, err := strconv.Atoi(string(r.Value))
	if err != nil {
		return r, 0, fmt.Errorf("read what was spent: %w", err)
	}
	return r, used, nil
}

// guard keeps to the budget. It takes segments from the Shelf a few at a time, so that
// not every message is one more write; what a process took and did not use is lost to
// the day when it dies, so the limit is never passed and at worst not quite reached.
type guard struct {
	Budget
	log *slog.Logger

	mu     sync.Mutex
	day    string
	purses map[string]*purse // by key on the Shelf
}

// purse is what this process has taken of one limit and not used yet.
type purse struct {
	key   string
	limit int
	mu    sync.Mutex
	left  int
	told  bool // that it is empty
}

// taken are segments for one text, to be given back when it did not go out.
type taken struct {
	n      int
	purses []*purse
}

func (t taken) back() {
	for _, p := range t.purses {
		p.mu.Lock()
		p.left += t.n
		p.mu.Unlock()
	}
}

// take sets segments aside for one text. Where a limit of the day is reached the error
// holds the message back; a card about danger goes out all the same, and is counted.
func (g *guard) take(ctx context.Context, now time.Time, number string, n int, safety bool) (taken, error) {
	t := taken{n: n}
	if g.Shelf == nil {
		return t, nil
	}
	if g.Called != nil && g.Number > 0 {
		name, err := g.Called(ctx, number)
		if err != nil {
			return taken{}, unknown(err)
		}
		number = name
	}
	for _, l := range []struct {
		name  string
		limit int
	}{{number, g.Number}, {everybody, g.Channel}} {
		if l.limit <= 0 {
			continue
		}
		p := g.purse(now, l.name, l.limit)
		ok, err := g.fill(ctx, p, n, safety)
		if err != nil {
			t.back()
			return taken{}, unknown(err)
		}
		if !ok {
			t.back()
			return taken{}, g.full(ctx, p, now, l.name == everybody)
		}
		t.purses = append(t.purses, p)
	}
	return t, nil
}

// unknown holds a message back while the Shelf says nothing.
func unknown(err error) error {
	return &bot.SendError{Again: true, Err: err, Reason: bot.InWords("一时查不到今天发了多少", "what was sent today is not known at the moment")}
}

// purse is that of a day and a limit; yesterday's are forgotten.
func (g *guard) purse(now time.Time, name string, limit int) *purse {
	day := g.Budget.day(now)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.day != day {
		g.day, g.purses = day, map[string]*purse{}
	}
	key := day + " " + name
	p := g.purses[key]
	if p == nil {
		p = &purse{key: key, limit: limit}
		g.purses[key] = p
	}
	return p
}

// stepOf is how much of a limit is taken at once.
const stepOf = 50

// fill takes n segments out of a purse, and before that from the Shelf what is missing;
// false when the day has no more. Whoever must send gets them.
func (g *guard) fill(ctx context.Context, p *purse, n int, must bool) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.left < n {
		r, used, err := g.read(ctx, p.key)
		if err != nil {
			return false, err
		}
		missing := n - p.left
		step := min(max(missing, p.limit/stepOf), p.limit-used)
		if step < missing {
			if !must {
				return false, nil
			}
			step = missing
		}
		r.Value = strconv.AppendInt(nil, int64(used+step), 10)
		r.Expires = g.midnight(p.key).AddDate(0, 0, 2)
		switch _, err := g.Shelf.Put(ctx, r); {
		case errors.Is(err, casebook.ErrStale): // another process was faster
		case err != nil:
			return false, fmt.Errorf("write what is spent: %w", err)
		default:
			p.left += step
		}
	}
	p.left -= n
	return true, nil
}

// midnight is the beginning of a key's day.
func (g *guard) midnight(key string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, key[:len(time.DateOnly)], g.in(time.Time{}).Location())
	if err != nil {
		return time.Time{} // never: we wrote it
	}
	return at
}

// full says that a limit is reached: in the log once a day, to the agent with each
// message. It is looked at again every full hour, all messages of a number together so
// that they keep their order: somebody may have raised the limit.
func (g *guard) full(ctx context.Context, p *purse, now time.Time, channel bool) error {
	p.mu.Lock()
	first := !p.told
	p.told = true
	p.mu.Unlock()
	words := bot.InWords(fmt.Sprintf("这个号码今天的短信额度（%d条）用完了，明天再发；急事请打电话，或请管理员提高 FRONTDOOR_SMS_NUMBER_LIMIT", p.limit),
		fmt.Sprintf("this number's limit of %d segments a day is used up and the message waits for tomorrow; call if it is urgent, or let an admin raise FRONTDOOR_SMS_NUMBER_LIMIT", p.limit))
	if channel {
		words = bot.InWords(fmt.Sprintf("全部短信今天的额度（%d条）用完了，明天再发；急事请打电话，或请管理员提高 FRONTDOOR_SMS_DAILY_LIMIT", p.limit),
			fmt.Sprintf("the town's limit of %d segments a day is used up and the message waits for tomorrow; call if it is urgent, or let an admin raise FRONTDOOR_SMS_DAILY_LIMIT", p.limit))
	}
	if first && channel {
		g.log.Error("sms: the limit of the day is used up; text messages wait for tomorrow, cards about danger go out (FRONTDOOR_SMS_DAILY_LIMIT)", "segments", p.limit)
	} else if first {
		r := casebook.Record{Kind: fullKind, Key: p.key, Value: strconv.AppendInt(nil, int64(p.limit), 10), Expires: g.midnight(p.key).AddDate(0, 0, 2)}
		if _, err := g.Shelf.Put(ctx, r); err != nil && !errors.Is(err, casebook.ErrStale) { // another process told it
			g.log.Warn("sms: that a number's limit is reached was not written down", "err", err)
		}
		g.log.Error("sms: the limit of the day for one number is used up; its messages wait for tomorrow (FRONTDOOR_SMS_NUMBER_LIMIT)", "segments", p.limit)
	}
	in := g.in(now)
	until := time.Date(in.Year(), in.Month(), in.Day(), in.Hour()+1, 0, 0, 0, in.Location())
	return &bot.SendError{Until: until, Reason: words}
}

// spent says in sentences which limits are reached: the channel's, or how many numbers'.
// That the book cannot be read is told by whoever asks it for more.
func (g *guard) spent(ctx context.Context, now time.Time) (wrong []string) {
	if used, err := g.Spent(ctx, now); err == nil && g.Channel > 0 && used >= g.Channel {
		wrong = append(wrong, fmt.Sprintf("today's %d segments (FRONTDOOR_SMS_DAILY_LIMIT) are used up or set aside; messages wait for tomorrow, cards about danger go out", g.Channel))
	}
	if n, err := g.Full(ctx, now); err == nil && n > 0 {
		wrong = append(wrong, fmt.Sprintf("the limit of %d segments a day for one number (FRONTDOOR_SMS_NUMBER_LIMIT) is reached for %d; what else goes there waits for tomorrow, and its case says so", g.Number, n))
	}
	return wrong
}
