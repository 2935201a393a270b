package inbox

import (
	"strings"
	"testing"

	"frontdoor/handoff"
)

// TestAdminKeepsKeys: tokens and keys are made, shown once, listed with what they may, and
// withdrawn.
func TestAdminKeepsKeys(t *testing.T) {
	w := newWorld(t)
	mo := w.as("mo")
	const page = "/inbox/admin/keys"
	mo.get(page).shows(200, "还没有令牌", "还没有其他程序的密钥").hides("⟨")
	token := mo.post(page+"/token", "agent", "wu", "reads", "1").shows(200, "只显示这一次", "吴姐 wu", "只能看", "从未使用").secret()
	tokens := handoff.NewTokens(w.book, handoff.NewRoster(w.book, w.now))
	if a, ok, err := tokens.Find(t.Context(), token); err != nil || !ok || a.Login != "wu" || !a.ReadsOnly || a.Numbers {
		t.Errorf("the token opens %v %v %v", a, ok, err)
	}
	mo.get(page).shows(200, "上次使用").hides(token)
	mo.post(page+"/token", "agent", "nobody").shows(422, "刚刚被删掉").hides("<code>")
	mo.post(page+"/key", "name", "Fix My Street").shows(422, "程序名要", `value="Fix My Street"`)
	key := mo.post(page+"/key", "name", "fixmystreet").shows(200, "密钥已生成").secret()
	if _, ok, err := handoff.NewKeys(w.book, w.now).Find(t.Context(), handoff.ScopeOpen311, key); err != nil || !ok {
		t.Errorf("the key opens nothing: %v %v", ok, err)
	}
	list, err := tokens.List(t.Context(), "")
	w.must(err)
	mo.post(page+"/remove-token", "id", list[0].ID).shows(200, "已收回", "还没有令牌")
	mo.post(page+"/remove-token", "id", list[0].ID).shows(422, "刚刚被删掉")
	mo.post(page+"/remove-key", "id", "fixmystreet").shows(200, "已收回")
	mo.post(page+"/remove-key", "id", "fixmystreet").shows(422, "刚刚被删掉")
	mo.post(page + "/dance").shows(404)
	if _, ok, _ := tokens.Find(t.Context(), token); ok {
		t.Error("a withdrawn token opens something")
	}
	if got, want := w.deeds("mo"), "token_made wu reads\nkey_made fixmystreet open311\ntoken_removed wu reads\nkey_removed fixmystreet open311"; got != want {
		t.Errorf("noted\n%s\nwant\n%s", got, want)
	}
}

// TestTownsWordsAreNoted: who changes a saved reply or a label stands in the record.
func TestTownsWordsAreNoted(t *testing.T) {
	w := newWorld(t)
	w.as("wu").post("/inbox/replies", "title", "收到", "text", "收到,我去看。").shows(200, "收到,我去看")
	w.as("lin").post("/inbox/labels", "name", "急修").shows(200, "急修")
	w.as("wu").post("/inbox/replies", "title", "", "text", "").shows(422)
	if got, want := w.deeds("wu")+"; "+w.deeds("lin"), "settings_saved replies 收到; settings_saved labels 急修"; got != want {
		t.Errorf("noted %q, want %q", got, want)
	}
}

// TestAuditPage: entries by agent, kind, what about and day, a page at a time; a record that
// was tampered with is told as such.
func TestAuditPage(t *testing.T) {
	w := newWorld(t)
	mo := w.as("mo")
	const page = "/inbox/admin/audit"
	record := handoff.NewAudit(w.book, w.now)
	ctx := handoff.ActingAs(t.Context(), "wu")
	w.must(record.Note(ctx, handoff.DeedExported, "2026-10", "report.csv"))
	w.pass(48 * 3600 * 1e9)
	for range entriesAPage {
		w.must(record.Note(ctx, handoff.DeedSearched, "", "cases"))
	}
	w.must(record.Note(handoff.ActingAs(t.Context(), "li"), handoff.DeedRevealed, "JH-7Q2M-K", ""))
	w.must(record.Note(t.Context(), handoff.DeedRoleSet, "li", "agent"))
	mo.get(page).shows(200, "记录完整", "封印", "命令行", `href="/inbox/admin/agents/li"`, `href="/inbox/cases/JH-7Q2M-K"`, "更早的").hides("⟨", "2026-10")
	next := strings.ReplaceAll(between(mo.body, `<p><a class="button" href="`, `"`), "&amp;", "&")
	mo.get(next).shows(200, "2026-10", "report.csv").hides("更早的", "JH-7Q2M-K")
	for query, want := range map[string][2]string{
		"who=li":                               {"<td>查看完整号码</td>", "<td>搜索</td>"},
		"deed=exported":                        {"<td>导出</td>", "<td>搜索</td>"},
		"about=li":                             {"<td>改角色</td>", "<td>搜索</td>"},
		"to=2026-11-24":                        {"<td>导出</td>", "<td>改角色</td>"},
		"from=2026-11-25&deed=role_set":        {"<td>改角色</td>", "<td>导出</td>"},
		"from=2026-11-26":                      {"没有符合的记录", "<td>导出</td>"},
		"from=x&to=y&before=z&who=li":          {"<td>查看完整号码</td>", "<td>导出</td>"},
		"who=%3Cscript%3E&about=%22%3E%3Cu%3E": {"没有符合的记录", "><u>"},
	} {
		mo.what = query
		mo.get(page+"?"+query).shows(200, want[0]).hides(want[1])
	}
	r, err := w.book.Get(t.Context(), "audit-000000", "000000003")
	w.must(err)
	r.Value = []byte(strings.Replace(string(r.Value), "searched", "revealed", 1))
	_, err = w.book.Put(t.Context(), r)
	w.must(err)
	mo.what = "tampered with"
	mo.get(page).shows(200, "记录被动过", "entry 4").hides("记录完整")
}

// between is what stands between two texts.
func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	found, _, _ := strings.Cut(rest, to)
	return found
}
