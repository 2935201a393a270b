package simulate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

var discard = slog.New(slog.DiscardHandler)

// hours are how many of a day's residents write in which hour: few at night, most in the
// forenoon and after supper.
var hours = [24]int{1, 1, 0, 0, 0, 1, 2, 4, 8, 10, 9, 6, 4, 5, 7, 7, 6, 5, 6, 8, 7, 5, 3, 2}

// stories are what residents bring; PLACE is one of the town's.
var stories = []string{
	"PLACE的路灯坏了三天了,晚上看不见路", "PLACE的井盖不见了", "PLACE的垃圾一周没人收", "PLACE的水管漏水,路上都是水",
	"我在工地干了两个月,老板一直拖欠工资9000元,在PLACE", "PLACE的鞋厂拖欠工资,欠我6500元", "PLACE邻居装修太吵,晚上也敲",
	"PLACE隔壁把墙砌到我家地上了,想调解", "我想办老年证,住PLACE", "怎么办残疾证,我住PLACE", "PLACE的房子裂缝很大,怕塌",
	"我想申请法律援助,住PLACE", "PLACE的村账从来不公开", "PLACE的低保评议不公平", "PLACE有老人一个人住,没人照顾",
	"我最近心情很差,睡不着,住PLACE", "我不想活了,我在PLACE", "PLACE的小店卖过期食品", "PLACE消防通道被堵了",
}

// hire gives made-up agents: two for each station, two for the whole town, one named for
// what is restricted, a supervisor and an admin.
func (t *Town) hire() []handoff.Member {
	var crew []handoff.Member
	add := func(login string, role handoff.Role, s handoff.Service) {
		a := handoff.Agent{Login: login, Name: "代办员" + login, Role: role, Service: s, Rules: t.rules}
		crew = append(crew, handoff.Member{Agent: a})
	}
	const day, late handoff.Rota = "mon-fri 08:30-17:30, holiday 09:00-12:00", "mon-sun 12:00-20:00"
	for i, s := range t.Script.Town.Stations {
		add(fmt.Sprintf("s%da", i+1), handoff.RoleAgent, handoff.Service{Areas: []string{s.ID}, Duty: day})
		add(fmt.Sprintf("s%db", i+1), handoff.RoleAgent, handoff.Service{Areas: []string{s.ID}, Duty: late, Capacity: 60})
	}
	add("t1", handoff.RoleAgent, handoff.Service{Duty: day})
	add("t2", handoff.RoleAgent, handoff.Service{Duty: late})
	add("named", handoff.RoleAgent, handoff.Service{Categories: []string{"counselling", "village"}, Entrusted: []string{"counselling", "village"}})
	add("head", handoff.RoleSupervisor, handoff.Service{})
	add("admin", handoff.RoleAdmin, handoff.Service{})
	return crew
}

// bringResidents plans who writes when.
func (t *Town) bringResidents() {
	all := 0
	for _, n := range hours {
		all += n
	}
	for n := range t.Cases {
		pick := t.chance.IntN(all)
		hour := 0
		for ; pick >= hours[hour]; hour++ {
			pick -= hours[hour]
		}
		day := t.Start.In(t.Script.Town.Zone).AddDate(0, 0, t.chance.IntN(max(t.Days-1, 1)))
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, t.chance.IntN(60), t.chance.IntN(60), 0, t.Script.Town.Zone)
		nth := t.chance.IntN(len(t.Script.Town.Places))
		place := t.Script.Town.Places[nth].Title.Zh
		story := strings.ReplaceAll(stories[t.chance.IntN(len(stories))], "PLACE", place)
		from := dialog.Address(fmt.Sprintf("web:resident-%d", n))
		r := &telling{Town: t, from: from, story: story, place: place}
		if t.chance.IntN(3) == 0 { // shares where they stand, by the notice board of the next village
			r.pin = &dialog.Pin{Lat: 29 + float64(nth/4)/100, Lon: 119.6 + t.chance.Float64()/2000}
		}
		t.at(at, r.say(story))
	}
}

// questionsMost is after how many answers a resident gives up.
const questionsMost = 12

// telling is a resident who tells a story and answers what is asked.
type telling struct {
	*Town
	from         dialog.Address
	story, place string
	pin          *dialog.Pin
	answers      int
}

// say says something, lets the pause after it pass, and plans the next answer.
func (r *telling) say(text string) func(context.Context) error {
	return func(ctx context.Context) error {
		result, err := r.Town.says(ctx, r.from, text, r.pin)
		if err != nil {
			return err
		}
		r.pin = nil
		r.goOn(result)
		return nil
	}
}

func (r *telling) goOn(result casebook.Result) {
	if wake := result.Turn.Wake; !wake.IsZero() && wake.Sub(r.now) < time.Minute {
		r.at(wake, func(ctx context.Context) error {
			result, err := r.clerk.Handle(ctx, dialog.Input{Kind: dialog.WakeUp, From: r.from, At: r.now})
			if err == nil {
				r.goOn(result)
			}
			return err
		})
		return
	}
	q := result.Talk.State.Asking
	if r.answers++; q == nil || r.answers > questionsMost {
		return // with people, or told what to do
	}
	text := "不清楚"
	switch {
	case q.Asks == "where":
		text = r.place
	case q.Asks == "what":
		text = r.story
	case len(q.Choices) > 0:
		text = "1"
	case q.Asks == "amount":
		text = "9000元"
	}
	r.at(r.now.Add(20*time.Second), r.say(text))
}

func (t *Town) say(ctx context.Context, from dialog.Address, text string) (casebook.Result, error) {
	return t.says(ctx, from, text, nil)
}

func (t *Town) says(ctx context.Context, from dialog.Address, text string, pin *dialog.Pin) (casebook.Result, error) {
	t.steps++
	return t.clerk.Handle(ctx, dialog.Input{ID: fmt.Sprint(t.steps), Kind: dialog.Said, From: from, Text: text, Pin: pin, At: t.now, Lang: "zh"})
}

// within is a time from now by chance, the shorter ones more often.
func (t *Town) within(least, most time.Duration) time.Time {
	share := t.chance.Float64()
	return t.now.Add(least + time.Duration(share*share*float64(most-least)))
}

// hears is what people do when something happens.
func (t *Town) hears(e casebook.Event) {
	switch e.Kind {
	case dialog.ChangeProposed:
		switch {
		case e.Value == "":
			t.at(t.within(time.Hour, 40*time.Hour), t.acting(e.Case, t.fetches))
		case t.chance.IntN(100) < 75: // else silent
			t.at(t.within(time.Minute, 14*time.Minute), t.acting(e.Case, func(ctx context.Context, c casebook.Case) error {
				return t.does(ctx, e.Value, c, t.desk.Claim)
			}))
		}
	case dialog.ChangeClaimed, dialog.ChangeReopened:
		t.at(t.within(5*time.Minute, 9*time.Hour), t.acting(e.Case, t.answers))
	case dialog.ChangeStatus:
		if e.Value == string(dialog.WaitingResident) {
			t.at(t.within(time.Hour, 60*time.Hour), t.acting(e.Case, func(ctx context.Context, c casebook.Case) error {
				_, err := t.say(ctx, c.Address, "好的,都有")
				return err
			}))
		}
		if e.Value == string(dialog.InProgress) {
			t.at(t.within(2*time.Hour, 5*24*time.Hour), t.acting(e.Case, t.closes))
		}
	case dialog.ChangeAlike:
		yesOrNo := []string{"1", "1", "2"}[t.chance.IntN(3)]
		t.at(t.within(time.Minute, 20*time.Minute), t.acting(e.Case, func(ctx context.Context, c casebook.Case) error {
			_, err := t.say(ctx, c.Address, yesOrNo)
			return err
		}))
	case dialog.ChangeClosed:
		t.at(t.within(time.Minute, 20*time.Hour), t.acting(e.Case, t.judges))
	}
}

// acting does something to a case as it then stands.
func (t *Town) acting(id dialog.CaseID, do func(context.Context, casebook.Case) error) func(context.Context) error {
	return func(ctx context.Context) error {
		c, ok := t.board.Case(id)
		if !ok {
			return nil
		}
		return do(ctx, c)
	}
}

// does lets an agent act, and takes it as it is when the case is no longer theirs.
func (t *Town) does(ctx context.Context, login string, c casebook.Case, act func(context.Context, handoff.Act) error) error {
	for _, m := range t.crew {
		if m.Login != login {
			continue
		}
		err := act(ctx, handoff.Act{Agent: m.Agent, Case: c.ID, Key: fmt.Sprint(c.Seq)})
		var held *dialog.HeldError
		var mistake *handoff.Mistake
		if errors.As(err, &held) || errors.As(err, &mistake) || errors.Is(err, dialog.ErrClosed) || errors.Is(err, dialog.ErrNotOwner) || errors.Is(err, casebook.ErrNotFound) {
			return nil
		}
		return err
	}
	return nil
}

// fetches: nobody was proposed; whoever is on duty and sees it takes it from the queue.
func (t *Town) fetches(ctx context.Context, c casebook.Case) error {
	if c.Owner != "" || c.Status != dialog.Unclaimed {
		return nil
	}
	first := t.chance.IntN(len(t.crew))
	for i := range t.crew {
		m := t.crew[(first+i)%len(t.crew)]
		if m.OnDuty(t.now, t.Script.Town) && m.Sees(c) {
			return t.does(ctx, m.Login, c, t.desk.Claim)
		}
	}
	t.at(t.now.Add(3*time.Hour), t.acting(c.ID, t.fetches))
	return nil
}

// answers is the first word, or the question that must be asked before.
func (t *Town) answers(ctx context.Context, c casebook.Case) error {
	if c.Owner == "" {
		return nil
	}
	if c.FromAgent == 0 && t.chance.IntN(4) == 0 {
		return t.does(ctx, c.Owner, c, func(ctx context.Context, act handoff.Act) error {
			return t.desk.PutAside(ctx, act, dialog.WaitingResident, "有照片或材料吗?", time.Time{})
		})
	}
	t.at(t.within(2*time.Hour, 9*24*time.Hour), t.acting(c.ID, t.closes))
	return t.does(ctx, c.Owner, c, func(ctx context.Context, act handoff.Act) error { return t.desk.Reply(ctx, act, "收到,我来办。") })
}

func (t *Town) closes(ctx context.Context, c casebook.Case) error {
	if c.Owner == "" || c.Status != dialog.InProgress {
		return nil
	}
	outcome := []dialog.Outcome{dialog.Solved, dialog.Solved, dialog.Solved, dialog.Partly, dialog.Cannot}[t.chance.IntN(5)]
	return t.does(ctx, c.Owner, c, func(ctx context.Context, act handoff.Act) error {
		return t.desk.Close(ctx, act, outcome, "已经办好。")
	})
}

// judges is the resident's answer to the closing.
func (t *Town) judges(ctx context.Context, c casebook.Case) error {
	if c.Status != dialog.Resolved {
		return nil
	}
	text := []string{"1", "1", "1", "1", "1", "1", "2", "2", "3", "没办好"}[t.chance.IntN(10)]
	if _, err := t.say(ctx, c.Address, text); err != nil || text != "3" {
		return err
	}
	reason := []string{"1", "3", "4"}[t.chance.IntN(3)]
	t.at(t.now.Add(30*time.Second), func(ctx context.Context) error {
		_, err := t.say(ctx, c.Address, reason)
		return err
	})
	return nil
}
