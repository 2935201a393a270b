package booktest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"frontdoor/handoff/casebook"
)

// put stores a record and wants no error.
func (p *place) put(r casebook.Record) casebook.Version {
	p.Helper()
	v, err := p.shelf.Put(p.ctx, r)
	if err != nil {
		p.Fatalf("put: %v", err)
	}
	return v
}

// missing wants that there is no such record.
func (p *place) missing(kind, key string) {
	p.Helper()
	if r, err := p.shelf.Get(p.ctx, kind, key); !errors.Is(err, casebook.ErrNotFound) {
		p.Fatalf("get %s %q: %+v, %v", kind, key, r, err)
	}
}

var shelfChecks = []check{
	{"a record comes back as it was, after a restart too", func(p *place) {
		r := casebook.Record{Kind: "agent", Key: "吴姐 /'\"\x00", Value: []byte{0, 255, 10}, Expires: time.Now().Add(time.Hour).Truncate(time.Second)}
		r.Version = p.put(r)
		for range 2 {
			got, err := p.shelf.Get(p.ctx, r.Kind, r.Key)
			p.same("record", []any{got, err}, []any{r, nil})
			p.reopen()
		}
		p.missing("agent", "wu")
		p.missing("token", r.Key)
		empty := casebook.Record{Kind: "agent", Key: ""}
		empty.Version = p.put(empty)
		got, err := p.shelf.Get(p.ctx, "agent", "")
		p.same("record without a value", []any{got, err}, []any{empty, nil})
	}},
	{"only who knows the version may replace or remove", func(p *place) {
		r := casebook.Record{Kind: "draft", Key: "k", Value: []byte("1")}
		v1 := p.put(r)
		if v1 == 0 {
			p.Fatal("the first version is 0, which means: there is none")
		}
		_, err := p.shelf.Put(p.ctx, r)
		p.stale(err)
		r.Version, r.Value = v1, []byte("2")
		v2 := p.put(r)
		_, err = p.shelf.Put(p.ctx, r)
		p.stale(err)
		p.stale(p.shelf.Remove(p.ctx, "draft", "k", v1))
		got, err := p.shelf.Get(p.ctx, "draft", "k")
		p.same("record", []any{string(got.Value), got.Version, err}, []any{"2", v2, nil})
		p.same("remove", p.shelf.Remove(p.ctx, "draft", "k", v2), nil)
		p.missing("draft", "k")
		p.same("remove again", p.shelf.Remove(p.ctx, "draft", "k", v2), nil)
		_, err = p.shelf.Put(p.ctx, casebook.Record{Kind: "draft", Key: "k", Version: v2})
		p.stale(err)
	}},
	{"a version is not given again after removing", func(p *place) {
		r := casebook.Record{Kind: "draft", Key: "k"}
		old := p.put(r)
		p.same("remove", p.shelf.Remove(p.ctx, "draft", "k", old), nil)
		p.put(r)
		p.stale(p.shelf.Remove(p.ctx, "draft", "k", old))
	}},
	{"a record that has expired is not there", func(p *place) {
		r := casebook.Record{Kind: "session", Key: "k", Value: []byte("old"), Expires: time.Now().Add(-time.Second)}
		v := p.put(r)
		p.missing("session", "k")
		all, err := p.shelf.List(p.ctx, "session")
		p.same("list", []any{len(all), err}, []any{0, nil})
		r.Version = v
		_, err = p.shelf.Put(p.ctx, r)
		p.stale(err)
		p.same("remove", p.shelf.Remove(p.ctx, "session", "k", v+1), nil)
		p.put(casebook.Record{Kind: "session", Key: "k", Value: []byte("new")})
		got, err := p.shelf.Get(p.ctx, "session", "k")
		p.same("record", []any{string(got.Value), err}, []any{"new", nil})
	}},
	{"a list holds all of a kind by key", func(p *place) {
		for _, key := range []string{"wu", "an", "li"} {
			p.put(casebook.Record{Kind: "agent", Key: key, Value: []byte(key)})
		}
		p.put(casebook.Record{Kind: "agents", Key: "bo"})
		p.reopen()
		all, err := p.shelf.List(p.ctx, "agent")
		if err != nil {
			p.Fatal(err)
		}
		var got []string
		for _, r := range all {
			p.same("kind and version", []any{r.Kind, r.Version > 0, string(r.Value)}, []any{"agent", true, r.Key})
			got = append(got, r.Key)
		}
		p.same("keys", got, []string{"an", "li", "wu"})
	}},
	{"of many who replace the same version exactly one wins", func(p *place) {
		r := casebook.Record{Kind: "draft", Key: "k"}
		r.Version = p.put(r)
		wins := make([]error, 16)
		var wg sync.WaitGroup
		for i := range wins {
			wg.Go(func() {
				r := r
				r.Value = fmt.Append(nil, i)
				_, wins[i] = p.shelf.Put(p.ctx, r)
			})
		}
		wg.Wait()
		got, err := p.shelf.Get(p.ctx, "draft", "k")
		if err != nil {
			p.Fatal(err)
		}
		for i, err := range wins {
			if won := string(got.Value) == fmt.Sprint(i); won != (err == nil) || !won && !errors.Is(err, casebook.ErrStale) {
				p.Errorf("writer %d: %v, stored %s", i, err, got.Value)
			}
		}
	}},
}

func (p *place) stale(err error) {
	p.Helper()
	if !errors.Is(err, casebook.ErrStale) {
		p.Fatalf("got %v, want %v", err, casebook.ErrStale)
	}
}
