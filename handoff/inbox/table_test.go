package inbox

import (
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"frontdoor/dialog"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

func samplePapers(shelf casebook.Shelf) *Papers {
	return &Papers{Keeper: agreement.NewKeeper(shelf), Texts: true, ChatLinks: []string{"https://chat.example/?start="},
		Fonts: func() ([]byte, []byte, error) {
			han, err := os.ReadFile("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
			if os.IsNotExist(err) {
				return goregular.TTF, goregular.TTF, nil
			}
			return han, goregular.TTF, err
		}}
}

// seated is a case with a mediation at which web:2 sits.
func (w *world) seated(wu *visit) dialog.CaseID {
	w.Helper()
	id := w.say("web:1", "楼上王家漏水,把我家天花板泡坏了,在七星村,我叫李大爷")
	w.say("web:1", "人工")
	do := func(act string, pairs ...string) {
		w.Helper()
		wu.ask(to(id, act), append([]string{"key", itoa(int(w.said.Add(1)))}, pairs...)...).shows(200)
		w.carry()
	}
	do("claim")
	do("category", "category", "mediation")
	do("table-begin", "topic", "楼上漏水的事", "name", "李大爷")
	do("table-add", "name", "王先生", "role", "side", "lang", "zh")
	wu.ask(to(id, "table-release"), "key", "early", "party", "b").shows(422, "可以告诉对方")
	do("correct", "slot", "discreet", "text", "2")
	do("table-release", "party", "b")
	wu.get("/inbox/cases/"+string(id)).shows(200, "已邀请", "不请了", "/?code=", "https://chat.example/?start=")
	code := w.fold(id).Table.Party("b").Code
	w.brings("web:2", code)
	w.say("web:2", "我参加")
	w.carry()
	w.say("web:2", "其实是水管老化,<b>我</b>愿意赔")
	w.carry()
	return id
}

// brings is somebody who types a code.
func (w *world) brings(from dialog.Address, code string) {
	w.Helper()
	_, err := w.clerk.Handle(w.Context(), dialog.Input{ID: code, Kind: dialog.Said, From: from, Text: code, At: w.now()})
	w.must(err)
	w.carry()
}

// The mediator's screen goes the whole way, and nobody is shown what is not theirs.
func TestMediationPage(t *testing.T) {
	w := newWorld(t)
	wu := w.as("wu")
	id := w.seated(wu)
	page := "/inbox/cases/" + string(id)
	wu.get(page).shows(200, "参加", "水管老化,&lt;b&gt;我", "转达", "起草方案").hides("/?code=", "https://chat.example/?start=", "<b>我</b>")
	b := w.fold(id).Table.Party("b")
	if !strings.HasPrefix(b.Wording, "zh-") || b.Wording == w.fold(id).Table.Party("a").Wording || b.Channel != dialog.Web || b.ConsentAt.IsZero() {
		t.Errorf("they agreed to %q on %q at %v", b.Wording, b.Channel, b.ConsentAt)
	}
	other := b.Case
	wu.get("/inbox?queue=mine").shows(200, string(id)).hides(other)
	wu.get("/inbox/cases/"+other).shows(200, "调解的一方", string(id))
	do := func(act string, pairs ...string) {
		t.Helper()
		wu.ask(to(id, act), append([]string{"key", itoa(int(w.said.Add(1)))}, pairs...)...).shows(200)
		w.carry()
	}
	wu.get(page).shows(200, "各方的话和经过", "楼上王家漏水", "同意参加（告知版本 zh-", "说了 2 条", "各方都在：可以转达")
	w.hear(dialog.Input{From: "web:2", Text: "看", Media: []dialog.Media{{Kind: "photo", Ref: "dot"}}})
	w.keeps(dialog.CaseID(other), dialog.Media{Kind: "photo", Ref: "dot", MIME: "image/png"})
	w.carry()
	wu.get(page).shows(200, "说了 3 条", "/inbox/cases/"+other+"/media/") // with whoever sent it
	if slices.ContainsFunc(w.events(id), func(e casebook.Event) bool { return len(e.Media) > 0 }) {
		t.Error("a side's photo lies in the other side's case")
	}
	do("table-pass", "from", "b", "party", "a", "text", "对方愿意赔一些")
	for act, field := range map[string]string{"table-say": "text", "table-pass": "text", "table-times": "option", "table-propose": "point"} {
		wu.ask(to(id, act), "key", "open", "from", "b", "party", "a", "place", "村委会", field, "{date}来").shows(422, "没填上")
	}
	wu.ask(to(id, "table-propose"), "key", "p0", "point", "x", "owes", "b", "owed", "a", "amount", "many", "due", "").shows(422, "金额不对")
	wu.post(to(id, "table-propose"), "key", "p1", "point", "", "owes", "b", "owed", "a", "amount", "600", "due", "2026-12-05", "point", "各自检查水管", "owes", "", "owed", "", "amount", "", "due", "", "point", "修好", "owes", "b", "owed", "a", "amount", "", "due", "2027-01-05")
	w.carry()
	wu.get(page).shows(200, "1. 王先生在2026-12-05前付给李大爷600元", "2. 各自检查水管", `value="600"`).hides(`table-sign"`)
	wu.get(page).shows(200, "等李大爷、王先生答复这一稿")
	wu.ask(to(id, "table-propose"), "key", "late", "version", "1", "point", "别的", "owes", "", "owed", "", "amount", "", "due", "").shows(422, "已经有新的一稿")
	w.say("web:1", "同意")
	w.say("web:2", "同意")
	w.carry()
	wu.get(page).shows(200, "各方都同意了", "table-sign")
	do("table-sign")
	number := w.fold(id).Table.Number
	wu.get(page).shows(200, number, "papers/agreement.pdf", "记为已履行", "协议书", "可到 2026-12-23 前共同申请司法确认")
	wu.get(page + "/papers/agreement.pdf")
	if wu.status != 200 && !strings.Contains(wu.body, "trouble") {
		t.Logf("no Chinese font here: %d", wu.status)
	} else if wu.status == 200 && !strings.HasPrefix(wu.body, "%PDF-") {
		t.Errorf("the paper is %.40s", wu.body)
	}
	wu.get(page+"/papers/handover.json").shows(200, "水管老化", "楼上王家漏水")
	wu.get(page + "/papers/other.pdf").shows(404)
	w.anonymous().get(page + "/papers/handover.json").hides("水管老化")
	a, _ := agreement.Of(w.fold(id), "")
	out := w.anonymous()
	check := "/verify/" + url.PathEscape(number)
	out.get(check+"?h="+a.Hash).shows(200, "一致", number, "2026-11-23").hides("李大爷", "王先生", "600", "楼上")
	out.get(check+"?h=00").shows(404, "没有这个编号").hides(number)
	out.get("/verify/JH-1?h="+a.Hash).shows(404, "没有这个编号")
	do("table-kept", "party", "a", "item", "1")
	wu.get(page).shows(200, "已履行")

	// at the next step of the ladder it is still there
	do("table-end", "outcome", "broken")
	do("table-begin", "topic", "楼上漏水的事", "name", "李大爷")
	wu.get(page).shows(200, "papers/agreement-1.pdf", number).hides("papers/agreement.pdf")
	wu.get(page + "/papers/agreement-1.pdf")
	if wu.status != 200 && !strings.Contains(wu.body, "trouble") {
		t.Logf("no Chinese font here: %d", wu.status)
	} else if wu.status == 200 && !strings.HasPrefix(wu.body, "%PDF-") {
		t.Errorf("the paper of before is %.40s", wu.body)
	}
	for _, none := range []string{"agreement.pdf", "agreement-0.pdf", "agreement-2.pdf", "agreement-.pdf", "agreement--1.pdf"} {
		wu.get(page + "/papers/" + none).shows(404)
	}

	// a cry that was a mistake: gone on from by a supervisor, with the reason
	w.say("web:1", "他昨晚又打我了")
	wu.get(page).shows(200, "已停下").hides(`action="/inbox/cases/` + string(id) + `/table-resume"`)
	wu.ask(to(id, "table-resume"), "key", "r0", "text", "误会").shows(403)
	lin := w.as("lin")
	lin.ask(to(id, "claim"), "key", "r1", "force", "1").shows(200)
	lin.get(page).shows(200, "table-resume", "李大爷说的话里有暴力")
	lin.ask(to(id, "table-resume"), "key", "r2", "version", "1", "text", " ").shows(422)
	lin.ask(to(id, "table-resume"), "key", "r3", "version", "1", "text", "电话问过，是旧事").shows(200)
	lin.get(page).shows(200, "继续调解：电话问过，是旧事", "邀请和商谈中")

	// halted by the mediator, in words of their own
	lin.ask(to(id, "table-halt"), "key", "h1", "text", "双方先冷静").shows(200)
	lin.get(page).shows(200, "调解已停下：双方先冷静").hides("table_why_")
	for _, e := range w.events(id) {
		if strings.Contains(e.Text, "水管老化") {
			t.Error("a side's words lie in the other side's case")
		}
	}
}

// Where the asking side was erased after signing, the mediator sees what was signed and goes on
// watching it, and no word of theirs.
func TestMediationPageOfAnErasedAsker(t *testing.T) {
	w := newWorld(t)
	wu := w.as("wu")
	id := w.seated(wu)
	page := "/inbox/cases/" + string(id)
	wu.post(to(id, "table-propose"), "key", "p1", "point", "", "owes", "b", "owed", "a", "amount", "600", "due", "2026-12-05")
	w.carry()
	w.say("web:1", "同意")
	w.say("web:2", "同意")
	w.carry()
	wu.ask(to(id, "table-sign"), "key", "s1").shows(200)
	w.carry()
	w.say("web:1", "删除我的数据")
	w.say("web:1", "1")
	w.carry()
	number := w.fold(id).Table.Number
	wu.get(page).shows(200, number, "留存到 2029-12-05", "付给李大爷600元", "记为已履行", "papers/agreement.pdf").hides("天花板", "楼上王家", "channel_)")
	if got := w.fold(id).Outcome; got != dialog.Solved { // it was settled
		t.Errorf("it ended %s", got)
	}
	wu.ask(to(id, "table-missed"), "key", "m1", "party", "a", "item", "1").shows(200)
	wu.get(page).shows(200, "第 1 项没有履行", "没有履行")
	wu.ask(to(id, "reply"), "key", "m2", "text", "您好").shows(404)
	wu.get(page+"/papers/handover.json").shows(200, "600", "水管老化").hides("天花板")
	wu.get(page + "/papers/agreement.pdf") // made only now, from what is held
	a, _ := agreement.Of(w.fold(id), "")
	w.anonymous().get("/verify/"+url.PathEscape(number)+"?h="+a.Hash).shows(200, number)
}
