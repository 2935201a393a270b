package bottest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// NumberSID is the one number of a MessagesAPI as Twilio names it, ServiceSID its one
// messaging service.
const (
	NumberSID  = "PN0123456789abcdef0123456789abcdef"
	ServiceSID = "MG0123456789abcdef0123456789abcdef"
)

// Hooks is what is set at Twilio for what residents write.
type Hooks struct {
	Number      string // the account's one number
	URL, Method string
	Application string
	CallsOnly   bool // the number takes no text messages

	// The messaging service: where it posts to itself, or that its numbers decide.
	ServiceURL, ServiceMethod string
	Defer                     bool
	Empty                     bool // it has no number

	Suspended bool // the account
}

// SetHooks sets what is set at Twilio; a number fresh from the shop says hello to the
// world.
func (m *MessagesAPI) SetHooks(h Hooks) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hooks = h
}

// Hooks is what is set now.
func (m *MessagesAPI) Hooks() Hooks {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.hooks
}

// settings answers what is asked and changed about the account; false for other paths.
func (m *MessagesAPI) settings(w http.ResponseWriter, r *http.Request) bool {
	account := "/2010-04-01/Accounts/" + m.SID
	numbers, service := account+"/IncomingPhoneNumbers", "/v1/Services/"+ServiceSID
	switch at := r.Method + " " + r.URL.Path; at {
	case "GET " + account + ".json":
		reply(w, http.StatusOK, map[string]any{"sid": m.SID, "status": map[bool]string{false: "active", true: "suspended"}[m.Hooks().Suspended], "friendly_name": "a town"})
	case "GET " + numbers + ".json":
		m.listNumbers(w, r.URL.Query().Get("PhoneNumber"))
	case "POST " + numbers + "/" + NumberSID + ".json":
		m.change(w, r, []string{"SmsUrl", "SmsMethod", "SmsApplicationSid"}, func(h *Hooks, form url.Values) {
			setIn(form, "SmsUrl", &h.URL)
			setIn(form, "SmsMethod", &h.Method)
			setIn(form, "SmsApplicationSid", &h.Application)
		})
	case "GET " + service:
		h := m.Hooks()
		reply(w, http.StatusOK, map[string]any{"sid": ServiceSID, "inbound_request_url": nullable(h.ServiceURL), "inbound_method": h.ServiceMethod,
			"use_inbound_webhook_on_number": h.Defer, "fallback_url": nil})
	case "GET " + service + "/PhoneNumbers":
		list := []any{}
		if h := m.Hooks(); !h.Empty {
			list = append(list, map[string]any{"sid": NumberSID, "phone_number": h.Number, "capabilities": []string{"SMS"}})
		}
		reply(w, http.StatusOK, map[string]any{"phone_numbers": list, "meta": map[string]any{"next_page_url": nil}})
	case "POST " + service:
		m.change(w, r, []string{"InboundRequestUrl", "InboundMethod", "UseInboundWebhookOnNumber"}, func(h *Hooks, form url.Values) {
			setIn(form, "InboundRequestUrl", &h.ServiceURL)
			setIn(form, "InboundMethod", &h.ServiceMethod)
			if form.Has("UseInboundWebhookOnNumber") {
				h.Defer = form.Get("UseInboundWebhookOnNumber") == "true"
			}
		})
	default:
		return false
	}
	return true
}

// listNumbers gives the numbers that hold a pattern, as Twilio's filter does.
func (m *MessagesAPI) listNumbers(w http.ResponseWriter, pattern string) {
	h := m.Hooks()
	list := []any{}
	for _, n := range []string{h.Number + "9", h.Number} { // one that merely begins like ours comes first
		if h.Number == "" || !strings.Contains(n, strings.TrimPrefix(pattern, "+")) {
			continue
		}
		one := map[string]any{"sid": NumberSID, "phone_number": n, "sms_url": h.URL, "sms_method": h.Method, "sms_application_sid": nullable(h.Application),
			"sms_fallback_url": nil, "capabilities": map[string]any{"voice": true, "sms": !h.CallsOnly, "mms": false}}
		if n != h.Number {
			one["sid"], one["sms_url"] = "PNffffffffffffffffffffffffffffffff", "https://elsewhere.example/sms"
		}
		list = append(list, one)
	}
	reply(w, http.StatusOK, map[string]any{"incoming_phone_numbers": list, "page": 0, "page_size": 50})
}

// change takes a form of settings; it refuses names it does not know and URLs that are
// none.
func (m *MessagesAPI) change(w http.ResponseWriter, r *http.Request, known []string, set func(*Hooks, url.Values)) {
	if err := r.ParseForm(); err != nil || len(r.PostForm) == 0 {
		refuseText(w, Trouble{Status: 400, Code: 20001, Text: "the body is no form"})
		return
	}
	for name, values := range r.PostForm {
		if !slices.Contains(known, name) {
			refuseText(w, Trouble{Status: 400, Code: 20001, Text: "unknown parameter " + name})
			return
		}
		if u, err := url.Parse(values[0]); strings.HasSuffix(name, "Url") && values[0] != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
			refuseText(w, Trouble{Status: 400, Code: 21502, Text: "the URL is not valid"})
			return
		}
		if strings.HasSuffix(name, "Method") && values[0] != "POST" && values[0] != "GET" {
			refuseText(w, Trouble{Status: 400, Code: 21403, Text: "the method is not valid"})
			return
		}
	}
	m.mu.Lock()
	set(&m.hooks, r.PostForm)
	m.mu.Unlock()
	reply(w, http.StatusOK, map[string]any{"sid": "changed"})
}

func setIn(form url.Values, name string, to *string) {
	if form.Has(name) {
		*to = form.Get(name)
	}
}

func nullable(s string) any {
	if s == "" {
		return nil
	}
	return s
}
