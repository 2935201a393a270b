package inbox

import (
	"context"
	"strings"
	"testing"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// TestAreasPage: who serves which area, by themselves or from above, and which has nobody.
func TestAreasPage(t *testing.T) {
	w := newSettledWorld(t)
	roster := handoff.NewRoster(w.book, nil)
	mo := w.as("mo")
	mo.get("/inbox/admin/areas").shows(200, "3 个网格没有专人", "七星一网格 · 七星二网格 · 下范网格", "没有专人").hides("⟨")
	serve := func(login string, areas ...string) {
		t.Helper()
		w.must(roster.SetService(t.Context(), login, func(s *handoff.Service) { s.Areas = areas }))
	}
	serve("wu", "g1", "gone")
	serve("li", "XF01")
	mo.get("/inbox/admin/areas").shows(200, "1 个网格没有专人", "由上一级管")
	serve("lin", "t1")
	mo.get("/inbox/admin/areas").shows(200, "3 个网格都有人管").hides("area_bare", ">没有专人<")
	w.must(roster.SetDisabled(t.Context(), "lin", true))
	mo.get("/inbox/admin/areas").shows(200, "1 个网格没有专人").hides("林站长")
	w.as("mo").get("/inbox/admin/agents").shows(200, "七星一网格", "gone") // what the file has no more is still told
}

// TestTownPage: hours of the days ahead, holidays among them, quiet hours and numbers.
func TestTownPage(t *testing.T) {
	w := newWorld(t)
	mo := w.as("mo")
	mo.get("/inbox/admin/town").shows(200, "11月23日 星期一", "08:30-17:30", "安静时间 21:00-08:00", "12345", "报警", "110", "places check").hides("⟨")
	mo.get("/inbox/admin/areas").shows(200, "没有站点和网格")
	w.pass(34 * 24 * 3600 * 1e9) // to the end of the year
	mo.get("/inbox/admin/town").shows(200, "1月1日", "法定假日")
}

// fakeHooks are webhooks in memory that note what they are asked for.
type fakeHooks struct {
	list  []Hook
	asked []string
}

func (f *fakeHooks) List(context.Context) ([]Hook, error) { return f.list, nil }
func (f *fakeHooks) Events() []string                     { return []string{"case.closed", "case.opened"} }
func (f *fakeHooks) Add(_ context.Context, h Hook) (string, error) {
	if !strings.HasPrefix(h.URL, "https://") {
		return "whsec_not_told", &handoff.Mistake{Code: "hook_url", What: "no"}
	}
	f.list = append(f.list, h)
	return "whsec_told", f.did("add", h.Name)
}
func (f *fakeHooks) Test(_ context.Context, name string) (string, error) {
	if name == "gone" {
		return "", casebook.ErrNotFound
	}
	return map[string]string{"broken": "status 500"}[name], f.did("test", name)
}
func (f *fakeHooks) Replay(_ context.Context, name, id string) (int, error) {
	return 1, f.did("replay", name+" "+id)
}
func (f *fakeHooks) SwitchOn(_ context.Context, name string) error { return f.did("on", name) }
func (f *fakeHooks) Remove(_ context.Context, name string) error   { return f.did("remove", name) }
func (f *fakeHooks) did(what, to string) error {
	f.asked = append(f.asked, strings.TrimSpace(what+" "+to))
	return nil
}

// TestHooksPage: each form asks for what it says; a failed one keeps what was typed.
func TestHooksPage(t *testing.T) {
	fake := &fakeHooks{}
	w := newWorldWith(t, func(_ *world, o *Options) { o.Hooks = fake })
	mo := w.as("mo")
	const page = "/inbox/admin/hooks"
	mo.get(page).shows(200, "还没有要通知的系统", "case.closed").hides("⟨")
	mo.post(page+"/add", "name", "platform", "url", "http://town.example", "event", "case.closed", "private", "1").
		shows(422, "要 https 开头", `value="http://town.example"`, `value="case.closed" checked`, `name="private" value="1" checked`).hides("whsec_not_told")
	if got := mo.post(page+"/add", "name", "platform", "url", "https://town.example").shows(200, "只显示这一次").secret(); got != "whsec_told" {
		t.Errorf("the secret shown is %q", got)
	}
	letters := make([]DeadLetter, lettersShown+3)
	for i := range letters {
		letters[i] = DeadLetter{ID: "msg_" + itoa(i), Case: "JH-7Q2M-K", At: morning, Why: "status 500"}
	}
	fake.list = []Hook{{Name: "broken", URL: "https://b.example/in?key=hidden", Off: "410 Gone", Waiting: 4, Dead: letters, CreatedAt: morning}}
	mo.get(page).shows(200, "已停", "410 Gone", "4 条等着再试", "23 条没送到", "msg_0", "还有 3 条没列出", "重新开始").hides("whsec_told", "msg_20", "key=hidden")
	mo.post(page+"/test", "name", "broken").shows(200, "broken 没有接收：status 500")
	mo.post(page+"/test", "name", "fine").shows(200, "已被接收")
	mo.post(page+"/test", "name", "gone").shows(422, "刚刚被删掉")
	mo.post(page+"/replay", "name", "broken", "message", "msg_0").shows(200, "放回去再送")
	mo.post(page+"/replay", "name", "broken").shows(200)
	mo.post(page+"/on", "name", "broken").shows(200, "补上")
	mo.post(page+"/remove", "name", "broken").shows(200, "不再通知")
	mo.post(page + "/dance").shows(404)
	if got, want := strings.Join(fake.asked, ", "), "add platform, test broken, test fine, replay broken msg_0, replay broken, on broken, remove broken"; got != want {
		t.Errorf("asked for %q, want %q", got, want)
	}
	w.as("li").post(page+"/remove", "name", "broken").shows(403)
}
