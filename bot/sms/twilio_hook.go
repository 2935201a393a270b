package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// tryAgain is what Twilio reads behind a webhook's URL: asked once only, it would lose
// what was written while the server starts again. It is not part of the request.
const tryAgain = "#rc=5&rp=ct,rt,5xx"

// hookTime is how long one call about settings may take.
const hookTime = 10 * time.Second

// Hook is where Twilio posts what residents write.
type Hook struct {
	Of     string   // whose setting it is: a number or a messaging service, in words
	URL    string   // as it is set there; "" for nowhere
	Wrong  []string // why nothing, or not all, comes in; each a sentence
	Advice []string // what works and could be better

	path string // of the setting, for changes
	base string
	ours bool
}

// Here says that what residents write comes here.
func (h Hook) Here() bool { return len(h.Wrong) == 0 }

// Look asks Twilio where it posts residents' messages to, and whether the account may
// send. It changes nothing.
func (t *Twilio) Look(ctx context.Context) (Hook, error) {
	look := t.lookNumber
	if isService(t.cfg.From) {
		look = t.lookService
	}
	h, err := look(ctx)
	if err != nil {
		return h, err
	}
	var account struct {
		Status string `json:"status"`
	}
	if err := t.ask(ctx, http.MethodGet, t.cfg.API, "/2010-04-01/Accounts/"+url.PathEscape(t.cfg.AccountSID)+".json", nil, &account); err != nil {
		return h, err
	}
	if account.Status != "active" {
		h.wrong("The account is %s at Twilio, so nothing goes out: see to it in Twilio's console.", account.Status)
	}
	return h, nil
}

// Point makes Twilio post to us, by POST, and try again when we do not answer.
func (t *Twilio) Point(ctx context.Context, h Hook) error {
	if t.cfg.PublicURL == "" {
		return errors.New("FRONTDOOR_PUBLIC_URL is not set, so Twilio cannot be told where to post")
	}
	at := t.cfg.PublicURL + Path + tryAgain
	if isService(t.cfg.From) {
		return t.ask(ctx, http.MethodPost, h.base, h.path, url.Values{"InboundRequestUrl": {at}, "InboundMethod": {"POST"}, "UseInboundWebhookOnNumber": {"false"}}, nil)
	}
	return t.ask(ctx, http.MethodPost, h.base, h.path, url.Values{"SmsUrl": {at}, "SmsMethod": {"POST"}, "SmsApplicationSid": {""}}, nil)
}

// Unpoint takes our webhook away; another's stays, and false says so.
func (t *Twilio) Unpoint(ctx context.Context, h Hook) (bool, error) {
	if !h.ours {
		return false, nil
	}
	name := "SmsUrl"
	if isService(t.cfg.From) {
		name = "InboundRequestUrl"
	}
	return true, t.ask(ctx, http.MethodPost, h.base, h.path, url.Values{name: {""}}, nil)
}

// lookNumber looks at our own number.
func (t *Twilio) lookNumber(ctx context.Context) (Hook, error) {
	var answer struct {
		Numbers []struct {
			Sid          string           `json:"sid"`
			Number       string           `json:"phone_number"`
			URL          string           `json:"sms_url"`
			Method       string           `json:"sms_method"`
			Application  string           `json:"sms_application_sid"`
			Capabilities map[string]*bool `json:"capabilities"`
		} `json:"incoming_phone_numbers"`
	}
	numbers := "/2010-04-01/Accounts/" + url.PathEscape(t.cfg.AccountSID) + "/IncomingPhoneNumbers"
	if err := t.ask(ctx, http.MethodGet, t.cfg.API, numbers+".json?PhoneNumber="+url.QueryEscape(t.cfg.From), nil, &answer); err != nil {
		return Hook{}, err
	}
	for _, n := range answer.Numbers {
		if Number(n.Number) != t.cfg.From { // Twilio also gives numbers that hold this one
			continue
		}
		h := Hook{Of: "our number", URL: n.URL, base: t.cfg.API, path: numbers + "/" + url.PathEscape(n.Sid) + ".json"}
		t.judge(&h, n.Method)
		if n.Application != "" {
			h.wrong("The number is bound to the application %s, which decides instead of the number's own webhook.", n.Application)
		}
		for name, can := range n.Capabilities {
			if strings.EqualFold(name, "sms") && can != nil && !*can {
				h.wrong("The number can neither send nor receive text messages: Twilio sells it for calls only.")
			}
		}
		return h, nil
	}
	return Hook{}, fmt.Errorf("the account has no such number as FRONTDOOR_TWILIO_FROM says: see the numbers in Twilio's console, and write it like +85752100000")
}

// lookService looks at our messaging service.
func (t *Twilio) lookService(ctx context.Context) (Hook, error) {
	base := t.cfg.API
	if base == DefaultAPI {
		base = defaultMessagingAPI
	}
	var service struct {
		URL    string `json:"inbound_request_url"`
		Method string `json:"inbound_method"`
		Defer  bool   `json:"use_inbound_webhook_on_number"`
	}
	var numbers struct {
		Numbers []struct {
			Sid string `json:"sid"`
		} `json:"phone_numbers"`
	}
	path := "/v1/Services/" + url.PathEscape(t.cfg.From)
	if err := t.ask(ctx, http.MethodGet, base, path, nil, &service); err != nil {
		return Hook{}, err
	}
	if err := t.ask(ctx, http.MethodGet, base, path+"/PhoneNumbers", nil, &numbers); err != nil {
		return Hook{}, err
	}
	h := Hook{Of: "our messaging service", URL: service.URL, base: base, path: path}
	t.judge(&h, service.Method)
	if service.Defer {
		h.wrong("The messaging service leaves it to each of its numbers where residents' messages go.")
	}
	if len(numbers.Numbers) == 0 {
		h.wrong("The messaging service has no number, so nothing can be sent: add one to it in Twilio's console.")
	}
	return h, nil
}

// judge compares what is set with where we listen.
func (t *Twilio) judge(h *Hook, method string) {
	want := t.cfg.PublicURL + Path
	at, behind, _ := strings.Cut(h.URL, "#")
	h.ours = t.cfg.PublicURL != "" && at == want
	switch {
	case t.cfg.PublicURL == "":
		h.wrong("FRONTDOOR_PUBLIC_URL is not set, so it cannot be said whether the webhook points here.")
	case h.URL == "":
		h.wrong("No webhook is set, so what residents write goes nowhere; it must be %s.", want)
	case !h.ours:
		h.wrong("The webhook points to %q, not to %s.", h.URL, want)
	}
	if h.ours && !strings.EqualFold(method, http.MethodPost) {
		h.wrong("The webhook is called by %s, and only POST is answered.", method)
	}
	if overrides, err := url.ParseQuery(behind); h.ours && (err != nil || overrides.Get("rc") == "" || !strings.Contains(overrides.Get("rp"), "5xx") && overrides.Get("rp") != "all") {
		h.Advice = append(h.Advice, "Twilio asks once only: what is written while the server starts again is lost. frontdoor sms setup lets it try again.")
	}
}

func (h *Hook) wrong(format string, args ...any) {
	h.Wrong = append(h.Wrong, fmt.Sprintf(format, args...))
}

// ask makes one call about settings and reads the answer. Its error says in words what
// to do, and shows neither token nor number.
func (t *Twilio) ask(ctx context.Context, method, base, path string, form url.Values, answer any) error {
	ctx, cancel := context.WithTimeout(ctx, hookTime)
	defer cancel()
	cfg := t.cfg
	cfg.API = base
	call := &call{ctx: ctx, cfg: &cfg}
	headers := map[string]any{}
	if form != nil {
		headers["Content-Type"] = "application/x-www-form-urlencoded"
	}
	resp, err := call.SendRequest(method, base+path, form, headers)
	var refused *apiError
	switch {
	case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
		return errors.New("Twilio does not accept FRONTDOOR_TWILIO_ACCOUNT_SID with FRONTDOOR_TWILIO_AUTH_TOKEN: copy both from Twilio's console again") //nolint:staticcheck // a name begins it
	case errors.As(err, &refused) && refused.Status == http.StatusNotFound && isService(t.cfg.From):
		return errors.New("the account has no such messaging service as FRONTDOOR_TWILIO_FROM says")
	case errors.As(err, &refused):
		return fmt.Errorf("%w (%s)", refused, reasonFor(refused.Code))
	case err != nil:
		return errors.New("Twilio cannot be reached: is FRONTDOOR_TWILIO_API right, and the network up?") //nolint:staticcheck // a name begins it
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	if answer == nil {
		return nil
	}
	if err := json.NewDecoder(resp.Body).Decode(answer); err != nil {
		return fmt.Errorf("reading Twilio's answer: %w", err)
	}
	return nil
}
