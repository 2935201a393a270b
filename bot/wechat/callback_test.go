package wechat

import (
	"encoding/base64"
	"math"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"

	"github.com/google/go-cmp/cmp"
)

// A whole request as published, signature and all.
func TestPublishedRequest(t *testing.T) {
	const body = `<xml><ToUserName><![CDATA[gh_10f6c3c3ac5a]]></ToUserName><FromUserName><![CDATA[oyORnuP8q7ou2gfYjqLzSIWZf0rs]]></FromUserName><CreateTime>1409735668</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[abcdteT]]></Content><MsgId>6054768590064713728</MsgId><Encrypt><![CDATA[hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE=]]></Encrypt></xml>`
	w := newTown(t, func(c *Config) { c.AppID, c.Token = "wx2c2769f8efd9abc2", "spamtest" })
	w.at = time.Unix(1409735670, 0)
	q := url.Values{"timestamp": {"1409735669"}, "nonce": {"1320562132"}, "encrypt_type": {"aes"}, "msg_signature": {"5d197aaffba7e9b25a30732f161a50dee96bd5fa"}}
	if rec := w.serve("POST", q, body); rec.Code != 200 || rec.Body.String() != "success" {
		t.Fatalf("answered %d %s", rec.Code, rec.Body)
	}
	want := []dialog.Input{{ID: "m6054768590064713728", Kind: dialog.Said, From: address, At: w.at, Seq: 1409735668, Lang: "zh", Text: "abcdteT"}}
	if diff := cmp.Diff(want, w.got()); diff != "" {
		t.Errorf("what the conversation hears (-want +got):\n%s", diff)
	}
	// In compatible mode the plain words stand beside; without a key these are read.
	w = newTown(t, func(c *Config) { c.AppID, c.Token, c.AESKey = "wx2c2769f8efd9abc2", "spamtest", "" })
	w.at = want[0].At
	q.Set("signature", bottest.WeChatSign("spamtest", "1409735669", "1320562132"))
	if rec := w.serve("POST", q, body); rec.Code != 200 {
		t.Fatalf("answered %d %s", rec.Code, rec.Body)
	}
	if diff := cmp.Diff(want, w.got()); diff != "" {
		t.Errorf("what the conversation hears without a key (-want +got):\n%s", diff)
	}
}

// BenchmarkUnseal is one message of safe mode: signature, decryption, reading.
func BenchmarkUnseal(b *testing.B) {
	w := newTown(b, nil)
	q, body := w.api.Signed(arrival, "1", bottest.WeChatText(openID, "1", strings.Repeat("七星村村口的路灯坏了,", 6), arrival))
	for b.Loop() {
		text, err := w.unseal(q, []byte(body))
		if err != nil {
			b.Fatal(err)
		}
		if m, err := parse(text); err != nil || len(m.inputs(arrival)) != 1 {
			b.Fatal(err)
		}
	}
}

func TestPublishedCallbacks(t *testing.T) {
	for mode, change := range map[string]func(*Config){"plain": plainMode, "safe": nil} {
		w := newTown(t, change)
		for _, c := range bottest.Callbacks() {
			t.Run(mode+" "+c.Name, func(t *testing.T) {
				w.inputs = nil
				for range 2 { // the second time as WeChat delivers again
					if rec := w.post("n-"+c.Name, c.XML); rec.Code != 200 || rec.Body.String() != "success" {
						t.Fatalf("answered %d %s", rec.Code, rec.Body)
					}
				}
				var want []dialog.Input
				for range 2 {
					for _, in := range c.Want {
						in.At = arrival
						want = append(want, in)
					}
				}
				got := w.got()
				for i := range got { // TestPlaces looks at these
					if pin := got[i].Pin; (pin != nil) != (c.Name == "location") || pin != nil && pin.Label != "位置信息" {
						t.Errorf("the pin is %v", got[i].Pin)
					}
					got[i].Pin = nil
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("what the conversation hears (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestOtherMessages(t *testing.T) {
	m := func(kind, rest string) string {
		return "<xml><FromUserName><![CDATA[" + openID + "]]></FromUserName><CreateTime>1348831860</CreateTime><MsgType><![CDATA[" + kind + "]]></MsgType>" + rest + "</xml>"
	}
	in := func(id, text, choice, start string, media ...dialog.Media) []dialog.Input {
		return []dialog.Input{{ID: id, Kind: dialog.Said, From: address, Seq: 1348831860, Lang: "zh", Text: text, Choice: choice, Start: start, Media: media}}
	}
	for _, c := range []struct {
		name, xml string
		want      []dialog.Input
	}{
		{"marks of XML inside a text", m("text", "<Content><![CDATA[<b>&amp; <!DOCTYPE x> ]]]]><![CDATA[>]]></Content><MsgId>1</MsgId>"), in("m1", "<b>&amp; <!DOCTYPE x> ]]>", "", "")},
		{"not in CDATA", m("text", "<Content>a &lt; b &#36335;</Content><MsgId>1</MsgId>"), in("m1", "a < b 路", "", "")},
		{"a control character", m("text", "<Content><![CDATA[路灯\x14坏\x00了]]></Content><MsgId>1</MsgId>"), in("m1", "路灯坏了", "", "")},
		{"broken UTF-8", m("text", "<Content><![CDATA[路\xff灯]]></Content><MsgId>1</MsgId>"), in("m1", "路灯", "", "")},
		{"an emoji", m("text", "<Content><![CDATA[👍🏽/:strong]]></Content><MsgId>1</MsgId>"), in("m1", "👍🏽/:strong", "", "")},
		{"blanks only", m("text", "<Content><![CDATA[ \n ]]></Content><MsgId>1</MsgId>"), nil},
		{"a voice with its words", m("voice", "<MediaId><![CDATA[v1]]></MediaId><Format><![CDATA[amr]]></Format><Recognition><![CDATA[我家门口的路灯坏了。]]></Recognition><MsgId>1</MsgId>"),
			in("m1", "我家门口的路灯坏了。", "", "", dialog.Media{Kind: "voice", Ref: "wechat:v1", MIME: "audio/amr"})},
		{"an answer by voice", m("voice", "<MediaId>v1</MediaId><Recognition>对。</Recognition><MsgId>1</MsgId>"), in("m1", "对", "", "", dialog.Media{Kind: "voice", Ref: "wechat:v1"})},
		{"a voice that was not recognised", m("voice", "<MediaId><![CDATA[v1]]></MediaId><Format><![CDATA[amr]]></Format><Recognition><![CDATA[]]></Recognition><MsgId>1</MsgId>"),
			in("m1", "", "", "", dialog.Media{Kind: "voice", Ref: "wechat:v1", MIME: "audio/amr"})},
		{"a kind with a file that is not known yet", m("file", "<Title><![CDATA[合同.pdf]]></Title><MediaId><![CDATA[f1]]></MediaId><MsgId>1</MsgId>"),
			in("m1", "", "", "", dialog.Media{Kind: "file", Ref: "wechat:f1", Name: "合同.pdf"})},
		{"a kind that is not known", m("hologram", "<MsgId>1</MsgId>"), in("m1", "[hologram]", "", "")},
		{"a file that cannot be had", m("file", "<Title><![CDATA[合同.pdf]]></Title><Description></Description><FileKey>k</FileKey><MsgId>1</MsgId>"), in("m1", "[file] 合同.pdf", "", "")},
		{"our own menu", m("event", "<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[/agent]]></EventKey>"), in("e1348831860:CLICK:/agent", "/agent", "", "")},
		{"a menu without a key", m("event", "<Event><![CDATA[CLICK]]></Event><EventKey><![CDATA[]]></EventKey>"), nil},
		{"an event that is not known", m("event", "<Event><![CDATA[MASSSENDJOBFINISH]]></Event>"), nil},
		{"a place that is none, without a name", m("location", "<Location_X>NaN</Location_X><Location_Y>181</Location_Y><Label></Label><MsgId>1</MsgId>"), nil},
		{"a place that is none", m("location", "<Location_X>91</Location_X><Location_Y>1</Location_Y><Label>七星村</Label><MsgId>1</MsgId>"), in("m1", "七星村", "", "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := parse([]byte(c.xml))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got.inputs(time.Time{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name, c := range map[string]struct {
		xml  string
		same bool
	}{
		"two taps in one second": {m("event", "<Event>CLICK</Event><EventKey>/back</EventKey>"), false},
		"the same tap":           {m("event", "<Event>CLICK</Event><EventKey>/agent</EventKey>"), true},
	} {
		first, _ := parse([]byte(m("event", "<Event>CLICK</Event><EventKey>/agent</EventKey>")))
		second, _ := parse([]byte(c.xml))
		if (first.name() == second.name()) != c.same {
			t.Errorf("%s: %s and %s", name, first.name(), second.name())
		}
	}
	first, _ := parse([]byte(m("text", "<Content>a</Content>")))
	second, _ := parse([]byte(m("text", "<Content>b</Content>")))
	if first.name() == second.name() || first.name() == "m" {
		t.Errorf("two messages without an id are %s and %s", first.name(), second.name())
	}
}

// bomb is an XML that would be a gigabyte of lol, read by who believes it.
const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><xml><FromUserName>a</FromUserName><MsgType>text</MsgType><Content>&lol2;</Content></xml>`

func TestCallbackAnswers(t *testing.T) {
	good := bottest.WeChatText(openID, "1", "路灯坏了", arrival)
	type request struct {
		change func(q url.Values, body string) (url.Values, string)
		xml    string
		fail   error
		code   int
	}
	set := func(name, value string) func(url.Values, string) (url.Values, string) {
		return func(q url.Values, body string) (url.Values, string) { q.Set(name, value); return q, body }
	}
	body := func(text string) func(url.Values, string) (url.Values, string) {
		return func(q url.Values, _ string) (url.Values, string) { return q, text }
	}
	again := func(at time.Time, api *bottest.OfficialAccount) func(url.Values, string) (url.Values, string) {
		return func(url.Values, string) (url.Values, string) { return api.Signed(at, "1", good) }
	}
	for mode, change := range map[string]func(*Config){"plain": plainMode, "safe": nil} {
		w := newTown(t, change)
		other := bottest.NewOfficialAccount(appID, secret, "another", w.cfg.AESKey)
		defer other.Close()
		signature := map[string]string{"plain": "signature", "safe": "msg_signature"}[mode]
		for name, c := range map[string]request{
			"stored":                       {nil, good, nil, 200},
			"not stored":                   {nil, good, errBook, 503},
			"no signature":                 {set(signature, ""), good, nil, 403},
			"wrong signature":              {set(signature, strings.Repeat("0", 40)), good, nil, 403},
			"signed with another word":     {again(arrival, other), good, nil, 403},
			"another nonce":                {set("nonce", "2"), good, nil, 403},
			"no nonce":                     {set("nonce", ""), good, nil, 403},
			"another time":                 {set("timestamp", "1700000000"), good, nil, 403},
			"no time":                      {set("timestamp", ""), good, nil, 403},
			"a time that is none":          {set("timestamp", "now"), good, nil, 403},
			"old":                          {again(arrival.Add(-freshFor-time.Second), w.api), good, nil, 403},
			"from tomorrow":                {again(arrival.Add(freshFor+time.Second), w.api), good, nil, 403},
			"a little old":                 {again(arrival.Add(-freshFor), w.api), good, nil, 200},
			"too large":                    {body(strings.Repeat("x", 10<<20)), good, nil, 413},
			"no XML":                       {nil, "hello", nil, 400},
			"empty":                        {nil, "", nil, 400},
			"cut off":                      {nil, good[:len(good)-9], nil, 400},
			"two roots":                    {nil, good + good, nil, 400},
			"a bomb":                       {nil, bomb, nil, 400},
			"an entity":                    {nil, strings.ReplaceAll(good, "<MsgId>", "&x;<MsgId>"), nil, 400},
			"a document type":              {nil, `<!DOCTYPE xml SYSTEM "file:///etc/passwd">` + good, nil, 400},
			"deep":                         {nil, strings.Repeat("<a>", 2_000) + strings.Repeat("</a>", 2_000), nil, 400},
			"another alphabet":             {nil, `<?xml version="1.0" encoding="GBK"?>` + good, nil, 400},
			"from nobody":                  {nil, strings.ReplaceAll(good, openID, ""), nil, 400},
			"from a name that is no name":  {nil, strings.ReplaceAll(good, openID, "../x"), nil, 400},
			"from a name without an end":   {nil, strings.ReplaceAll(good, openID, strings.Repeat("o", 129)), nil, 400},
			"of a kind that is not served": {nil, bottest.WeChatEvent(openID, "VIEW", "https://town.example", arrival), nil, 200},
		} {
			t.Run(mode+" "+name, func(t *testing.T) {
				w.inputs, w.fail = nil, c.fail
				q, text := w.api.Signed(arrival, "1", c.xml)
				if c.change != nil {
					q, text = c.change(q, text)
				}
				rec := w.serve("POST", q, text)
				stored := len(w.got())
				if rec.Code != c.code || (rec.Body.String() == "success") != (c.code == 200) {
					t.Errorf("answered %d %s", rec.Code, rec.Body)
				}
				if want := c.code == 200 && !strings.Contains(c.xml, "VIEW"); (stored == 1) != want || stored > 1 {
					t.Errorf("%d are stored", stored)
				}
			})
		}
		for _, method := range []string{"PUT", "DELETE", "PATCH", "OPTIONS"} {
			if rec := w.serve(method, url.Values{}, ""); rec.Code != 405 || rec.Header().Get("Allow") != "GET, POST" {
				t.Errorf("%s is answered %d, allowed %s", method, rec.Code, rec.Header().Get("Allow"))
			}
		}
	}
}

func TestSafeModeCannotBeGoneRound(t *testing.T) {
	w := newTown(t, nil)
	good := bottest.WeChatText(openID, "1", "路灯坏了", arrival)
	plain := bottest.NewOfficialAccount(appID, secret, word, "")
	defer plain.Close()
	q, body := plain.Signed(arrival, "1", good)
	if rec := w.serve("POST", q, body); rec.Code != 403 {
		t.Errorf("a plain message is answered %d", rec.Code)
	}
	q, _ = w.api.Signed(arrival, "1", good)
	for name, text := range map[string]string{
		"nothing encrypted":            good,
		"another account's":            "<xml><Encrypt>" + bottest.WeChatSeal(aesKey, "wx0000000000000000", good) + "</Encrypt></xml>",
		"with another key":             "<xml><Encrypt>" + bottest.WeChatSeal(strings.ToUpper(aesKey), appID, good) + "</Encrypt></xml>",
		"an app's id that only begins": "<xml><Encrypt>" + bottest.WeChatSeal(aesKey, appID+"x", good) + "</Encrypt></xml>",
		"no base64":                    "<xml><Encrypt>路</Encrypt></xml>",
		"half a block":                 "<xml><Encrypt>" + base64.StdEncoding.EncodeToString(make([]byte, 40)) + "</Encrypt></xml>",
		"noise":                        "<xml><Encrypt>" + base64.StdEncoding.EncodeToString(make([]byte, 64)) + "</Encrypt></xml>",
		"one block":                    "<xml><Encrypt>" + base64.StdEncoding.EncodeToString(make([]byte, 16)) + "</Encrypt></xml>",
	} {
		q.Set("msg_signature", bottest.WeChatSign(word, q.Get("timestamp"), q.Get("nonce"), encryptedIn([]byte(text))))
		if rec := w.serve("POST", q, text); rec.Code != 403 {
			t.Errorf("%s is answered %d %s", name, rec.Code, rec.Body)
		}
	}
	if got := w.got(); len(got) > 0 {
		t.Errorf("stored %+v", got)
	}
	// Encrypted, and there is no key: told once, and loudly.
	w = newTown(t, plainMode)
	w.api.AESKey = aesKey
	for range 3 {
		if rec := w.post("1", good); rec.Code != 403 {
			t.Errorf("answered %d", rec.Code)
		}
	}
	if n := strings.Count(w.log.String(), "FRONTDOOR_WECHAT_AES_KEY"); n != 1 {
		t.Errorf("told %d times:\n%s", n, w.log.String())
	}
}

// WeChat delivers a message again with the same nonce or another one; somebody who has
// seen a request may send another message under its signature.
func TestReplays(t *testing.T) {
	say := func(id, text string) string { return bottest.WeChatText(openID, id, text, arrival) }
	for mode, change := range map[string]func(*Config){"plain": plainMode, "safe": nil} {
		t.Run(mode, func(t *testing.T) {
			w := newTown(t, change)
			for i, c := range []struct {
				nonce, xml string
				code       int
			}{
				{"1", say("1", "路灯坏了"), 200},
				{"1", say("1", "路灯坏了"), 200}, // WeChat's second try
				{"2", say("1", "路灯坏了"), 200}, // and its third, with another nonce
				{"1", say("1", "路灯没坏"), 403},
				{"1", say("2", "路灯坏了"), 403},
				{"1", bottest.WeChatEvent(openID, "unsubscribe", "", arrival), 403},
				{"1", strings.ReplaceAll(say("1", "路灯坏了"), openID, "oSomebodyElse"), 403},
				{"3", say("2", "在七星村"), 200},
			} {
				if rec := w.post(c.nonce, c.xml); rec.Code != c.code {
					t.Errorf("%d: answered %d %s", i, rec.Code, rec.Body)
				}
			}
			if got := w.got(); len(got) != 4 || got[0].ID != got[1].ID || got[0].ID != got[2].ID {
				t.Errorf("stored %+v", got)
			}
			// A second process on the same book has seen the nonce too.
			second, err := New(w.cfg)
			if err != nil {
				t.Fatal(err)
			}
			w.mux = newMux(second)
			if rec := w.post("3", say("4", "别的")); rec.Code != 403 {
				t.Errorf("the other process answers %d", rec.Code)
			}
			// What could not be stored comes again, and is taken.
			w.fail = errBook
			if rec := w.post("9", say("9", "急")); rec.Code != 503 {
				t.Errorf("answered %d", rec.Code)
			}
			w.fail = nil
			if rec := w.post("9", say("9", "急")); rec.Code != 200 {
				t.Errorf("answered %d", rec.Code)
			}
			// Much later a recorded request is old.
			q, body := w.api.Signed(arrival, "3", say("2", "在七星村"))
			w.pass(freshFor + time.Second)
			if rec := w.serve("POST", q, body); rec.Code != 403 {
				t.Errorf("a recorded request is answered %d", rec.Code)
			}
		})
	}
}

// Points published with the conversion, in Shanghai, Shenzhen and Beijing.
func TestPlaces(t *testing.T) {
	for _, c := range [][4]float64{
		{31.1774276, 121.5272106, 31.17530398364597, 121.531541859215},
		{22.543847, 113.912316, 22.540796131694766, 113.9171764808363},
		{39.911954, 116.377817, 39.91334545536069, 116.38404722455657},
	} {
		lat, lon := fromGCJ(c[2], c[3])
		if math.Abs(lat-c[0]) > 1e-6 || math.Abs(lon-c[1]) > 1e-6 {
			t.Errorf("%v becomes %f, %f", c, lat, lon)
		}
	}
	for _, c := range [][2]float64{{0, 0}, {48.2, 16.37}, {-33.9, 151.2}} {
		if lat, lon := fromGCJ(c[0], c[1]); lat != c[0] || lon != c[1] {
			t.Errorf("%v outside China becomes %f, %f", c, lat, lon)
		}
	}
}

func FuzzMessage(f *testing.F) {
	for _, c := range bottest.Callbacks() {
		f.Add([]byte(c.XML))
	}
	f.Add([]byte(bomb))
	f.Add([]byte("<xml><Encrypt><![CDATA[x]]></Encrypt></xml>"))
	key, err := readKey(aesKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		open(key, base64.StdEncoding.EncodeToString(body), appID) //nolint:errcheck // must not panic
		encryptedIn(body)
		m, err := parse(body)
		if err != nil {
			return
		}
		for _, in := range m.inputs(arrival) {
			if in.ID == "" || len(in.ID) > 200 || in.From.Channel() != dialog.WeChat || in.From.Local() != m.From {
				t.Errorf("%q from %q", in.ID, in.From)
			}
			if in.Kind == dialog.Said && in.Text == "" && in.Choice == "" && in.Pin == nil && len(in.Media) == 0 {
				t.Errorf("nothing was said: %+v", in)
			}
			if in.Pin != nil && (math.IsNaN(in.Pin.Lat) || math.Abs(in.Pin.Lat) > 91 || math.Abs(in.Pin.Lon) > 181) {
				t.Errorf("a place nowhere: %+v", in.Pin)
			}
		}
	})
}
