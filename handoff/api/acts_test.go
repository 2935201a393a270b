package api

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// One case from its first word to its end.
func TestACaseFromBeginningToEnd(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	path := "/cases/" + id
	w.call("wu", "POST", path+"/claim", "").is(200).has("owner", "wu", "status", "in_progress")
	w.call("wu", "POST", path+"/claim", "{}").is(200).has("owner", "wu") // what one holds already
	w.call("li", "POST", path+"/note", `{"text":"我认识他家"}`).is(200)
	w.call("li", "POST", path+"/recategorise", `{"category":"facilities"}`).is(200).has("category", "facilities", "confidence", 1.0)
	for _, act := range []string{`claim {}`, `reply {"text":"我来"}`, `release {"text":"不去"}`, `handback {}`, `close {"text":"好了"}`} {
		name, body, _ := strings.Cut(act, " ")
		w.call("li", "POST", path+"/"+name, body).is(409).has("owner", "wu", "owner_name", "吴姐", "code", "held")
	}
	w.deliver(t.Context(), casebook.Sent)
	a := w.call("wu", "POST", path+"/reply", `{"text":" 明天上午去看 "}`).is(200)
	if diff := cmp.Diff([]string{"明天上午去看"}, a.lines("said", "agent")); diff != "" {
		t.Error(diff)
	}
	if got := w.state(id, "明天上午去看"); got != "queued" {
		t.Errorf("before anything was sent the state is %s", got)
	}
	sent := w.deliver(t.Context(), casebook.Sent)
	if len(sent) != 1 || sent[0].Text != "明天上午去看" {
		t.Fatalf("went out: %v", sent)
	}
	for _, r := range []casebook.Receipt{casebook.Sent, casebook.Delivered, casebook.Read, casebook.Delivered} {
		w.must(w.clerk.LateReceipt(t.Context(), "telegram:1", sent[0].ID, "", r, ""))
	}
	if got := w.state(id, "明天上午去看"); got != "read" {
		t.Errorf("after the resident read it the state is %s", got)
	}
	w.call("wu", "POST", path+"/release", `{"text":"下班了"}`).is(200).has("owner", nil, "status", "unclaimed")
	for _, act := range []string{`release {"text":"x"}`, `handback {}`} {
		name, body, _ := strings.Cut(act, " ")
		w.call("wu", "POST", path+"/"+name, body).is(409).has("owner", nil, "code", "not_owner")
	}
	w.call("li", "POST", path+"/reply", `{"text":"我接着办"}`).is(200).has("owner", "li", "status", "in_progress") // replying claims
	w.call("li", "POST", path+"/handback", "").is(200).has("owner", nil)
	w.call("sun", "POST", path+"/claim", "").is(200).has("owner", "sun")
	w.call("root", "POST", path+"/claim", "").is(409).has("owner", "sun")
	w.call("root", "POST", path+"/claim", `{"force":true}`).is(200).has("owner", "root")
	w.call("wu", "POST", path+"/claim", `{"force":true}`).is(403).has("code", "role")
	w.call("root", "POST", path+"/close", `{"outcome":"partly","text":"路灯已修"}`).is(200).has("status", "resolved", "outcome", "partly")
	for _, act := range []string{`claim {}`, `reply {"text":"喂"}`, `release {"text":"x"}`, `handback {}`, `close {"text":"好了"}`} {
		name, body, _ := strings.Cut(act, " ")
		w.call("root", "POST", path+"/"+name, body).is(409).has("code", "closed")
	}
}

// state is what became of the last message with this text.
func (w *world) state(id, text string) string {
	w.Helper()
	a := w.call("sun", "GET", "/cases/"+id, "").is(200)
	state := "not there"
	for i, got := range a.column("thread", "text") {
		if got == text {
			state = a.column("thread", "state")[i]
		}
	}
	return state
}

func TestActsThatAreWrong(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	other := w.handedOff("telegram:2")
	w.label("roof", "屋顶")
	before := w.call("sun", "GET", "/cases/"+id, "").is(200).body
	var all []string
	for _, act := range w.server.acts() {
		all = append(all, act.name)
	}
	type wrong struct {
		body   string
		status int
		code   string
	}
	tests := map[string][]wrong{}
	for _, act := range all {
		tests[act] = []wrong{
			{"{", 400, "body_malformed"}, {"[]", 400, "body_malformed"}, {`"x"`, 400, "body_malformed"}, {"{} {}", 400, "body_malformed"},
			{"{\"key\":\"\xc4\xe3\"}", 400, "body_malformed"}, // GBK
			{`{"key":1}`, 400, "body_malformed"}, {`{"force":"yes"}`, 400, "body_malformed"}, {`{"txet":"x"}`, 400, "body_malformed"},
			{`{"force":true}`, 403, "role"},
			{`{"key":"` + strings.Repeat("k", 201) + `"}`, 422, "key_too_long"},
			{`{"key":"` + strings.Repeat("k", 65<<10) + `"}`, 413, "body_too_long"},
			{strings.Repeat(" ", 65<<10) + `{}`, 413, "body_too_long"},
		}
	}
	tests["wait"] = []wrong{{`{"text":"x"}`, 422, "for_unknown"}, {`{"for":"moon","text":"x"}`, 422, "for_unknown"}, {`{"for":"resident"}`, 422, "text_missing"},
		{`{"for":"department","text":" "}`, 422, "text_missing"}, {`{"for":"department","text":"x","until":"tomorrow"}`, 400, "body_malformed"}}
	tests["snooze"] = []wrong{{`{}`, 422, "until_unknown"}, {`{"until":null}`, 422, "until_unknown"}, {`{"until":"2026-11-23T09:00:00+08:00"}`, 422, "until_unknown"},
		{`{"until":"2036-11-23T09:00:00+08:00"}`, 422, "until_unknown"}}
	tests["resume"] = []wrong{{`{}`, 422, "not_aside"}}
	tests["pass"] = []wrong{{`{"text":"x"}`, 422, "agent_unknown"}, {`{"text":"x","to":"nobody"}`, 422, "agent_unknown"}, {`{"to":"li"}`, 422, "text_missing"}}
	tests["release"] = append(tests["release"], wrong{`{}`, 422, "text_missing"})
	tests["accept"] = append(tests["accept"], wrong{`{}`, 409, "gone"})
	tests["decline"] = append(tests["decline"], wrong{`{"text":"x"}`, 409, "gone"})
	tests["nextstep"] = append(tests["nextstep"], wrong{`{"text":"x"}`, 422, "act_incomplete"}, wrong{`{"text":"x","until":"2020-11-23T09:00:00+08:00"}`, 422, "act_incomplete"})
	tests["gone"] = append(tests["gone"], wrong{`{"mark":"away"}`, 422, "mark_unknown"})
	tests["reached"] = append(tests["reached"], wrong{`{"clock":"close"}`, 422, "no_rules"}) // this town has no clocks
	tests["extend"] = append(tests["extend"], wrong{`{"clock":"close","text":"x"}`, 422, "no_rules"})
	tests["checkin"] = append(tests["checkin"], wrong{`{"text":"x","until":"2026-11-25T09:00:00+08:00"}`, 422, "no_rules"})
	tests["mediation"] = append(tests["mediation"], wrong{`{"step":"court","outcome":"agreed"}`, 422, "step_order"}, wrong{`{"step":"grid","outcome":"maybe"}`, 422, "step_outcome"})
	tests["mediate"] = append(tests["mediate"], wrong{`{"do":"begin"}`, 409, "not_owner"}, wrong{`{"do":"add","name":"王","role":"side","number":"七"}`, 422, "phone_form"})
	tests["correct"] = []wrong{{`{"slot":"phone","value":"七"}`, 422, "value_form"}, {`{"slot":"moon","value":"七"}`, 422, "act_incomplete"}, {`{"slot":"phone"}`, 422, "text_missing"}}
	tests["merge"] = []wrong{{`{}`, 422, "merge_unknown"}, {`{"into":"JH-00-00000-0"}`, 422, "merge_unknown"}, {`{"into":"` + strings.ToLower(id) + `"}`, 422, "merge_self"},
		{`{"into":"` + id + `","hold":61}`, 422, "hold_unknown"}}
	tests["split"] = []wrong{{`{"text":" "}`, 422, "text_missing"}, {`{"text":"x","category":"moon"}`, 422, "category_unknown"}}
	tests["priority"] = []wrong{{`{"priority":"highest"}`, 422, "priority_unknown"}, {`{"priority":null,"label":""}`, 400, "body_malformed"}}
	tests["label"] = []wrong{{`{}`, 422, "label_unknown"}, {`{"label":"moon","off":true}`, 422, "label_unknown"}}
	tests["unmerge"] = append(tests["unmerge"], wrong{`{}`, 422, "act_incomplete"})
	tests["takeback"] = []wrong{{`{}`, 409, "gone"}}
	for _, act := range []string{"reply", "close", "handback"} {
		tests[act] = append(tests[act], wrong{`{"text":"x","hold":-1}`, 422, "hold_unknown"}, wrong{`{"text":"x","hold":61}`, 422, "hold_unknown"}, wrong{`{"hold":"5s"}`, 400, "body_malformed"})
	}
	tests["handback"] = tests["handback"][:len(tests["handback"])-3] // it has no text
	for _, act := range []string{"reply", "note", "close"} {
		tests[act] = append(tests[act], wrong{"", 422, "text_missing"}, wrong{"{}", 422, "text_missing"}, wrong{`{"text":" \n\t"}`, 422, "text_missing"},
			wrong{`{"text":"` + strings.Repeat("长", 4001) + `"}`, 422, "text_too_long"}, wrong{`{"text":null}`, 422, "text_missing"})
	}
	tests["close"] = append(tests["close"], wrong{`{"text":"好了","outcome":"done"}`, 422, "outcome_unknown"})
	tests["recategorise"] = append(tests["recategorise"], wrong{"", 422, "category_unknown"}, wrong{`{"category":"moon"}`, 422, "category_unknown"},
		wrong{`{"text":"facilities"}`, 400, "body_malformed"})
	tests["claim"] = append(tests["claim"], wrong{`{"text":"x"}`, 400, "body_malformed"})
	for act, wrongs := range tests {
		for _, test := range wrongs {
			a := w.call("wu", "POST", "/cases/"+id+"/"+act, test.body)
			if a.status != test.status || a.body["code"] != test.code {
				t.Errorf("%s %.40s: %d %v, want %d %s", act, test.body, a.status, a.body["code"], test.status, test.code)
			}
			if a.body["error"] == nil || a.body["do"] == nil {
				t.Errorf("%s %.40s: says too little: %v", act, test.body, a.body)
			}
		}
		body := map[string]string{"reply": `{"text":"x"}`, "note": `{"text":"x"}`, "release": `{"text":"x"}`, "close": `{"text":"x"}`, "recategorise": `{"category":"facilities"}`,
			"wait": `{"for":"resident","text":"x"}`, "snooze": `{"until":"2026-11-24T09:00:00+08:00"}`, "pass": `{"to":"li","text":"x"}`, "correct": `{"slot":"what","value":"x"}`,
			"merge": `{"into":"` + other + `"}`, "split": `{"text":"x"}`, "label": `{"label":"roof"}`}[act]
		w.call("wu", "POST", "/cases/JH-07-99999-9/"+act, body).is(404)
		w.call("wu", "POST", "/cases/"+id+"/"+act+"?key=x", body).is(400)
	}
	if diff := cmp.Diff(before, w.call("sun", "GET", "/cases/"+id, "").is(200).body); diff != "" {
		t.Errorf("something changed all the same: %s", diff)
	}
}

func TestOfManyWhoClaimAtOnceOneWins(t *testing.T) {
	w := newWorld(t)
	logins := []string{"wu", "li", "sun", "root"}
	for round := range 5 {
		id := w.handedOff("telegram:1")
		answers := make([]answer, len(logins))
		var wg sync.WaitGroup
		for i, login := range logins {
			wg.Go(func() { answers[i] = w.call(login, "POST", "/cases/"+id+"/claim", "") })
		}
		wg.Wait()
		winner := w.call("wu", "GET", "/cases/"+id, "").is(200).body["owner"]
		for i, login := range logins {
			if login == winner {
				answers[i].is(200).has("owner", login)
			} else {
				answers[i].is(409).has("owner", winner, "code", "held")
			}
		}
		if winner == nil {
			t.Fatalf("round %d: nobody won", round)
		}
		w.call(winner.(string), "POST", "/cases/"+id+"/close", `{"text":"好了"}`).is(200)
	}
}

// The same key again: answered alike, done once, whatever happened in between.
func TestSameKeyIsDoneOnce(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	w.deliver(t.Context(), casebook.Sent)
	reply := func() answer { return w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到","key":"k1"}`) }
	var wg sync.WaitGroup
	for range 8 { // an impatient finger
		wg.Go(func() { reply().is(200) })
	}
	wg.Wait()
	if diff := cmp.Diff([]string{"收到"}, reply().is(200).has("owner", "wu").lines("said", "agent")); diff != "" {
		t.Error(diff)
	}
	if sent := w.deliver(t.Context(), casebook.Sent); len(sent) != 1 {
		t.Errorf("went out %d times", len(sent))
	}
	w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到","key":"k2"}`).is(200)
	w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到"}`).is(200)
	w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到"}`).is(200) // no key: two acts
	if got := reply().is(200).lines("said", "agent"); len(got) != 4 {
		t.Errorf("said %v", got)
	}
	w.call("wu", "POST", "/cases/"+id+"/note", `{"text":"同一个钥匙","key":"k1"}`).is(200) // another act
	if got := reply().is(200).lines("noted", "agent"); len(got) != 1 {
		t.Errorf("noted %v", got)
	}
	for range 2 {
		w.call("wu", "POST", "/cases/"+id+"/close", `{"text":"好了","key":"k1"}`).is(200).has("status", "resolved")
	}
	reply().is(200)                                                                 // it was sent, although it could not be now
	w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"收到","key":"k9"}`).is(409) // this one was not
	w.call("li", "POST", "/cases/"+id+"/reply", `{"text":"收到","key":"k1"}`).is(409) // nor was another's
	other := w.handedOff("telegram:2")
	w.call("wu", "POST", "/cases/"+other+"/reply", `{"text":"收到","key":"k1"}`).is(200) // another case
	w.call("wu", "POST", "/cases/"+strings.ToLower(other)+"/reply", `{"text":"收到","key":"k1"}`).is(200)
	if got := w.call("wu", "GET", "/cases/"+other, "").is(200).lines("said", "agent"); len(got) != 1 {
		t.Errorf("on the other case: %v", got)
	}
}

// Whoever has just written finds it in the next list.
func TestListShowsWhatWasJustWritten(t *testing.T) {
	w := newWorld(t)
	for i := range 10 {
		id := w.handedOff("telegram:1")
		w.call("wu", "POST", "/cases/"+id+"/claim", "").is(200)
		if got := w.call("wu", "GET", "/cases?owner=wu&status=in_progress", "").is(200).column("cases", "id"); len(got) != 1 || got[0] != id {
			t.Fatalf("round %d: %v, want %s", i, got, id)
		}
		w.call("wu", "POST", "/cases/"+id+"/close", fmt.Sprintf(`{"text":"好了%d"}`, i)).is(200)
	}
}

// A case is put aside, comes back, goes to a colleague and back; each act with a key of its
// own is done once.
func TestACaseThatWaitsAndPassesOn(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	path := "/cases/" + id
	twice := func(login, act, body string) answer {
		w.Helper()
		w.call(login, "POST", path+"/"+act, body).is(200)
		return w.call(login, "POST", path+"/"+act, body).is(200)
	}
	twice("wu", "snooze", `{"until":"2026-11-24T09:00:00+08:00","key":"1"}`).has("status", "snoozed", "owner", "wu").waits("", "2026-11-24T09:00:00.000+08:00")
	twice("wu", "resume", `{"key":"1"}`).has("status", "in_progress", "waits", nil)
	twice("wu", "wait", `{"for":"department","text":"供电所","key":"1"}`).has("status", "waiting_department").waits("供电所", "2026-11-26T10:01:00.000+08:00")
	a := twice("wu", "wait", `{"for":"resident","text":"门牌是几号?","key":"1"}`).has("status", "waiting_resident").waits("门牌是几号?", "2026-11-28T10:01:00.000+08:00")
	if diff := cmp.Diff([]string{"门牌是几号?"}, a.lines("said", "agent")); diff != "" {
		t.Error(diff)
	}
	w.say("telegram:1", "88号")
	w.call("wu", "GET", path, "").is(200).has("status", "in_progress", "waits", nil)
	w.call("li", "POST", path+"/snooze", `{"until":"2026-11-24T09:00:00+08:00"}`).is(409).has("code", "held")
	w.call("li", "POST", path+"/pass", `{"to":"li","text":"给我"}`).is(409).has("code", "held")
	twice("wu", "sum", `{"text":"等供电所回电","key":"1"}`).has("summary", "等供电所回电")
	twice("wu", "correct", `{"slot":"amount","value":"一千九","key":"1"}`)
	if got := w.call("wu", "GET", path, "").body["facts"].(map[string]any)["amount"].(map[string]any)["value"]; got != "1900" {
		t.Errorf("the sum is %v", got)
	}
	offered := twice("wu", "pass", `{"to":"li","text":"她片区的","key":"1"}`).has("owner", "wu").body["offered"].(map[string]any)
	if offered["to"] != "li" || offered["by"] != "wu" || offered["text"] != "她片区的" {
		t.Errorf("offered %v", offered)
	}
	w.call("sun", "POST", path+"/accept", "").is(409).has("code", "gone")
	w.call("li", "POST", path+"/decline", "").is(422).has("code", "text_missing")
	twice("li", "decline", `{"text":"不是我片区的","key":"1"}`).has("owner", "wu", "owner_name", "吴姐", "offered", nil)
	w.call("li", "POST", path+"/accept", "").is(409).has("code", "gone")
	w.call("wu", "POST", path+"/pass", `{"to":"li","text":"是的","key":"2"}`).is(200)
	a = twice("li", "accept", `{"key":"2"}`).has("owner", "li", "owner_name", "小李", "offered", nil)
	if told := a.lines("said", "bot"); !strings.Contains(told[len(told)-1], "小李") {
		t.Errorf("the resident heard %q last", told[len(told)-1])
	}
	w.call("wu", "POST", path+"/accept", "").is(409).has("code", "gone")
	step := twice("li", "nextstep", `{"text":"周三上门","until":"2026-11-25T09:00:00+08:00","tell":true,"key":"1"}`).body["next_step"].(map[string]any)
	if step["text"] != "周三上门" || step["told"] != true {
		t.Errorf("next %v", step)
	}
	twice("li", "gone", `{"mark":"moved","key":"1"}`)
	w.call("li", "POST", path+"/release", `{"text":"要走了"}`).is(200)
	w.must(w.roster.SetDisabled(t.Context(), "li", true))
	w.call("wu", "POST", path+"/pass", `{"to":"li","text":"你来"}`).is(422).has("code", "agent_unknown")
}

// waits looks at what the case waits for.
func (a answer) waits(what string, until any) answer {
	a.Helper()
	if diff := cmp.Diff(map[string]any{"for": what, "until": until}, a.body["waits"]); diff != "" {
		a.Errorf("%s: %s", a.what, diff)
	}
	return a
}

// What is held is told, taken back, or goes out when its time has come.
func TestHeldAndTakenBack(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	path := "/cases/" + id
	w.deliver(t.Context(), casebook.Sent)
	a := w.call("wu", "POST", path+"/reply", `{"text":"明天来","hold":30}`).is(200)
	if diff := cmp.Diff(map[string]any{"act": "reply", "agent": "wu", "text": "明天来", "until": "2026-11-23T10:01:30.000+08:00"}, a.body["held"]); diff != "" {
		t.Error(diff)
	}
	w.call("li", "POST", path+"/takeback", "").is(409).has("code", "held")
	w.call("wu", "POST", path+"/takeback", "").is(200).has("held", nil)
	w.call("wu", "POST", path+"/takeback", "").is(409).has("code", "gone")
	// The second lets the first go, and can itself be taken back.
	w.call("wu", "POST", path+"/reply", `{"text":"一","hold":30}`).is(200)
	a = w.call("wu", "POST", path+"/reply", `{"text":"二","hold":30}`).is(200)
	if held, _ := a.body["held"].(map[string]any); held["text"] != "二" || !slices.Equal(a.lines("said", "agent"), []string{"一"}) {
		t.Errorf("held is %v, said %q", held, a.lines("said", "agent"))
	}
	w.call("wu", "POST", path+"/takeback", "").is(200)
	w.deliver(t.Context(), casebook.Sent)
	w.call("wu", "POST", path+"/pass", `{"to":"wu","text":"给自己"}`).is(422).has("code", "has_it")
	w.call("wu", "POST", path+"/close", `{"text":"修好了","hold":5}`).is(200).has("status", "in_progress")
	if sent := w.deliver(t.Context(), casebook.Sent); len(sent) != 0 {
		t.Errorf("%v went out at once", sent)
	}
	w.seconds.Add(6)
	_, err := w.clerk.Handle(t.Context(), dialog.Input{Kind: dialog.WakeUp, From: "telegram:1", At: w.now()})
	w.must(err)
	w.call("wu", "GET", path, "").is(200).has("status", "resolved", "held", nil)
}

// How far WeChat's window is open is told; other channels close none.
func TestWindowIsTold(t *testing.T) {
	w := newWorld(t)
	w.call("wu", "GET", "/cases/"+w.handedOff("telegram:1"), "").is(200).has("window", nil)
	id := w.handedOff("wechat:oResident")
	w.deliver(t.Context(), casebook.Sent)
	window := func() map[string]any {
		return w.call("wu", "GET", "/cases/"+id, "").is(200).body["window"].(map[string]any)
	}
	if diff := cmp.Diff(map[string]any{"open": true, "until": "2026-11-25T10:02:00.000+08:00", "left": 4.0}, window()); diff != "" {
		t.Error(diff)
	}
	for range 4 {
		w.call("wu", "POST", "/cases/"+id+"/reply", `{"text":"在"}`).is(200)
	}
	if got := window(); got["open"] != false || got["left"] != 0.0 {
		t.Errorf("all used up: %v", got)
	}
	w.say("wechat:oResident", "好的")
	w.seconds.Add(48 * 3600)
	if got := window(); got["open"] != false {
		t.Errorf("after two days: %v", got)
	}
}
