package inbox

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/signin"
)

// newSettledWorld is a world whose town has a station with two grids.
func newSettledWorld(t *testing.T) *world {
	t.Helper()
	place, err := town.Parse("town.yaml", []byte(town.Standard()+`
townships:
- {id: t1, zh: 罗埠, en: Luobu}
stations:
- {id: QX01, zh: 七星站, en: Qixing station, township: t1}
- {id: XF01, zh: 下范站, en: Xiafan station, township: t1}
grids:
- {id: g1, zh: 七星一网格, en: Qixing 1, station: QX01, places: [qixing]}
- {id: g2, zh: 七星二网格, en: Qixing 2, station: QX01, places: [qixing]}
- {id: g3, zh: 下范网格, en: Xiafan grid, station: XF01, places: [xiafan]}
`))
	if err != nil {
		t.Fatal(err)
	}
	return newWorldWith(t, func(_ *world, o *Options) { o.Town = place })
}

// deeds are what the record says an agent did, without signing in and looking on.
func (w *world) deeds(who string) string {
	w.Helper()
	entries, err := handoff.NewAudit(w.book, nil).List(w.Context(), handoff.AuditQuery{Who: who})
	w.must(err)
	var all []string
	for i := len(entries) - 1; i >= 0; i-- {
		if e := entries[i]; e.Deed != handoff.DeedSignedIn && e.Deed != handoff.DeedLooked {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", e.Deed, e.About, e.More)))
		}
	}
	return strings.Join(all, "\n")
}

var shownOnce = regexp.MustCompile(`<code>([^<]+)</code>`)

// secret is what a page shows this once.
func (v *visit) secret() string {
	v.Helper()
	m := shownOnce.FindStringSubmatch(v.body)
	if m == nil {
		v.Fatalf("nothing is shown once on %s", v.text())
	}
	return m[1]
}

// TestAdminAddsAnAgent: the whole way of a new agent, from the form to their own password.
func TestAdminAddsAnAgent(t *testing.T) {
	w := newSettledWorld(t)
	mo := w.as("mo")
	const list = "/inbox/admin/agents"
	mo.get("/inbox").shows(200, `href="/inbox/admin"`)
	mo.get("/inbox/admin").shows(200, "代办员", "吴姐", "莫主任")
	mo.post(list, "name", "", "login", "zhao", "role", "agent").shows(422, "姓名要 1 到 40 个字", `value="zhao"`)
	mo.post(list, "name", "小赵", "login", "赵", "role", "agent").shows(422, "账号要", `value="小赵"`)
	mo.post(list, "name", "小赵", "login", "zhao", "role", "boss").shows(422, "请选一个角色")
	mo.post(list, "name", "小赵", "login", "wu", "role", "agent").shows(422, "已经有人用了", `value="小赵"`)
	password := mo.post(list, "name", "小赵", "login", "Zhao", "role", "agent").shows(200, "初始密码").secret()
	mo.get(list+"/zhao").shows(200, "小赵", "还在用初始密码").hides(password)

	zhao := w.anonymous()
	zhao.post("/inbox/sign-in", "login", "zhao", "password", password, "back", "/inbox?queue=mine").shows(200, "请先改成只有您自己知道的密码").hides("待认领")
	zhao.get("/inbox/replies").shows(200, "请先改成")
	zhao.ask("/inbox/next").shows(403)
	const own = "/inbox/me/password"
	zhao.post(own, "before", password, "password", "short", "again", "short").shows(422, "至少 8 个字")
	zhao.post(own, "before", password, "password", password, "again", password).shows(422, "不能和原来的一样")
	zhao.post(own, "before", password, "password", "my own long one", "again", "my own other one").shows(422, "不一样")
	zhao.post(own, "before", "wrong-wrong", "password", "my own long one", "again", "my own long one").shows(422, "现在的密码不对")
	zhao.post(own, "before", password, "password", "my own long one", "again", "my own long one").shows(200, "待认领")
	w.anonymous().post("/inbox/sign-in", "login", "zhao", "password", password).shows(401)
	mo.get(list+"/zhao").shows(200, "密码是本人设的")
	if got, want := w.deeds("mo")+"\n"+w.deeds("zhao"), "agent_added zhao agent\nsign_in_failed zhao\npassword_set zhao\nsign_in_failed zhao"; got != want {
		t.Errorf("noted\n%s\nwant\n%s", got, want)
	}
}

// TestAdminKeepsAgents: each form of an agent's page does what it says, keeps what was typed
// where it does not, and stands in the record.
func TestAdminKeepsAgents(t *testing.T) {
	w := newSettledWorld(t)
	mo := w.as("mo")
	const wu = "/inbox/admin/agents/wu"
	was := func() string {
		m := regexp.MustCompile(`name="was" value="([0-9a-f]+)"`).FindStringSubmatch(mo.get(wu).shows(200).body)
		if m == nil {
			t.Fatal("the form has no mark")
		}
		return m[1]
	}
	mo.get(wu).shows(200, "七星站", "七星一网格", "全部类别", "星期一", "法定假日").hides("⟨", "ZgotmplZ", "restricted")
	old := was()
	fill := []string{"area", "QX01", "area", "g3", "category", "wages", "hours_mon", "8:30—17:30", "hours_tue", "8:30-17:30", "days_off", "2026-12-24\n2027-01-02/2027-01-05",
		"capacity", "20", "languages", "zh,en", "known", "吴大姐"}
	labour := w.script.Catalog.Categories()[0].Key
	fill[5] = labour
	mo.post(wu+"/serves", append(fill, "was", old)...).shows(200, "已保存", `value="QX01" checked`, `value="g3" checked`, `value="08:30-17:30"`, "2027-01-02/2027-01-05", `value="20"`, `value="吴大姐"`)
	agent, err := handoff.NewRoster(w.book, nil).Get(t.Context(), "wu")
	w.must(err)
	if got, want := fmt.Sprint(agent.Service), fmt.Sprintf("{[QX01 g3] [%s] [] [zh en] mon-tue 08:30-17:30 [2026-12-24 2027-01-02/2027-01-05] 20 [吴大姐]}", labour); got != want {
		t.Errorf("stored %s, want %s", got, want)
	}
	mo.post(wu+"/serves", "was", old, "capacity", "7").shows(422, "别人刚改过", `value="7"`)
	for _, c := range []struct{ field, value, why, kept string }{
		{"hours_wed", "早上", "值班时间看不懂", `value="早上"`},
		{"days_off", "明天", "休假的日期看不懂", "明天</textarea>"},
		{"capacity", "很多", "要写数字", `value="很多"`},
		{"capacity", "-1", "要写数字", `value="-1"`},
		{"area", "mars", "没有这个片区", "莫主任"},
		{"category", "mars", "没有这个类别", "吴姐"},
		{"entrusted", labour, "不是受限的", "吴姐"},
		{"languages", "普通话和一点点英语也会的", "用代号", "普通话和一点点英语也会的"},
	} {
		mo.what = c.field + " " + c.value
		mo.post(wu+"/serves", c.field, c.value).shows(422, c.why)
		if !strings.HasPrefix(c.kept, "莫") {
			mo.shows(422, c.kept)
		}
	}
	mo.what = ""

	v := w.as("wu")
	mo.post(wu+"/role", "role", "supervisor").shows(200, "角色已改")
	v.get("/inbox/report").shows(200)
	mo.post(wu+"/role", "role", "boss").shows(422, "请选一个角色")
	mo.post(wu+"/sign-out").shows(200, "已在所有设备上退出")
	v.get("/inbox").shows(200, "请用您的工作账号登录")
	mo.post(wu+"/phone", "phone", "139").shows(422, "手机号不对", `value="139"`)
	mo.post(wu+"/phone", "phone", "+8613900000166").shows(200, "号码已保存", `8613900000166"`)
	mo.post(wu+"/code").shows(200, "现在只凭密码登录")
	password := mo.post(wu+"/password").shows(200, "新的初始密码").secret()
	w.anonymous().post("/inbox/sign-in", "login", "wu", "password", "right-password").shows(401)
	mo.post(wu+"/shut").shows(200, "已停用")
	w.anonymous().post("/inbox/sign-in", "login", "wu", "password", password).shows(401)
	mo.post(wu+"/let-in").shows(200, "已恢复")
	w.anonymous().post("/inbox/sign-in", "login", "wu", "password", password).shows(200, "请先改成")
	mo.post(wu + "/dance").shows(404)
	mo.post("/inbox/admin/agents/nobody/shut").shows(404)
	mo.get("/inbox/admin/agents/nobody").shows(404)
	mo.get("/inbox/admin/dance").shows(404)
	want := "agent_serves wu\nrole_set wu supervisor\nsession_ended wu all\nphone_set wu\nsecond_factor wu off\npassword_set wu\nagent_shut wu\nagent_let_in wu"
	if got := w.deeds("mo"); got != want {
		t.Errorf("noted\n%s\nwant\n%s", got, want)
	}
}

// TestWhoAnAgentIsAtTheProvider: an admin enters it where the town has a provider.
func TestWhoAnAgentIsAtTheProvider(t *testing.T) {
	const wu = "/inbox/admin/agents/wu"
	without := newWorld(t)
	without.as("mo").get(wu).shows(200, "吴姐").hides(`name="oidc"`)
	without.anonymous().get("/inbox").shows(200, "登录").hides("统一账号")
	without.anonymous().get("/inbox/sign-in/oidc").shows(404)
	without.anonymous().get("/inbox/sign-in/oidc/back?code=x&state=x").shows(404)

	w := newWorldWith(t, func(_ *world, o *Options) { o.Provider = signin.New(signin.Config{Issuer: "http://127.0.0.1:1"}) })
	mo := w.as("mo")
	mo.get(wu).shows(200, `name="oidc"`)
	mo.post(wu+"/oidc", "oidc", "two words").shows(422, "不是用户标识", `value="two words"`)
	mo.post(wu+"/oidc", "oidc", "Wu@Town.example").shows(200, "已保存", `value="wu@town.example"`)
	mo.post("/inbox/admin/agents/li/oidc", "oidc", "wu@town.example").shows(422, "另一位代办员")
	mo.post(wu+"/oidc", "oidc", "").shows(200, "已保存", `value=""`).hides("wu@town.example")
	w.as("wu").post("/inbox/admin/agents/li/oidc", "oidc", "mine").shows(403)
	if got := w.deeds("mo"); got != "oidc_set wu\noidc_set wu none" {
		t.Errorf("noted %q", got)
	}
	v := w.anonymous()
	v.get("/inbox").shows(200, "用单位统一账号登录")
	v.post("/inbox/language", "lang", "en").shows(200, "Sign in with the town&#39;s account")
}

// TestTheLastAdminStays: nobody can shut out the last one who can let others in.
func TestTheLastAdminStays(t *testing.T) {
	w := newSettledWorld(t)
	mo := w.as("mo")
	mo.post("/inbox/admin/agents/mo/role", "role", "agent").shows(422, "最后一个能登录的管理员")
	mo.post("/inbox/admin/agents/mo/shut").shows(422, "最后一个能登录的管理员")
	mo.post("/inbox/admin/agents/lin/role", "role", "admin").shows(200, "角色已改")
	mo.post("/inbox/admin/agents/mo/role", "role", "agent").shows(403, "只有管理员")
	w.as("lin").get("/inbox/admin/agents").shows(200, "莫主任")
}

// TestAdminPagesAreForAdmins: everybody else is refused every one of them, and sees no link.
func TestAdminPagesAreForAdmins(t *testing.T) {
	w := newSettledWorld(t)
	for _, login := range []string{"wu", "lin"} {
		v := w.as(login)
		v.get("/inbox").shows(200).hides("/inbox/admin")
		for _, path := range adminPaths {
			v.what = login + " " + path
			if method, path, _ := strings.Cut(path, " "); method == "GET" {
				v.get(path).shows(403, "只有管理员")
			} else {
				v.post(path, "name", "小赵", "login", "zhao", "role", "admin").shows(403, "只有管理员")
			}
		}
	}
	if got := w.deeds("wu") + w.deeds("lin"); got != "" {
		t.Errorf("they did %s", got)
	}
	v := w.anonymous()
	v.get("/inbox/admin/agents").shows(200, "请用您的工作账号登录").hides("吴姐")
	v.post("/inbox/admin/agents/mo/shut").shows(401)
}

// adminPaths are an address of every page and act of admins.
var adminPaths = []string{"GET /inbox/admin/areas", "GET /inbox/admin/town", "GET /inbox/admin/hooks", "POST /inbox/admin/hooks/add", "POST /inbox/admin/hooks/test", "POST /inbox/admin/hooks/replay",
	"POST /inbox/admin/hooks/on", "POST /inbox/admin/hooks/remove", "GET /inbox/admin/keys", "POST /inbox/admin/keys/token", "POST /inbox/admin/keys/key", "POST /inbox/admin/keys/remove-token", "POST /inbox/admin/keys/remove-key", "GET /inbox/admin/audit",
	"GET /inbox/admin", "GET /inbox/admin/dance", "GET /inbox/admin/agents", "POST /inbox/admin/agents", "GET /inbox/admin/agents/mo",
	"POST /inbox/admin/agents/mo/role", "POST /inbox/admin/agents/wu/serves", "POST /inbox/admin/agents/mo/password", "POST /inbox/admin/agents/mo/shut",
	"POST /inbox/admin/agents/wu/let-in", "POST /inbox/admin/agents/mo/sign-out", "POST /inbox/admin/agents/mo/code", "POST /inbox/admin/agents/wu/phone", "POST /inbox/admin/agents/mo/unlink"}
