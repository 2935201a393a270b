package sms

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"

	"github.com/google/go-cmp/cmp"
)

// domestic is an invented gateway as they are in China: JSON, numbers without a
// country, long messages in parts, texts of 350 characters at the most. It is all that a
// provider adds; the rules it gets are those of the channel.
type domestic struct {
	sent []Text
	fail error
}

func (d *domestic) Routes(mux *http.ServeMux, to Taker) {
	bot.HandlePost(mux, "/domestic", func(w http.ResponseWriter, r *http.Request) {
		var told struct {
			ID, Mobile, Content, Ref string
			Number, Total            int
			Status                   string
		}
		body, ok := bot.ReadPost(w, r)
		if !ok {
			return
		}
		err := json.Unmarshal(body, &told)
		switch {
		case err != nil:
		case told.Status != "":
			receipt, reason := casebook.Delivered, ""
			if told.Status != "DELIVRD" {
				receipt, reason = casebook.Failed, bot.InWords("没送到", "not delivered")
			}
			err = to.Reported(r.Context(), Report{Provider: told.ID, To: told.Mobile, Receipt: receipt, Reason: reason})
		default:
			err = to.Heard(r.Context(), Incoming{ID: told.ID, From: told.Mobile, Text: told.Content,
				Part: Part{Of: told.Ref, Number: told.Number, Total: told.Total}})
		}
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
}

func (d *domestic) Send(_ context.Context, t Text) (string, error) {
	if d.fail != nil {
		return "", d.fail
	}
	d.sent = append(d.sent, t)
	return "D" + t.Message, nil
}

func (d *domestic) Limits() bot.Limits { return bot.Limits{PerSecond: 10} }
func (d *domestic) TextMost() int      { return 350 }
func (d *domestic) Own() string        { return "" }
func (d *domestic) Trouble() []string  { return nil }

// TestAnotherGatewayHasTheSameRules: another provider is one more Gateway and nothing else.
func TestAnotherGatewayHasTheSameRules(t *testing.T) {
	d, w := &domestic{}, &town{mux: http.NewServeMux()}
	c, err := New(Config{Gateway: d, Receive: w.receive, Receipts: w.receipt, Talk: nobody})
	if err != nil {
		t.Fatal(err)
	}
	c.Routes(w.mux)
	post := func(body string) int {
		rec := httptest.NewRecorder()
		w.mux.ServeHTTP(rec, httptest.NewRequest("POST", "/domestic", strings.NewReader(body)))
		return rec.Code
	}
	for body, want := range map[string]int{
		`{"ID":"1","Mobile":"13900000102","Content":"退订"}`:                     200,
		`{"ID":"2","Mobile":"1069012345678","Content":"您的验证码"}`:                200, // a machine
		`{"ID":"","Mobile":"13900000102"}`:                                     503,
		`{"ID":"Dm","Mobile":"8613900000102","Status":"DELIVRD"}`:              200,
		`{"ID":"3","Mobile":"13900000103","Content":"x","Number":1,"Total":1}`: 200,
	} {
		if got := post(body); got != want {
			t.Errorf("%s is answered %d, want %d", body, got, want)
		}
	}
	heard := map[dialog.Address]string{}
	for _, in := range w.got() {
		heard[in.From] = in.Text
	}
	if diff := cmp.Diff(map[dialog.Address]string{"sms:+8613900000102": "退订", "sms:+8613900000103": "x"}, heard); diff != "" {
		t.Error(diff)
	}
	if got := strings.Join(w.receipts, "|"); got != "sms:+8613900000102  Dm delivered" {
		t.Errorf("took %q", got)
	}
	for _, out := range bottest.Outs() {
		d.sent = nil
		m := out.Message
		m.To = "sms:" + phone
		_, err := c.Send(t.Context(), m)
		if (err != nil) != out.Refused {
			t.Errorf("%s: %v", out.Name, err)
		}
		text := ""
		for _, s := range d.sent {
			if bot.UTF16Len(s.Body) > 350 {
				t.Errorf("%s: a part of %d units", out.Name, bot.UTF16Len(s.Body))
			}
			text += s.Body
		}
		if err == nil && bottest.Bare(text) != bottest.Bare(m.Text) {
			t.Errorf("%s: %d bytes arrived of %d", out.Name, len(text), len(m.Text))
		}
	}
}
