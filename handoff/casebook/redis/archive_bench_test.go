package redis

import (
	"fmt"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
	"frontdoor/handoff/casebook/redis/redistest"
)

// closedCase has the real script take a dispute in and an agent close it.
func closedCase(b *testing.B, book *Book, sc *script.Script, n int) dialog.CaseID {
	from := dialog.Address(fmt.Sprint("telegram:", 1000+n))
	now := time.Date(2026, 8, 3, 9, 0, 0, 0, sc.Town.Zone)
	clerk := casebook.NewClerk(book, sc, sc.Town.Prefix, casebook.Options{Now: func() time.Time { return now }})
	var state dialog.State
	do := func(in dialog.Input) {
		now = now.Add(time.Minute)
		in.ID, in.From, in.At = fmt.Sprint(now.Unix()), from, now
		result, err := clerk.Handle(b.Context(), in)
		if err != nil {
			b.Fatalf("%s %q: %v", in.Kind, in.Text, err)
		}
		state = result.Talk.State
		for at := state.BurstUntil(); !at.IsZero(); at = state.BurstUntil() {
			now = at
			if result, err = clerk.Handle(b.Context(), dialog.Input{Kind: dialog.WakeUp, From: from, At: now}); err != nil {
				b.Fatal(err)
			}
			state = result.Talk.State
		}
	}
	for _, words := range []string{"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", "王建国 13900000122", "对"} {
		do(dialog.Input{Kind: dialog.Said, Text: words})
	}
	id := state.Matters[0].ID
	agent := func(kind dialog.InputKind, text string) {
		do(dialog.Input{Kind: kind, Case: id, Agent: "wu", Name: "吴姐", Text: text, Outcome: dialog.Solved})
	}
	agent(dialog.Claim, "")
	agent(dialog.AgentReply, "王先生您好,我是代办员吴姐,明天上午和社区一起去找张三谈。")
	do(dialog.Input{Kind: dialog.Said, Text: "好的,谢谢"})
	agent(dialog.AgentNote, "张三答应分两次付")
	agent(dialog.Close, "张三已付1900元,双方签了调解书。")
	return id
}

// BenchmarkArchiveCase moves closed cases to a folder, and says what one takes in Redis
// before and after, in the folder, and in the feed, which stays.
func BenchmarkArchiveCase(b *testing.B) {
	server := redistest.Start(b)
	folder := archive.Folder(b.TempDir())
	book := openArchived(b, "redis://"+server.Addr, folder)
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	size := func(id dialog.CaseID) float64 {
		n, err := book.client.MemoryUsage(b.Context(), book.shard(casebook.ShardOfCase(id)).log(id), 0).Result()
		if err != nil {
			b.Fatal(err)
		}
		return float64(n)
	}
	var before, after, file, events float64
	for n := 0; n < b.N; n++ {
		b.StopTimer()
		id := closedCase(b, book, sc, n)
		told, err := book.Case(b.Context(), id)
		if err != nil {
			b.Fatal(err)
		}
		before += size(id)
		b.StartTimer()
		if err := book.Archive(b.Context(), id, len(told)); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		after += size(id)
		events += float64(len(told))
		_, log, err := book.find(b.Context(), id)
		if err != nil {
			b.Fatal(err)
		}
		head, ok := readStub(log[0])
		if !ok {
			b.Fatal("it is not archived")
		}
		data, err := folder.Get(b.Context(), head.name)
		if err != nil {
			b.Fatal(err)
		}
		file += float64(len(data))
		b.StartTimer()
	}
	for unit, sum := range map[string]float64{"B-before": before, "B-after": after, "B-file": file, "events": events} {
		b.ReportMetric(sum/float64(b.N), unit)
	}
}

// BenchmarkReadCase reads a whole case, from Redis and from the archive.
func BenchmarkReadCase(b *testing.B) {
	server := redistest.Start(b)
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, place := range []string{"redis", "archive"} {
		b.Run(place, func(b *testing.B) {
			book := openArchived(b, "redis://"+server.Addr+"?book="+place, archive.Folder(b.TempDir()))
			id := closedCase(b, book, sc, 0)
			told, err := book.Case(b.Context(), id)
			if err == nil && place == "archive" {
				err = book.Archive(b.Context(), id, len(told))
			}
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if again, err := book.Case(b.Context(), id); err != nil || len(again) != len(told) {
					b.Fatal(len(again), err)
				}
			}
		})
	}
}
