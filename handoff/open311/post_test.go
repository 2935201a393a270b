package open311

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestFiledIsACase: what another program files lies before agents like any other case.
func TestFiledIsACase(t *testing.T) {
	w := newWorld(t)
	a := w.post("fixmystreet", "requests.xml", "jurisdiction_id", "town.example", "service_code", "safety", "lat", "29.083412", "long", "119.647481",
		"address_string", "白沙村12号", "description", "有人半夜撬车\r\n卡号6222021234567890123\x00", "email", "xm@example.org", "first_name", "小明", "last_name", "王",
		"phone", "13900000101", "account_id", "a<7>", "device_id", "d9", "media_url", "http://169.254.169.254/latest", "attribute[when]", "2026-11-22T20:30:00+08:00",
		"attribute[identity]", "1", "attribute[unknown]", "x").is(200)
	if account := a.texts("service_requests/request/account_id"); account[0] != "a<7>" {
		t.Errorf("account %q", account)
	}
	if notice := a.texts("service_requests/request/service_notice")[0]; !strings.Contains(notice, a.id()) {
		t.Errorf("notice %q", notice)
	}
	c := w.fold(a.id())
	if c.Status != dialog.Unclaimed || c.Category != "safety" || c.Confidence != 1 || c.OpenedAt.IsZero() || c.Due.IsZero() || c.Urgent {
		t.Errorf("the case: %+v", c)
	}
	if c.Pin == nil || *c.Pin != (dialog.Pin{Lat: 29.083412, Lon: 119.647481}) {
		t.Errorf("pin %v", c.Pin)
	}
	for slot, want := range map[string]string{"where": "29.083412,119.647481", "name": "王小明", "phone": "+8613900000101", "email": "xm@example.org", "when": "2026-11-22",
		"identity": "1", "media_url": "http://169.254.169.254/latest", "account_id": "a<7>", "device_id": "", "unknown": ""} {
		if got := c.Facts[slot].Value; got != want {
			t.Errorf("%s is %q, want %q", slot, got, want)
		}
	}
	if raw := c.Facts["where"].Raw; raw != "白沙村12号" {
		t.Errorf("where in words is %q", raw)
	}
	if what := c.Facts["what"].Value; !strings.HasPrefix(what, "有人半夜撬车\n卡号") || strings.Contains(what, "6222021234567890123") || strings.Contains(what, "\x00") {
		t.Errorf("what is %q", what)
	}
	if c.Address.Channel() != dialog.Open311 || strings.Contains(string(c.Address), "13900000101") {
		t.Errorf("it lies at %s", c.Address)
	}
	// The agent's words stay with the case: there is nowhere to send them.
	w.must(w.desk.Reply(t.Context(), w.act(a.id()), "民警明天来"))
	w.must(w.desk.Close(t.Context(), w.act(a.id()), dialog.NotOurs, "转派出所"))
	dues, err := w.book.Lease(t.Context(), casebook.DueMessage, w.now().Add(time.Hour), time.Minute, 10)
	if w.must(err); len(dues) > 0 {
		t.Errorf("somebody would be written to: %+v", dues)
	}
	if c = w.fold(a.id()); c.Status != dialog.Resolved || c.FromAgent != 2 || len(c.Undelivered) > 0 {
		t.Errorf("after the agent's words: %+v", c)
	}
}

// TestOnlyItsOwn: who filed sees all of it, others what is public.
func TestOnlyItsOwn(t *testing.T) {
	w := newWorld(t)
	private := w.post("fixmystreet", "requests.xml", "service_code", "labour", "address_string", "罗埠镇", "description", "拖欠工资", "attribute[who]", "某厂").id()
	public := w.post("fixmystreet", "requests.xml", "service_code", "facilities", "lat", "29.08341", "long", "119.64748", "description", "我家门口路灯不亮").id()
	for _, c := range []struct {
		key         string
		ids         []string
		words, lats string
	}{
		{"", []string{public}, "", "29.083723"}, {"other", []string{public}, "", "29.083723"},
		{"fixmystreet", []string{public, private}, "我家门口路灯不亮", "29.08341"},
	} {
		list := w.get("requests.xml?api_key=" + w.key[c.key])
		got := list.texts("service_requests/request/service_request_id")
		slices.Sort(got)
		slices.Sort(c.ids)
		if !slices.Equal(got, c.ids) {
			t.Errorf("%s sees %s", c.key, got)
		}
		one := w.get("requests/" + public + ".xml?api_key=" + w.key[c.key]).is(200)
		if one.texts("service_requests/request/description")[0] != c.words || one.texts("service_requests/request/lat")[0] != c.lats {
			t.Errorf("%s reads %s", c.key, one.body)
		}
		w.get("requests/" + private + ".xml?api_key=" + w.key[c.key]).is(map[bool]int{true: 200, false: 404}[c.key == "fixmystreet"])
	}
	w.post("other", "servicerequestupdates.xml", "service_request_id", public, "description", "谣言").is(404)
	if c := w.fold(public); c.FromResident != 1 {
		t.Error("another program speaks in the requester's name")
	}
}

// TestWrongRequests: every mistake is said, with the status the specification gives it.
func TestWrongRequests(t *testing.T) {
	w := newWorld(t)
	good := map[string]string{"service_code": "safety", "lat": "29.08", "long": "119.64", "description": "有人撬车"}
	for _, c := range []struct {
		change map[string]string
		status int
		says   string
	}{
		{map[string]string{"service_code": ""}, 400, "service_code was not provided"},
		{map[string]string{"service_code": "nothing"}, 404, "not found"},
		{map[string]string{"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"},
		{map[string]string{"api_key": ""}, 403, "api_key"}, {map[string]string{"api_key": "wrong"}, 403, "api_key"},
		{map[string]string{"lat": ""}, 400, "belong together"}, {map[string]string{"lat": "", "long": ""}, 400, "no location"},
		{map[string]string{"lat": "90.1"}, 400, "lat"}, {map[string]string{"long": "-181"}, 400, "long"}, {map[string]string{"lat": "NaN"}, 400, "lat"},
		{map[string]string{"lat": "0x1p3"}, 400, "lat"}, {map[string]string{"lat": "1e1"}, 400, "lat"}, {map[string]string{"long": "119,6"}, 400, "long"},
		{map[string]string{"address_id": "atlantis", "lat": "", "long": ""}, 400, "address_id"},
		{map[string]string{"description": strings.Repeat("灯", 4001)}, 400, "4001 characters"},
		{map[string]string{"description": "\xff"}, 400, "UTF-8"},
		{map[string]string{"media_url": "https://a.example https://b.example"}, 400, "media_url"}, {map[string]string{"media_url": "javascript:alert(1)"}, 400, "media_url"}, {map[string]string{"media_url": "file:///etc/passwd"}, 400, "media_url"},
		{map[string]string{"attribute[now]": "9"}, 400, "attribute[now]"}, {map[string]string{"attribute[when]": "soon"}, 400, "attribute[when]"},
		{map[string]string{"service_code": "labour"}, 400, "attribute[who] was not provided"},
		{map[string]string{"service_code": "village"}, 400, "attribute[identity] was not provided"},
	} {
		pairs := []string{}
		program := "fixmystreet"
		if _, ok := c.change["api_key"]; ok {
			program = ""
		}
		for name, value := range good {
			if v, ok := c.change[name]; ok {
				value = v
			}
			pairs = append(pairs, name, value)
		}
		for name, value := range c.change {
			if _, ok := good[name]; !ok {
				pairs = append(pairs, name, value)
			}
		}
		a := w.post(program, "requests.xml", pairs...).is(c.status)
		if all := a.texts("errors/error/description"); !strings.Contains(strings.Join(all, "\n"), c.says) || a.texts("errors/error/code")[0] != fmt.Sprint(c.status) {
			t.Errorf("%v: %s", c.change, a.body)
		}
	}
	all := w.post("fixmystreet", "requests.xml", "service_code", "labour", "lat", "91", "long", "1", "attribute[injury]", "x").is(400)
	if n := len(all.texts("errors/error/description")); n != 3 {
		t.Errorf("%d of three mistakes are told: %s", n, all.body)
	}
	if ids := w.get("requests.xml?api_key=" + w.key["fixmystreet"]).texts("service_requests/request/service_request_id"); len(ids) > 0 {
		t.Errorf("filed all the same: %s", ids)
	}
}

// TestEveryServiceTakesItsOwnAttributes: whatever a definition names can be sent as it says.
func TestEveryServiceTakesItsOwnAttributes(t *testing.T) {
	w := newWorld(t)
	sc, err := readScript()
	w.must(err)
	for _, k := range sc.Catalog.Categories() {
		var d definitionForm
		w.get("services/" + k.Key + ".json").is(200).json(&d)
		pairs := []string{"service_code", k.Key, "address_id", "baisha", "description", "一件事"}
		for _, a := range d.Attributes {
			switch a.Datatype {
			case "singlevaluelist":
				pairs = append(pairs, "attribute["+a.Code+"]", a.Values[0].Key)
			case "multivaluelist":
				pairs = append(pairs, "attribute["+a.Code+"][]", a.Values[1].Key, "attribute["+a.Code+"][]", a.Values[0].Key)
			case "datetime":
				pairs = append(pairs, "attribute["+a.Code+"]", w.now().Format(time.RFC3339))
			case "number":
				pairs = append(pairs, "attribute["+a.Code+"]", "12")
			default:
				pairs = append(pairs, "attribute["+a.Code+"]", "张三")
			}
		}
		c := w.fold(w.post("fixmystreet", "requests.xml", pairs...).is(200).id())
		for _, a := range d.Attributes {
			if c.Facts[a.Code].Value == "" {
				t.Errorf("%s: %s got lost", k.Key, a.Code)
			}
		}
		if c.Category != k.Key || c.Facts["where"].Value != "baisha" {
			t.Errorf("%s: %+v", k.Key, c)
		}
	}
}

// TestAnonymousStaysSo: whoever asks not to be named is not, whatever the program sends.
func TestAnonymousStaysSo(t *testing.T) {
	w := newWorld(t)
	c := w.fold(w.post("fixmystreet", "requests.xml", "service_code", "safety", "address_id", "baisha", "description", "聚众赌博",
		"attribute[identity]", "3", "first_name", "小明", "phone", "13900000101", "email", "a@example.org").id())
	if !c.Has(dialog.FlagAnonymous) || c.Facts["name"].Value+c.Facts["phone"].Value+c.Facts["email"].Value != "" {
		t.Errorf("facts %v, flags %v", c.Facts, c.Flags)
	}
}

// TestDangerIsSeen: a cry for help that comes by a form alarms as by every channel.
func TestDangerIsSeen(t *testing.T) {
	w := newWorld(t)
	a := w.post("fixmystreet", "requests.xml", "service_code", "facilities", "lat", "29.08", "long", "119.64", "description", "我不想活了,我要跳楼")
	c := w.fold(a.is(200).id())
	if !c.Urgent || !c.Has(dialog.FlagSuicideRisk) || c.AlertedAt.IsZero() {
		t.Errorf("nobody is alarmed: %+v", c)
	}
	if notice := a.texts("service_requests/request/service_notice")[0]; !strings.Contains(notice, "12356") {
		t.Errorf("the notice is no card: %q", notice)
	}
	w.get("requests/" + a.id() + ".xml").is(404)
	gas := w.post("fixmystreet", "requests.xml", "service_code", "safety", "address_id", "baisha", "description", "看到的事", "attribute[now]", "1").id()
	if c := w.fold(gas); !c.Urgent || c.AlertedAt.IsZero() {
		t.Errorf("an answer of danger alarms nobody: %+v", c)
	}
	calm := w.post("fixmystreet", "requests.xml", "service_code", "facilities", "lat", "29.08", "long", "119.64", "description", "路灯不亮").id()
	w.post("fixmystreet", "servicerequestupdates.xml", "service_request_id", calm, "update_id", "1", "description", "着火了,快来人").is(200)
	if c := w.fold(calm); !c.Has(dialog.FlagEmergency) || c.AlertedAt.IsZero() {
		t.Errorf("a cry in an update alarms nobody: %+v", c)
	}
}

// TestTwiceIsOnce: retries file nothing new, whoever answers them; another time does.
func TestTwiceIsOnce(t *testing.T) {
	w := newWorld(t)
	w.at = time.Now() // the Shelf has a clock of its own
	same := []string{"service_code", "facilities", "lat", "29.08", "long", "119.64", "description", "路灯不亮"}
	var ids sync.Map
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { ids.Store(w.post("fixmystreet", "requests.xml", same...).id(), true) })
	}
	all.Wait()
	first := ""
	ids.Range(func(id, _ any) bool {
		if first != "" {
			t.Errorf("filed as %v and %v", first, id)
		}
		first = id.(string)
		return true
	})
	if other := w.post("other", "requests.xml", same...).id(); other == first {
		t.Error("two programs share a request")
	}
	w.pass(sameWithin + time.Second)
	if later := w.post("fixmystreet", "requests.xml", same...).id(); later == first {
		t.Error("the same lamp may go out again")
	}
	named := append(same, "service_request_id_ext", "77")
	one := w.post("fixmystreet", "requests.xml", named...).id()
	w.pass(30 * 24 * time.Hour)
	if again := w.post("fixmystreet", "requests.xml", named...).id(); again != one {
		t.Errorf("77 is %s and %s", one, again)
	}
	attribute := w.post("fixmystreet", "requests.xml", append(same, "attribute[fixmystreet_id]", "77")...).id()
	if attribute == one {
		t.Error("another kind of name is the same request")
	}
}

// TestOnceByHeader: the header that newer programs send.
func TestOnceByHeader(t *testing.T) {
	w := newWorld(t)
	send := func(words string) string {
		r := httptest.NewRequest("POST", Path+"requests.xml?api_key="+w.key["other"], strings.NewReader("service_code=facilities&address_string=x&description="+words))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
		r.Header.Set("Idempotency-Key", "k1")
		return w.send(r).is(200).id()
	}
	if a, b := send("one"), send("two"); a != b {
		t.Errorf("%s and %s", a, b)
	}
}

// TestUpdates: words for a request, and what became of it.
func TestUpdates(t *testing.T) {
	w := newWorld(t)
	id := w.post("fixmystreet", "requests.xml", "service_code", "facilities", "address_id", "baisha", "description", "路灯不亮").id()
	statuses := func(query string) []string {
		t.Helper()
		return w.get("servicerequestupdates.xml" + query).is(200).texts("service_request_updates/request_update/status")
	}
	if got := statuses(""); len(got) > 0 {
		t.Errorf("nothing became of it yet: %s", got)
	}
	w.pass(time.Hour)
	w.must(w.desk.Claim(t.Context(), w.act(id)))
	w.pass(time.Hour)
	w.must(w.desk.Close(t.Context(), w.act(id), dialog.Solved, "换了灯泡"))
	closedAt := w.now()
	w.pass(time.Hour)
	send := func(pairs ...string) reply {
		t.Helper()
		return w.post("fixmystreet", "servicerequestupdates.xml", append(pairs, "service_request_id", id)...)
	}
	thanks := send("update_id", "1", "description", "谢谢", "status", "CLOSED", "updated_datetime", "2026-11-23T12:30:00+08:00").is(200)
	if c := w.fold(id); c.Status != dialog.Resolved {
		t.Error("thanks open it again")
	}
	again := send("update_id", "2", "description", "又坏了", "status", "OPEN", "media_url", "https://example.org/1.jpg").is(200)
	if a, b := again.texts("service_request_updates/request_update/update_id"), send("update_id", "2", "description", "又坏了", "status", "OPEN").texts("service_request_updates/request_update/update_id"); a[0] == "" || !slices.Equal(a, b) || slices.Equal(a, thanks.texts("service_request_updates/request_update/update_id")) {
		t.Errorf("update 2 is %s and %s", a, b)
	}
	c := w.fold(id)
	if c.Status != dialog.InProgress || c.Owner != "wu" || c.FromResident != 3 || !strings.Contains(c.LastText, "又坏了") && c.LastBy == dialog.ByResident {
		t.Errorf("after the update: %+v", c)
	}
	if got := statuses(""); !slices.Equal(got, []string{"IN_PROGRESS", "FIXED", "OPEN"}) {
		t.Errorf("updates %s", got)
	}
	at := strings.ReplaceAll(closedAt.Format(time.RFC3339), "+", "%2B")
	if got := statuses("?start_date=" + at + "&end_date=" + at); !slices.Equal(got, []string{"FIXED"}) {
		t.Errorf("updates of one moment %s", got)
	}
	if got := statuses("?service_request_id=JH-00-00000-0"); len(got) > 0 {
		t.Errorf("updates of nothing %s", got)
	}
	for _, c := range []struct {
		status int
		pairs  []string
	}{{400, []string{"description", "x", "status", "MAYBE"}}, {400, nil}, {400, []string{"description", "x", "updated_datetime", "now"}}, {400, []string{"description", strings.Repeat("x", 4001)}},
		{400, []string{"description", "x", "media_url", "ftp://x/y"}}} {
		send(c.pairs...).is(c.status)
	}
	w.post("fixmystreet", "servicerequestupdates.xml", "description", "x").is(400)
	w.post("fixmystreet", "servicerequestupdates.xml", "service_request_id", "JH-1", "description", "x").is(404)
	w.post("", "servicerequestupdates.xml", "service_request_id", id, "description", "x").is(403)
}

// TestMultipart: fields are read, photos lie with the case, and that other files are not
// taken is told.
func TestMultipart(t *testing.T) {
	w := newWorld(t)
	w.handler.(*server).Arrive = func(_ context.Context, from dialog.Address, id, _ string, b []byte) (dialog.Media, error) {
		if !bytes.HasPrefix(b, []byte("\xff\xd8")) {
			return dialog.Media{}, ErrFileForm
		}
		return dialog.Media{Kind: "photo", Ref: string(from) + id, Size: int64(len(b))}, nil
	}
	send := func(path string, fields []string, files ...string) reply {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for i := 0; i < len(fields); i += 2 {
			w.must(form.WriteField(fields[i], fields[i+1]))
		}
		for _, content := range files {
			file, err := form.CreateFormFile("media", "a.jpg")
			w.must(err)
			_, err = file.Write([]byte(content))
			w.must(err)
		}
		w.must(form.Close())
		r := httptest.NewRequest("POST", Path+path, &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		return w.send(r)
	}
	w.at = time.Now() // the Shelf has a clock of its own
	photo := "\xff\xd8" + strings.Repeat("x", 3<<20)
	fields := []string{"api_key", w.key["other"], "service_code", "facilities", "address_string", "白沙村", "description", "井盖坏了", "locale", "en"}
	a := send("requests.xml", fields, photo, "MZ program").is(200)
	c := w.fold(a.id())
	if notice := a.texts("service_requests/request/service_notice")[0]; !strings.Contains(notice, "1 attached files were not taken") || c.Facts["where"].Value != "baisha" || c.Media != 1 {
		t.Errorf("notice %q, %d files", notice, c.Media)
	}
	if again := send("requests.xml", fields, photo, "MZ program").is(200).id(); again != a.id() || w.fold(again).Media != 1 {
		t.Errorf("sent again it is %s with %d files", again, w.fold(again).Media)
	}
	if other := send("requests.xml", fields, photo+"y").is(200).id(); other == a.id() {
		t.Error("another photo is the same request")
	}
	update := []string{"api_key", w.key["other"], "service_request_id", a.id()}
	send("servicerequestupdates.xml", update, photo).is(200)
	send("servicerequestupdates.xml", update, "MZ program").is(400)
	send("requests.xml", fields, strings.Repeat("x", partsMost)).is(413)
	if c := w.fold(a.id()); c.Media != 2 {
		t.Errorf("%d files", c.Media)
	}
}

// TestTooMuch: bodies and hosts have their bounds, and other hosts do not feel it.
func TestTooMuch(t *testing.T) {
	w := newWorld(t)
	w.post("fixmystreet", "requests.xml", "description", strings.Repeat("x", bodyMost)).is(413)
	r := httptest.NewRequest("POST", Path+"requests.json", strings.NewReader("a=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w.send(r).is(400)
	r = httptest.NewRequest("POST", Path+"requests.json", strings.NewReader("a=1"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=gbk")
	w.send(r).is(415)
	w.handler.(*server).HostOf = func(r *http.Request) string { return r.Header.Get("Host-Of") }
	from := func(host string) reply {
		r := httptest.NewRequest("GET", Path+"discovery.json", nil)
		r.Header.Set("Host-Of", host)
		return w.send(r)
	}
	for range readsAtOnce {
		from("a").is(200)
	}
	if a := from("a").is(429); a.header.Get("Retry-After") != "1" {
		t.Errorf("again after %q", a.header.Get("Retry-After"))
	}
	from("b").is(200)
	w.pass(time.Second)
	from("a").is(200)
}

// TestNoBook: where the book is away, clients are told to come again, and not why.
func TestNoBook(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := w.send(httptest.NewRequestWithContext(ctx, "GET", Path+"requests.xml", nil)).is(503)
	if strings.Contains(a.body, "context") || a.header.Get("Retry-After") == "" {
		t.Errorf("%s", a.body)
	}
}
