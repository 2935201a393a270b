package watch_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/watch"
)

func TestProposals(t *testing.T) {
	w := newWorld(t, agent("ann", "qx1"), agent("bob", "QX01"), agent("cai"), agent("dan", "bs1"), supervisor("sup"))
	w.open("JH-1", "facilities", "where", "七星村")
	w.expect("the smallest area first", `23 10:00 JH-1 to "ann" of grid:qx1`)
	w.pass(14 * time.Minute)
	w.expect("not yet silent")
	w.restart()
	w.pass(2 * time.Minute)
	w.expect("silent, across a restart", `23 10:15 JH-1 to "bob" of grid:qx1, ann was silent`)
	w.pass(time.Hour)
	w.expect("all are silent, then it is the queue's", `23 10:30 JH-1 to "cai" of grid:qx1, bob was silent`, `23 10:45 JH-1 to "" of grid:qx1, cai was silent`)
	w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "bob", Name: "bob"})
	w.open("JH-2", "facilities", "where", "七星村")
	w.open("JH-3", "errand", "where", "七星村")
	w.expect("the same area again", `23 11:16 JH-2 to "ann" of grid:qx1`, `23 11:16 JH-3 to "ann" of grid:qx1`)
	w.crew[0].Capacity = 2
	w.open("JH-4", "legal", "where", "七星村")
	w.expect("ann is full", `23 11:16 JH-4 to "bob" of grid:qx1`)
	w.do("JH-2", dialog.Input{Kind: dialog.Claim, Agent: "ann", Name: "ann"})
	w.do("JH-2", dialog.Input{Kind: dialog.Release, Agent: "ann", Text: "不归我"})
	w.expect("who put it back is not asked again", `23 11:16 JH-2 to "bob" of grid:qx1`)
	w.open("JH-5", "facilities", "where", "桥头")
	w.expect("nobody knows where: who serves all", `23 11:16 JH-5 to "cai" of town`)
	w.open("JH-6", "counselling", "where", "七星村")
	w.expect("nobody is named for it", `23 11:16 JH-6 to "" of restricted:counselling`)
	w.pass(8 * time.Hour)
	w.did()
	w.open("JH-7", "facilities", "where", "白沙村")
	w.expect("in the evening nobody is on duty", `23 19:16 JH-7 to "" of grid:bs1`)
}

func TestFairness(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"), agent("cai"))
	w.crew[1].Languages, w.crew[2].Away = []string{"en"}, true
	for i := range 3 {
		w.open(dialog.CaseID(fmt.Sprintf("JH-%d", i)), "facilities")
		w.now = w.now.Add(time.Second)
	}
	w.expect("who speaks the language; cai is away", `23 10:00 JH-0 to "ann" of town`, `23 10:00 JH-1 to "ann" of town`, `23 10:00 JH-2 to "ann" of town`)
	w.crew[1].Languages = nil
	for i := range 4 {
		w.open(dialog.CaseID(fmt.Sprintf("JH-1%d", i)), "facilities")
		w.now = w.now.Add(time.Second)
	}
	w.expect("the least loaded, then who waits longest", `23 10:00 JH-10 to "bob" of town`, `23 10:00 JH-11 to "bob" of town`, `23 10:00 JH-12 to "bob" of town`, `23 10:00 JH-13 to "ann" of town`)
}

// TestClocks: each clock warns once and goes up each step once, whoever watches and
// however often.
func TestClocks(t *testing.T) {
	onBothEngines(t, clocks, agent("ann"), supervisor("sup"), handoff.Agent{Login: "root", Role: handoff.RoleAdmin})
}

func clocks(w *world) {
	w.open("JH-1", "labour")
	w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "ann", Name: "ann"})
	w.did()
	w.pass(26 * time.Hour)
	w.restart()
	w.expect("the first word", "23 16:00 JH-1 first_reply warned, told ann", "23 17:30 JH-1 first_reply town, told ann,sup")
	w.pass(7 * 24 * time.Hour)
	w.expect("up the ladder; the acceptance runs out", "24 17:30 JH-1 first_reply county, told ann,sup,root",
		"27 17:30 JH-1 first_reply city, told ann,root", "29 08:00 JH-1 accept warned, told ann", "30 17:30 JH-1 accept town, told ann,sup")
	w.restart()
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "已联系"})
	w.do("JH-1", dialog.Input{Kind: dialog.Reach, Agent: "ann", Slot: "accept"})
	w.pass(10 * 24 * time.Hour)
	w.expect("what was done is quiet")
}

// TestTwoWatches: two processes do everything once.
func TestTwoWatches(t *testing.T) {
	onBothEngines(t, twoWatches, agent("ann"), supervisor("sup"))
}

func twoWatches(w *world) {
	w.open("JH-1", "labour")
	w.expect("proposed", `23 10:00 JH-1 to "ann" of town`)
	other := watch.New(watch.Options{Clerk: w.clerk, Board: w.board, Rules: w.rules, Catalog: w.script.Catalog, Town: w.script.Town,
		Crew: func(context.Context) ([]handoff.Member, error) { return w.crew, nil }})
	other.Begin()
	for range 24 * 60 {
		w.now = w.now.Add(time.Minute)
		w.watch.Changed("JH-1", w.now) // both look at everything all the time
		other.Changed("JH-1", w.now)
		for _, one := range []*watch.Watch{w.watch, other} {
			_, err := one.Once(w.Context(), w.now)
			w.must(err)
		}
	}
	w.expect("once", `23 10:15 JH-1 to "" of town, ann was silent`, "23 16:00 JH-1 first_reply warned, told ann", "23 17:30 JH-1 first_reply town, told sup")
}

// TestSoonerPromiseStands: another category keeps the start, and of two deadlines the
// sooner one.
func TestSoonerPromiseStands(t *testing.T) {
	w := newWorld(t, agent("ann"))
	w.open("JH-1", "facilities") // closed within 5 working days
	due := func() string {
		c, _ := w.board.Case("JH-1")
		for _, clock := range w.rules.Clocks(c) {
			if clock.Key == "close" {
				return clock.Due.In(w.script.Town.Zone).Format("01-02")
			}
		}
		return "none"
	}
	first := due()
	w.now = w.now.Add(24 * time.Hour)
	w.do("JH-1", dialog.Input{Kind: dialog.Recategorise, Agent: "ann", Category: "errand"})
	if got := due(); first != "11-30" || got != first {
		t.Errorf("closed by %s, and as an errand by %s", first, got)
	}
	w.open("JH-2", "errand") // 60 days
	w.now = w.now.Add(24 * time.Hour)
	w.do("JH-2", dialog.Input{Kind: dialog.Recategorise, Agent: "ann", Category: "facilities"})
	c, _ := w.board.Case("JH-2")
	for _, clock := range w.rules.Clocks(c) {
		if got := clock.Due.In(w.script.Town.Zone).Format("01-02"); clock.Key == "close" && got != "12-01" {
			t.Errorf("an errand of the 24th that is a lamp after all is closed by %s", got)
		}
	}
}

func TestPromisesAndExtensions(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"))
	w.open("JH-1", "errand")
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "周三上门"})
	w.do("JH-1", dialog.Input{Kind: dialog.Reach, Agent: "ann", Slot: "accept"})
	w.do("JH-1", dialog.Input{Kind: dialog.PromiseBy, Agent: "ann", Until: w.now.Add(50 * time.Hour), Text: "上门", Tell: true})
	w.did()
	w.pass(51 * time.Hour)
	w.expect("a promise not kept", "25 08:00 JH-1 promised warned, told ann", "25 12:00 JH-1 promised town, told ann,sup")
	w.do("JH-1", dialog.Input{Kind: dialog.PromiseBy, Agent: "ann"})
	w.do("JH-1", dialog.Input{Kind: dialog.Extend, Agent: "ann", Name: "ann", Slot: "close", Until: w.now.Add(90 * 24 * time.Hour), Text: "材料要等"})
	w.pass(80 * 24 * time.Hour)
	w.expect("no promise, and more time")
	w.pass(9 * 24 * time.Hour)
	w.expect("until that is over, too", "20 13:00 JH-1 close warned, told ann")
}

func TestReopening(t *testing.T) {
	day := handoff.Rota("mon-fri 08:30-17:30")
	w := newWorld(t, handoff.Agent{Login: "ann", Service: handoff.Service{Duty: day}}, handoff.Agent{Login: "bob", Service: handoff.Service{Duty: "mon-sun 00:00-24:00"}}, supervisor("sup"))
	w.open("JH-1", "facilities", "where", "七星村")
	closeIt := func(agent string) {
		w.do("JH-1", dialog.Input{Kind: dialog.Close, Agent: agent, Name: agent, Text: "修好了", Outcome: dialog.Solved})
		w.did()
	}
	closeIt("ann")
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "没修好"})
	w.expect("the same agent, who is there")
	if c, _ := w.board.Case("JH-1"); c.Owner != "ann" || c.Reopens != 1 {
		t.Errorf("reopened with %q, %d times", c.Owner, c.Reopens)
	}
	closeIt("ann")
	w.now = w.now.Add(10 * time.Hour)
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "还是没修好"})
	w.expect("off duty: the area's queue; and twice calls a supervisor", "23 20:00 JH-1 taken back: off_duty",
		`23 20:00 JH-1 to "bob" of grid:qx1`, "23 20:00 JH-1 reopened town, told ann,sup")
	w.restart()
	w.pass(10 * time.Minute)
	w.expect("once")
	if c, _ := w.board.Case("JH-1"); c.First != "ann" {
		t.Errorf("the first agent is %q", c.First)
	}
}

func TestClustersAreToldOnce(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"))
	open := func(n int, category string) {
		w.now = w.now.Add(time.Second)
		w.open(dialog.CaseID(fmt.Sprintf("JH-%d", n)), category, "where", "七星村")
	}
	tell := func(what string, want ...string) {
		var got []string
		for line := range strings.SplitSeq(w.did(), "\n") {
			if strings.Contains(line, "one of") {
				got = append(got, line)
			}
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	open(1, "facilities")
	open(2, "facilities")
	open(3, "safety")
	tell("two of a kind")
	w.restart()
	open(4, "facilities")
	tell("three", "23 10:00 JH-4 is one of 3 by grid, told sup")
	open(5, "facilities")
	w.restart()
	open(6, "facilities")
	tell("told already")
	w.open("JH-7", "labour", "where", "白沙村", "who", "大发鞋厂有限公司")
	w.open("JH-8", "labour", "where", "兴学社区", "who", "大发鞋厂")
	w.open("JH-9", "labour", "where", "七星村", "who", "大发鞋厂公司")
	tell("one employer", "23 10:00 JH-9 is one of 3 by employer, told sup")
	for i, who := range []string{"Xingye Toys Co., Ltd", "the Xingye Toys factory", "义乌市兴业玩具厂老板", "兴业玩具有限公司", "浙江省金华市兴业玩具厂", "Xingye Toys"} {
		w.open(dialog.CaseID(fmt.Sprintf("JH-4%d", i)), "labour", "who", who)
	}
	tell("one employer, named otherwise", "23 10:00 JH-44 is one of 3 by employer, told sup", "23 10:00 JH-45 is one of 3 by employer, told sup")
	w.now = w.now.Add(20 * 24 * time.Hour)
	open(10, "facilities")
	open(11, "facilities")
	tell("long after")
	open(12, "facilities")
	tell("a new one", "13 10:00 JH-12 is one of 3 by grid, told sup")
}

func TestCheckIns(t *testing.T) {
	w := newWorld(t, agent("ann"))
	w.open("JH-1", "facilities")
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "好"})
	w.do("JH-1", dialog.Input{Kind: dialog.AgreeCheckIn, Agent: "ann", Until: w.now.Add(24 * time.Hour), Text: "上门看望"})
	w.do("JH-1", dialog.Input{Kind: dialog.AgreeCheckIn, Agent: "ann", Until: w.now.Add(72 * time.Hour), Text: "再看望"})
	w.did()
	w.restart()
	w.pass(25 * time.Hour)
	w.expect("due", "24 10:00 JH-1 check-in due: 上门看望, told ann")
	w.do("JH-1", dialog.Input{Kind: dialog.MarkGone, Agent: "ann", To: dialog.GoneDied})
	w.pass(72 * time.Hour)
	for line := range strings.SplitSeq(w.did(), "\n") {
		if strings.Contains(line, "check-in") {
			t.Errorf("after a death: %s", line)
		}
	}
}

// TestLookedInOnAfterClosing: closing ends neither a check-in that was agreed nor the one
// that is owed after a crisis, whatever the category; who died is not looked in on.
func TestLookedInOnAfterClosing(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"), supervisor("sup"))
	do := func(in dialog.Input) {
		t.Helper()
		in.Agent, in.Name = "ann", "ann"
		w.do("JH-1", in)
	}
	w.open("JH-1", "errand")
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "我不想活了"})
	do(dialog.Input{Kind: dialog.AgentReply, Text: "我陪您"})
	do(dialog.Input{Kind: dialog.AgreeCheckIn, Until: w.now.Add(48 * time.Hour), Text: "上门看望"})
	do(dialog.Input{Kind: dialog.Close, Text: "家里人到了", Outcome: dialog.Solved})
	do(dialog.Input{Kind: dialog.AgreeCheckIn, Until: w.now.Add(72 * time.Hour), Text: "再看望"})
	w.did()
	w.restart()
	w.pass(25 * time.Hour)
	w.expect("a day after", "24 08:00 JH-1 check_in warned, told ann", "24 10:00 JH-1 check_in town, told ann,sup")
	do(dialog.Input{Kind: dialog.Reach, Slot: "check_in", Text: "好多了"})
	w.did()
	w.crew = w.crew[1:]
	w.pass(24 * time.Hour)
	w.expect("who agreed it has left", "25 10:00 JH-1 check-in due: 上门看望, told sup")
	w.pass(9 * 24 * time.Hour)
	w.expect("the last", "26 10:00 JH-1 check-in due: 再看望, told sup")

	w.crew = append(w.crew, handoff.Member{Agent: agent("ann")})
	w.open("JH-2", "counselling")
	w.do("JH-2", dialog.Input{Kind: dialog.Said, Text: "我不想活了"})
	w.do("JH-2", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "我陪您"})
	w.do("JH-2", dialog.Input{Kind: dialog.Close, Agent: "ann", Name: "ann", Text: "走了", Outcome: dialog.Withdrawn})
	w.do("JH-2", dialog.Input{Kind: dialog.MarkGone, Agent: "ann", To: dialog.GoneDied})
	w.did()
	w.pass(30 * time.Hour)
	w.expect("after a death")
}

// TestWhoCannotHaveItLosesIt: facts told later count.
func TestWhoCannotHaveItLosesIt(t *testing.T) {
	w := newWorld(t, agent("王建国"), agent("bob"))
	w.open("JH-1", "mediation", "where", "七星村")
	w.do("JH-1", dialog.Input{Kind: dialog.Claim, Agent: "王建国", Name: "王建国"})
	w.did()
	w.do("JH-1", dialog.Input{Kind: dialog.Correct, Agent: "王建国", Slot: "who", Text: "村里的王建国"})
	w.expect("complained of", "23 10:00 JH-1 taken back: unsuited", `23 10:00 JH-1 to "bob" of grid:qx1`)
	w.crew = w.crew[:1]
	w.pass(16 * time.Minute)
	w.expect("who is gone", `23 10:15 JH-1 to "" of grid:qx1, bob was unsuited`)
}

// TestDangerCountsFromTheCry: somebody who cries for help hours after the first word is
// answered within minutes, or people are alarmed; and a word of thanks owes nothing.
func TestDangerCountsFromTheCry(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"), handoff.Agent{Login: "root", Role: handoff.RoleAdmin})
	w.open("JH-1", "errand")
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "在办"})
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "谢谢"})
	w.did()
	w.pass(50 * time.Hour)
	w.expect("thanks wait for nothing")
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "不客气"})
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "我不想活了"})
	w.pass(16 * time.Minute)
	w.expect("a cry", "25 12:04 JH-1 first_reply warned, told ann", "25 12:05 JH-1 first_reply town, told ann,sup", "25 12:15 JH-1 first_reply county, told ann,sup,root")
}

// TestWhoCameInDangerStays: an agent who answers somebody in danger keeps the case, though
// its queue is restricted; not one it complains of.
func TestWhoCameInDangerStays(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"))
	w.open("JH-1", "counselling")
	w.do("JH-1", dialog.Input{Kind: dialog.Said, Text: "我不想活了"})
	w.do("JH-1", dialog.Input{Kind: dialog.AgentReply, Agent: "ann", Name: "ann", Text: "我在,您慢慢说"})
	w.pass(time.Hour)
	c, _ := w.board.Case("JH-1")
	if !w.crew[0].Agent.Sees(c) || c.Owner != "ann" || w.crew[1].Agent.Sees(c) {
		t.Errorf("after an hour %q has it, ann sees it: %v, bob: %v", c.Owner, w.crew[0].Agent.Sees(c), w.crew[1].Agent.Sees(c))
	}
	w.do("JH-1", dialog.Input{Kind: dialog.Correct, Agent: "ann", Slot: "who", Text: "ann"})
	if c, _ = w.board.Case("JH-1"); c.Owner != "" {
		t.Errorf("complained of, %q still has it", c.Owner)
	}
}

// TestDraftsAreLeftAlone: what the bot still collects is nobody's to propose, and is not
// looked at again and again.
func TestDraftsAreLeftAlone(t *testing.T) {
	w := newWorld(t, agent("ann"))
	_, err := w.clerk.Handle(t.Context(), dialog.Input{ID: "1", Kind: dialog.Said, From: "web:x", At: w.now, Text: "STOP"})
	w.must(err)
	w.restart()
	_, err = w.watch.Once(t.Context(), w.now)
	w.must(err)
	w.expect("nothing")
	if next, ok := w.watch.Next(); ok {
		t.Errorf("looked at again at %v", next)
	}
}
