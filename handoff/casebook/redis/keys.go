package redis

import (
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// shard is one of the sixteen: it spells the keys that lie in its slot. Nobody
// else spells a key.
type shard struct {
	book string
	n    int
}

func (b *Book) shard(n int) shard { return shard{b.name, n} }

func (b *Book) shardOf(a dialog.Address) shard { return b.shard(casebook.ShardOf(a)) }

func (s shard) key(rest string) string {
	return "{" + s.book + ":" + string([]byte{'0' + byte(s.n/10), '0' + byte(s.n%10)}) + "}:" + rest
}

func (s shard) about() string                  { return s.key("book") }
func (s shard) counters() string               { return s.key("counters") }
func (s shard) feed() string                   { return s.key("feed") }
func (s shard) due() string                    { return s.key("due") }
func (s shard) wakes() string                  { return s.key("wakes") }
func (s shard) letters() string                { return s.key("letters") }
func (s shard) letter() string                 { return s.key("letter") }
func (s shard) talk(a dialog.Address) string   { return s.key("talk:" + string(a)) }
func (s shard) out(a dialog.Address) string    { return s.key("out:" + string(a)) }
func (s shard) log(id dialog.CaseID) string    { return s.key("case:" + string(id)) }
func (s shard) attempt(id string) string       { return s.key("key:" + id) }
func (s shard) rate(what string) string        { return s.key("rate:" + what) }
func (s shard) shelf(kind string) string       { return s.key("shelf:" + kind) }
func (s shard) shelfExpiry(kind string) string { return s.key("expiry:" + kind) }

// seen is a message key of an address; the length keeps two that only meet in the
// middle apart.
func (s shard) seen(a dialog.Address, key string) string {
	return s.key("key:" + strconv.Itoa(len(a)) + ":" + string(a) + ":" + key)
}

// nudges is the channel on which processes tell each other of something new.
func (b *Book) nudges() string { return "{" + b.name + "}:nudges" }

// everyKey matches the keys of all shards of the book, ofShard those of one.
func (b *Book) everyKey() string { return "{" + b.name + ":[0-9][0-9]}:*" }
func (s shard) ofShard() string  { return s.key("*") }

// keyed is a key taken apart again: its shard, its kind and what comes after that.
type keyed struct {
	shard
	whole, kind, rest string
}

// takeApart takes one of the book's keys apart.
func (b *Book) takeApart(key string) (keyed, bool) {
	tag, name, ok := strings.Cut(strings.TrimPrefix(key, "{"+b.name+":"), "}:")
	n, err := strconv.Atoi(tag)
	if !ok || err != nil || n < 0 || n >= casebook.Shards {
		return keyed{}, false
	}
	kind, rest, _ := strings.Cut(name, ":")
	return keyed{b.shard(n), key, kind, rest}, true
}

// readSeen takes what follows "key:" apart into address and message key; false for
// the ID of a commit without one.
func readSeen(rest string) (a dialog.Address, key string, ok bool) {
	length, rest, ok := strings.Cut(rest, ":")
	n, err := strconv.Atoi(length)
	if !ok || err != nil || n < 0 || n >= len(rest) || rest[n] != ':' {
		return "", "", false
	}
	return dialog.Address(rest[:n]), rest[n+1:], true
}
