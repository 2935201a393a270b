package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// hide gives every key its address' name; see casebook.Vault.HideAddresses. From the first one
// on the book is of the second form, which programs refuse that look for addresses as they are.
func (b *Book) hide(ctx context.Context) error {
	if b.fresh.Vault == nil {
		return nil
	}
	if err := b.fresh.Vault.HideAddresses(ctx, b.bare, b.rename); err != nil {
		return fmt.Errorf("hide addresses: %w", err)
	}
	return b.setForm(ctx)
}

func (b *Book) setForm(ctx context.Context) error {
	return b.client.HSet(ctx, b.shard(0).about(), "form", form).Err()
}

// bare reports whether no key has an address.
func (b *Book) bare(ctx context.Context) (bool, error) {
	none := true
	err := b.eachPart(ctx, func(keys []keyed) error {
		for _, k := range keys {
			none = none && k.kind != "talk" && k.kind != "key" && k.kind != "out" && k.kind != "letter"
		}
		return nil
	})
	return none, err
}

// eachPart goes through all keys of the book.
func (b *Book) eachPart(ctx context.Context, do func([]keyed) error) error {
	for at := ""; ; {
		keys, next, err := b.scan(ctx, at, scanSize)
		if err != nil {
			return err
		}
		if err := do(keys); err != nil {
			return err
		}
		if at = next; at == "" {
			return nil
		}
	}
}

func (b *Book) rename(ctx context.Context) error {
	if err := b.setForm(ctx); err != nil { // half of them may be renamed when this is broken off
		return err
	}
	err := b.eachPart(ctx, func(keys []keyed) error {
		for _, k := range keys {
			var err error
			switch k.kind {
			case "talk":
				err = b.renameTalk(ctx, k)
			case "key":
				err = b.renameSeen(ctx, k)
			case "out":
				err = b.renameQueue(ctx, k)
			case "letter":
				err = b.renameLetters(ctx, k.shard)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	for n := range casebook.Shards { // a write that is confirmed confirms those before it
		if err == nil {
			_, err = b.draw(ctx, n, 0)
		}
	}
	if err != nil {
		return err
	}
	return b.erased(ctx) // what lay in the clear
}

func (b *Book) renameSeen(ctx context.Context, k keyed) error {
	a, key, ok := readSeen(k.rest)
	if !ok {
		return nil
	}
	stored, err := b.fresh.Vault.StoredAs(ctx, a)
	if err != nil || stored == a {
		return err
	}
	return b.swapName(ctx, k.whole, k.seen(stored, key), "", a, stored, nil)
}

func (b *Book) renameTalk(ctx context.Context, k keyed) error {
	a := dialog.Address(k.rest)
	state, err := b.client.HGet(ctx, k.whole, "s").Bytes()
	if errors.Is(err, redis.Nil) { // renamed meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	stored, state, err := b.fresh.Vault.Renamed(ctx, a, state)
	if err != nil || stored == a {
		return err
	}
	return b.swapName(ctx, k.whole, k.talk(stored), k.wakes(), a, stored, []any{"s", state})
}

func (b *Book) renameQueue(ctx context.Context, k keyed) error {
	a := dialog.Address(k.rest)
	all, err := b.client.HGetAll(ctx, k.whole).Result()
	if err != nil {
		return err
	}
	var stored dialog.Address
	var messages []any
	for field, doc := range all {
		if !strings.HasPrefix(field, "m") { // the list itself; see outbox.lua
			continue
		}
		var message []byte
		if stored, message, err = b.fresh.Vault.RenamedMessage(ctx, a, []byte(doc)); err != nil {
			return err
		}
		messages = append(messages, field, message)
	}
	if len(messages) == 0 || stored == a {
		return nil
	}
	return b.swapName(ctx, k.whole, k.out(stored), k.due(), a, stored, messages)
}

// swapName gives a key another name and fields as they lie under that, and its address in an
// index: all of it or nothing. All lie in one slot.
func (b *Book) swapName(ctx context.Context, from, to, index string, a, stored dialog.Address, fields []any) error {
	change := func(tx *redis.Tx) error {
		n, err := tx.Exists(ctx, from).Result()
		if err != nil || n == 0 {
			return err
		}
		var score *float64
		if index != "" {
			at, err := tx.ZScore(ctx, index, string(a)).Result()
			if err == nil {
				score = &at
			} else if !errors.Is(err, redis.Nil) {
				return err
			}
		}
		_, err = tx.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			pipe.Rename(ctx, from, to)
			if len(fields) > 0 {
				pipe.HSet(ctx, to, fields...)
			}
			if score != nil {
				pipe.ZRem(ctx, index, string(a))
				pipe.ZAdd(ctx, index, redis.Z{Score: *score, Member: string(stored)})
			}
			return nil
		})
		return err
	}
	return b.client.Watch(ctx, change, from)
}

// renameLetters names the senders of a shard's letters.
func (b *Book) renameLetters(ctx context.Context, s shard) error {
	all, err := b.client.HGetAll(ctx, s.letter()).Result()
	if err != nil {
		return err
	}
	for n, letter := range all {
		f := strings.SplitN(letter, "\n", 5) // as commit.lua writes it
		if len(f) != 5 {
			return errors.New("a letter is torn")
		}
		stored, doc, err := b.fresh.Vault.RenamedLetter(ctx, dialog.Address(f[4]), []byte(f[3]))
		if err != nil {
			return err
		}
		if string(stored) == f[4] {
			continue
		}
		f[3], f[4] = string(doc), string(stored)
		if err := b.client.HSet(ctx, s.letter(), n, strings.Join(f, "\n")).Err(); err != nil {
			return err
		}
	}
	return nil
}
