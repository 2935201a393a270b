package bottest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"frontdoor/bot"
)

// MessagesAPI is a double of Twilio's Messages API for one account.
type MessagesAPI struct {
	SID   string
	Token string

	server   *httptest.Server
	troubles troubles

	mu    sync.Mutex
	calls int
	sent  []Text
	media map[string][]byte
	hooks Hooks
}

// Text is a text message that was taken.
type Text struct {
	SID      string
	To       string
	From     string // or the messaging service
	Body     string
	Media    []string
	Callback string // where its states are to be posted, "" for nowhere
	At       time.Time
}

// NewMessagesAPI starts a double. Close it.
func NewMessagesAPI(sid, token string) *MessagesAPI {
	m := &MessagesAPI{SID: sid, Token: token, media: map[string][]byte{}}
	m.troubles.closing = make(chan struct{})
	m.server = httptest.NewServer(m)
	return m
}

// URL is the base of the double: FRONTDOOR_TWILIO_API.
func (m *MessagesAPI) URL() string { return m.server.URL }

// Close ends all that hangs, and the server.
func (m *MessagesAPI) Close() {
	close(m.troubles.closing)
	m.server.CloseClientConnections()
	m.server.Close()
}

// Trouble makes the next n sends to a number go wrong; n < 0: all, "": any.
func (m *MessagesAPI) Trouble(n int, to string, what Trouble) { m.troubles.plan(n, to, what) }

// Mend ends all trouble.
func (m *MessagesAPI) Mend() { m.troubles.clear() }

// Sent is what was taken, in order.
func (m *MessagesAPI) Sent() []Text {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sent)
}

// SentTo is what was taken for one number, in order.
func (m *MessagesAPI) SentTo(to string) []Text {
	return slices.DeleteFunc(m.Sent(), func(t Text) bool { return t.To != to })
}

// Calls is how many requests came, right and wrong ones.
func (m *MessagesAPI) Calls() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.calls
}

// Await waits until a number ("": any) got n messages, and gives them; false if
// that did not happen in time.
func (m *MessagesAPI) Await(d time.Duration, to string, n int) ([]Text, bool) {
	var got []Text
	ok := waitUntil(d, func() bool {
		got = m.Sent()
		if to != "" {
			got = m.SentTo(to)
		}
		return len(got) >= n
	})
	return got, ok
}

// PutMedia stores an attachment of an inbound message and gives its URL, as
// MediaUrl0 carries it.
func (m *MessagesAPI) PutMedia(name string, content []byte) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.media[name] = content
	return m.server.URL + "/2010-04-01/Accounts/" + m.SID + "/Messages/MM00000000000000000000000000000000/Media/" + name
}

// Inbound posts a signed text message to a server at base, whose public URL may
// be another.
func (m *MessagesAPI) Inbound(ctx context.Context, base, public string, form url.Values) (int, error) {
	return PostSigned(ctx, strings.TrimRight(base, "/")+"/sms", strings.TrimRight(public, "/")+"/sms", m.Token, form)
}

// Report posts a signed status callback about a message that was taken, to a
// server at base instead of the host in the callback URL. code 0: no error.
func (m *MessagesAPI) Report(ctx context.Context, base string, t Text, status string, code int) (int, error) {
	if t.Callback == "" {
		return 0, errors.New("the message asked for no status callbacks")
	}
	u, err := url.Parse(t.Callback)
	if err != nil {
		return 0, err
	}
	form := url.Values{
		"SmsSid": {t.SID}, "SmsStatus": {status}, "MessageStatus": {status}, "To": {t.To}, "MessageSid": {t.SID},
		"AccountSid": {m.SID}, "From": {t.From}, "ApiVersion": {"2010-04-01"},
	}
	if code != 0 {
		form.Set("ErrorCode", strconv.Itoa(code))
	}
	return PostSigned(ctx, strings.TrimRight(base, "/")+u.RequestURI(), t.Callback, m.Token, form)
}

// ServeHTTP is the Messages API, and what of the rest of the API sets it up.
func (m *MessagesAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, password, _ := r.BasicAuth()
	root := "/2010-04-01/Accounts/" + m.SID + "/Messages"
	switch {
	case user != m.SID || password != m.Token:
		refuseText(w, WrongSignIn)
	case m.settings(w, r):
	case r.Method == http.MethodGet && strings.HasPrefix(r.URL.Path, root+"/"):
		m.serveMedia(w, r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
	case r.Method == http.MethodPost && r.URL.Path == root+".json":
		m.create(w, r)
	default:
		refuseText(w, Trouble{Status: 404, Code: 20404, Text: "The requested resource " + r.URL.Path + " was not found"})
	}
}

// refuseText answers as Twilio refuses.
func refuseText(w http.ResponseWriter, t Trouble) {
	if t.After > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(t.After))
	}
	reply(w, t.Status, map[string]any{
		"code": t.Code, "message": t.Text, "status": t.Status,
		"more_info": fmt.Sprintf("https://www.twilio.com/docs/errors/%d", t.Code),
	})
}

func (m *MessagesAPI) create(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	m.calls++
	m.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		refuseText(w, Trouble{Status: 400, Code: 20001, Text: "the body is no form"})
		return
	}
	trouble, wrong := m.troubles.next(r.PostForm.Get("To"))
	if wrong && !trouble.Taken {
		if !m.troubles.rude(w, r, trouble) {
			refuseText(w, trouble)
		}
		return
	}
	if bad := check(r.PostForm); bad != nil {
		refuseText(w, *bad)
		return
	}
	t := m.take(r.PostForm)
	if wrong {
		if !m.troubles.rude(w, r, trouble) {
			refuseText(w, trouble)
		}
		return
	}
	reply(w, http.StatusCreated, map[string]any{
		"account_sid": m.SID, "api_version": "2010-04-01", "body": t.Body, "date_created": "Thu, 24 Aug 2023 05:01:45 +0000",
		"date_sent": nil, "date_updated": "Thu, 24 Aug 2023 05:01:45 +0000", "direction": "outbound-api", "error_code": nil,
		"error_message": nil, "from": t.From, "num_media": strconv.Itoa(len(t.Media)), "num_segments": "1", "price": nil,
		"price_unit": nil, "sid": t.SID, "status": "queued", "to": t.To,
		"uri": "/2010-04-01/Accounts/" + m.SID + "/Messages/" + t.SID + ".json",
	})
}

func (m *MessagesAPI) take(form url.Values) Text {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := Text{
		SID: fmt.Sprintf("SM%032x", len(m.sent)+1), To: form.Get("To"), From: form.Get("From") + form.Get("MessagingServiceSid"),
		Body: form.Get("Body"), Media: form["MediaUrl"], Callback: form.Get("StatusCallback"), At: time.Now(),
	}
	m.sent = append(m.sent, t)
	return t
}

var (
	number  = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	service = regexp.MustCompile(`^MG[0-9a-f]{32}$`)
)

// asked are the parameters that can be right here.
var asked = []string{"To", "From", "MessagingServiceSid", "Body", "MediaUrl", "StatusCallback", "ValidityPeriod"}

// check refuses what Twilio refuses.
func check(form url.Values) *Trouble {
	refusal := func(code int, text string) *Trouble { return &Trouble{Status: 400, Code: code, Text: text} }
	for name := range form {
		if !slices.Contains(asked, name) {
			return refusal(20001, "unknown parameter "+name)
		}
	}
	switch to, from, mg := form.Get("To"), form.Get("From"), form.Get("MessagingServiceSid"); {
	case to == "":
		return refusal(21604, "A 'To' phone number is required.")
	case !number.MatchString(to):
		return refusal(21211, "The 'To' number is not a valid phone number.")
	case from == "" && mg == "":
		return refusal(21603, "A 'From' phone number is required.")
	case from != "" && !number.MatchString(from):
		return refusal(21212, "The 'From' number is not a valid phone number.")
	case mg != "" && !service.MatchString(mg):
		return refusal(21701, "The Messaging Service does not exist.")
	case form.Get("Body") == "" && form.Get("MediaUrl") == "":
		return refusal(21602, "Message body is required.")
	case bot.UTF16Len(form.Get("Body")) > 1600:
		return refusal(21617, "The concatenated message body exceeds the 1600 character limit.")
	}
	if at := form.Get("StatusCallback"); at != "" {
		if u, err := url.Parse(at); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return refusal(21609, "The 'StatusCallback' URL is not a valid URL.")
		}
	}
	if v := form.Get("ValidityPeriod"); v != "" {
		if n, err := strconv.Atoi(v); err != nil || n < 1 || n > 36000 {
			return refusal(20001, "ValidityPeriod is out of range")
		}
	}
	return nil
}

func (m *MessagesAPI) serveMedia(w http.ResponseWriter, name string) {
	m.mu.Lock()
	content, ok := m.media[name]
	m.mu.Unlock()
	if !ok {
		http.NotFound(w, nil)
		return
	}
	w.Write(content) //nolint:errcheck // nobody to tell
}
