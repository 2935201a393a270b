package webchat

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"frontdoor/bot/media/mediatest"
	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook"
)

func TestLookingWritesNothing(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	if _, body := v.get("/web/thread"); !strings.Contains(body, `"messages":[]`) {
		t.Errorf("an empty talk is %s", body)
	}
	if got := v.thread(); len(got.Messages) != 0 || got.Open != "" {
		t.Errorf("a new visitor sees %+v", got)
	}
	if talk, err := d.book.Read(t.Context(), v.address()); err != nil || talk.Version != 0 {
		t.Errorf("looking wrote version %d, %v", talk.Version, err)
	}
	events, _, err := d.book.Since(t.Context(), "", 10)
	if err != nil || len(events) != 0 {
		t.Errorf("looking wrote %d events, %v", len(events), err)
	}
}

func TestTalk(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.say("m1", "路灯坏了")
	v.say("m2", "七星村村口")
	open := v.thread()
	if open.Open == "" || open.Open != open.Messages[len(open.Messages)-1].ID || open.Asks != "confirm" {
		t.Errorf("the summary's buttons are not open: %q %q", open.Open, open.Asks)
	}
	if open.Case != "" {
		t.Errorf("a draft shows the number %s", open.Case)
	}
	v.post(http.StatusOK, map[string]any{"id": "m3", "choice": "yes"})
	id := v.thread().Messages[0].Case
	for _, in := range []dialog.Input{
		{ID: "a1", Kind: dialog.Claim, Agent: "wu", Name: "吴姐"},
		{ID: "a2", Kind: dialog.AgentNote, Agent: "wu", Text: "只给同事看的话"},
		{ID: "a3", Kind: dialog.AgentReply, Agent: "wu", Text: "电工周三来修"},
	} {
		in.From, in.Case = v.address(), id
		if _, err := d.clerk.Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	got := v.thread()
	want := `resident: 路灯坏了
bot: 记下了：路灯坏了。在哪里的事？写村名、路口或小区
resident: 七星村村口
bot: 请看对不对：⏎事：路灯坏⏎地：七星村村口⏎对回1。哪项错直接说
resident: 对
bot: 已报上去，编号` + string(id) + `。代办员今天18点前回您
system: [claimed 吴姐]
agent: (吴姐)电工周三来修
`
	if transcript(got.Messages) != want {
		t.Errorf("got\n%s\nwant\n%s", transcript(got.Messages), want)
	}
	if got.Open != "" || got.Case != string(id) || got.Agent != "吴姐" || got.Status != dialog.InProgress {
		t.Errorf("the talk stands at open %q case %q agent %q status %q", got.Open, got.Case, got.Agent, got.Status)
	}
	_, body := v.get("/web/thread")
	for _, secret := range []string{"只给同事看的话", `"wu"`} {
		if strings.Contains(body, secret) {
			t.Errorf("a resident is shown %s", secret)
		}
	}
}

// TestWithheld: what was not sent, or came too late, is not shown.
func TestWithheld(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.say("m1", "路灯坏了")
	dues, err := d.book.Lease(t.Context(), casebook.DueMessage, v.thread().Messages[0].At.AddDate(0, 0, 1), 1e9, 10)
	if err != nil || len(dues) != 1 {
		t.Fatalf("leased %d, %v", len(dues), err)
	}
	if err := d.clerk.Receipt(t.Context(), dues[0], casebook.Expired, "", "late"); err != nil {
		t.Fatal(err)
	}
	if got := transcript(v.thread().Messages); got != "resident: 路灯坏了\n" {
		t.Errorf("shown:\n%s", got)
	}
}

// TestSentTwice: a double click, a retry, and a retry after "stored but reported
// as failed" are one message and one answer.
func TestSentTwice(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	d.lose.Store(true)
	v.post(http.StatusServiceUnavailable, map[string]any{"id": "m1", "text": "路灯坏了"})
	d.lose.Store(false)
	v.say("m1", "路灯坏了")
	v.say("m1", "路灯坏了")
	if got := len(v.thread().Messages); got != 2 {
		t.Errorf("%d messages are in the talk:\n%s", got, transcript(v.thread().Messages))
	}
}

func TestNotStored(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	d.refuse.Store(true)
	v.post(http.StatusServiceUnavailable, map[string]any{"id": "m1", "text": "路灯坏了"})
	d.refuse.Store(false)
	if got := v.thread().Messages; len(got) != 0 {
		t.Errorf("refused, and yet in the talk:\n%s", transcript(got))
	}
}

// TestVisitorsApart: nobody sees another's words, whatever cursor or name of a
// photo they present.
func TestVisitorsApart(t *testing.T) {
	d := newDesk(t)
	one, two := d.visitor(), d.visitor()
	if one.address() == two.address() {
		t.Fatal("two visitors have one name")
	}
	one.say("m1", "我家漏水")
	if status, body := one.photo("p1", "", mediatest.JPEG()); status != http.StatusOK {
		t.Fatalf("photo: %d %s", status, body)
	}
	mine := one.thread()
	url := mine.Messages[len(mine.Messages)-2].Media
	if len(url) == 0 {
		t.Fatalf("the photo is not in the talk:\n%s", transcript(mine.Messages))
	}
	if status, _ := one.get(url[0].URL); status != http.StatusOK {
		t.Errorf("my own photo: %d", status)
	}
	if status, _ := two.get(url[0].URL); status != http.StatusNotFound {
		t.Errorf("another's photo: %d", status)
	}
	two.say("m1", "路灯坏了")
	for _, c := range []string{mine.Cursor, place{mine.Messages[0].Case: 0}.cursor()} {
		news := two.follow(c)
		if e := news.next(); strings.Contains(e.data, "漏水") {
			t.Errorf("another's words are shown: %s", e.data)
		}
		news.close()
	}
	if got := transcript(two.thread().Messages); strings.Contains(got, "漏水") {
		t.Errorf("another's words are shown:\n%s", got)
	}
}

// TestForeignNames: only names we gave are taken; anything else gets a new one.
func TestForeignNames(t *testing.T) {
	d := newDesk(t)
	for _, name := range []string{"v1001", "", strings.Repeat("A", 25), strings.Repeat("a", 26), "../../etc/passwd"} {
		resp, err := http.DefaultClient.Do(request(t, http.MethodGet, d.server.URL+"/", "Cookie", visitorCookie+"="+name))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if k := resp.Cookies(); len(k) != 1 || !visitorName.MatchString(k[0].Value) || !k[0].HttpOnly || k[0].SameSite != http.SameSiteLaxMode || k[0].Secure {
			t.Errorf("for %q the cookie is %v", name, k)
		}
	}
}

func TestSecureCookie(t *testing.T) {
	d := newDesk(t, func(o *Options) { o.Secure = true })
	resp, err := http.Get(d.server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if k := resp.Cookies(); len(k) != 1 || !k[0].Secure || k[0].MaxAge < 364*24*3600 {
		t.Errorf("the cookie is %v", k)
	}
}

// TestDropped: a draft that is dropped is gone after a reload, but its farewell is
// seen by the page that follows.
func TestDropped(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	news := v.follow("")
	news.next()
	v.say("m1", "路灯坏了")
	news.until("在哪里")
	v.say("m2", "不报了")
	news.until("删掉了")
	if got := v.thread().Messages; len(got) != 0 {
		t.Errorf("still there:\n%s", transcript(got))
	}
}

func TestSeveralCasesInOrder(t *testing.T) {
	lists := [][]message{{{ID: "a1", At: at(1)}, {ID: "a2", At: at(5)}, {ID: "a3", At: at(4)}}, {{ID: "b1", At: at(2)}, {ID: "b2", At: at(6)}}}
	var got []string
	for _, m := range merge(lists) {
		got = append(got, m.ID)
	}
	if fmt.Sprint(got) != "[a1 b1 a2 a3 b2]" {
		t.Errorf("merged as %v", got)
	}
}

// Who was asked to a table and sits there no more still sees, on a page opened anew, what was
// said there, the farewell with it.
func TestSeesATableThatIsOver(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	v.thread()
	letter := &dialog.Letter{ID: "invite:code", To: v.address(), From: "sms:+8613900000111", For: "sms:+8613900000111", Kind: dialog.LetterToSide, Case: "JH-04-00001-1", Agent: "wu", Name: "吴姐",
		Act: &mediation.Act{Kind: mediation.Release, Party: "b", Signs: true, Topic: "楼上漏水的事", Name: "李大爷"}}
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	clerk := casebook.NewClerk(d.book, sc, "JH", casebook.Options{})
	for _, in := range []dialog.Input{{ID: "code", Kind: dialog.Delivery, Letter: letter}, {ID: "m1", Kind: dialog.Said, Text: "不参加"}} {
		in.From = v.address()
		if _, err := clerk.Handle(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if got := transcript(v.thread().Messages); !strings.Contains(got, "楼上漏水的事") || !strings.Contains(got, "不参加没关系") {
		t.Errorf("the page shows\n%s", got)
	}
}
