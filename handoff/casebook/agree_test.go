package casebook

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// said and done are what residents and agents do in the talks below.
var (
	said = []string{
		"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给", "路灯坏了", "七星村村口", "跳过", "1", "对", "不是1900是2900", "转人工", "没好", "3",
		"还有一件事,楼上漏水", "金星服装厂老板欠我8000块工资", "13900000122", "进度", "不报了", "重来", "我想匿名反映村干部贪污", "家里着火了", "退订", "谢谢",
		"my neighbour built a wall on my land in Qixing village", "yes", "STATUS", "Sue, 13800000000", "NOT FIXED",
	}
	done = []dialog.InputKind{
		dialog.Claim, dialog.Release, dialog.AgentReply, dialog.AgentNote, dialog.Recategorise, dialog.HandBack, dialog.Close,
	}
)

// TestTheStateAndTheEventsAgree plays random talks and compares what the talk believes
// about each case with what its events add up to: one rule, written in two places.
func TestTheStateAndTheEventsAgree(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		from := dialog.Address([]string{"telegram:1001", "sms:+8613900000102"}[r.IntN(2)])
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, sc.Town.Zone)
		state, events := dialog.State{}, map[dialog.CaseID][]Event{}
		if r.IntN(3) == 0 {
			status := dialog.Statuses()[1+r.IntN(6)]
			state = agree(t, sc, state, events, dialog.Input{Kind: dialog.Planted, From: from, At: now, Case: "JH-1", Category: "facilities", Text: "路灯", Status: status})
		}
		for n := range 25 {
			now = now.Add(time.Duration(r.IntN(400)) * time.Second)
			in := dialog.Input{ID: fmt.Sprint(n), Kind: dialog.Said, From: from, At: now, Text: said[r.IntN(len(said))]}
			if k := len(state.Matters); k > 0 && r.IntN(3) == 0 {
				in = dialog.Input{ID: fmt.Sprint(n), Kind: done[r.IntN(len(done))], From: from, At: now, Text: "明天来修", Category: "housing",
					Case: state.Matters[r.IntN(k)].ID, Agent: []string{"wu", "li"}[r.IntN(2)], Force: r.IntN(5) == 0}
				in.Name = map[string]string{"wu": "吴姐", "li": "李哥"}[in.Agent]
			}
			in.Fresh = dialog.FormatCaseID("JH", 7, seed*100+uint64(n)+1)
			if script.NeedsCode(&state, in) {
				in.Code = "7XKQ2MHTRA"
			}
			state = agree(t, sc, state, events, in)
			for at := state.BurstUntil(); !at.IsZero(); at = state.BurstUntil() {
				now = at
				state = agree(t, sc, state, events, dialog.Input{Kind: dialog.WakeUp, From: from, At: now})
			}
			if t.Failed() {
				t.Fatalf("talk %d, after %s %q", seed, in.Kind, in.Text)
			}
		}
	}
}

// agree takes one step, records it, and compares every case.
func agree(t *testing.T, sc *script.Script, before dialog.State, events map[dialog.CaseID][]Event, in dialog.Input) dialog.State {
	t.Helper()
	turn := sc.Step(before, in)
	if turn.Refused != nil {
		return before
	}
	made := 0
	commit, err := record(Talk{Address: in.From, State: before}, in, turn, func() string { made++; return fmt.Sprint(in.ID, "-", made) })
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range commit.Events {
		e.Seq = len(events[e.Case]) + 1
		events[e.Case] = append(events[e.Case], e)
	}
	for _, m := range turn.State.Matters {
		c := Fold(events[m.ID])
		facts := map[string]string{}
		for key, f := range c.Facts {
			facts[key] = f.Value + string(f.State)
		}
		slots := map[string]string{}
		for key, s := range m.Slots {
			slots[key] = s.Value + string(s.State)
		}
		type sameness struct {
			Status           dialog.Status
			Category         string
			Owner, OwnerName string
			Outcome          dialog.Outcome
			Flags            []dialog.Flag
			Facts            map[string]string
		}
		believed := sameness{m.Status, m.Category, m.Owner, m.OwnerName, m.Outcome, slices.Sorted(slices.Values(m.Flags)), slots}
		told := sameness{c.Status, c.Category, c.Owner, c.OwnerName, c.Outcome, slices.Sorted(slices.Values(c.Flags)), maps.Clone(facts)}
		if m.Carried { // how it ended elsewhere is no event
			believed.Outcome = told.Outcome
		}
		if diff := cmp.Diff(believed, told); diff != "" {
			t.Errorf("%s: the talk believes (-), the events say (+):\n%s", m.ID, diff)
		}
	}
	return turn.State
}
