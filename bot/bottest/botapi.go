package bottest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// BotAPI is a double of Telegram's Bot API for one bot.
type BotAPI struct {
	Token string

	server   *httptest.Server
	troubles troubles

	mu       sync.Mutex
	calls    []Call
	sent     []Message
	updates  []json.RawMessage // waiting for getUpdates
	lastID   int64             // of the updates made here
	webhook  string
	secret   string
	polls    int // getUpdates so far: a newer one ends the one under way
	more     chan struct{}
	files    map[string][]byte
	profiles map[string]Profile // by language
}

// Call is one call of a method, right or wrong.
type Call struct {
	Method string
	Params map[string]string // as sent; JSON ones unread
	Files  map[string][]byte // uploads by field
	At     time.Time
	Took   bool // it was answered with ok
}

// Message is a message that was taken.
type Message struct {
	Method string // sendMessage, sendPhoto …
	ChatID int64
	ID     int64
	Text   string // or caption
	File   string // file_id, link, or the name of an upload
	Rows   [][]Button
	At     time.Time
}

// Button is one of an inline keyboard.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// NewBotAPI starts a double. Close it.
func NewBotAPI(token string) *BotAPI {
	b := &BotAPI{Token: token, more: make(chan struct{}), files: map[string][]byte{}, lastID: 1000}
	b.troubles.closing = make(chan struct{})
	b.server = httptest.NewServer(b)
	return b
}

// URL is the base of the double: FRONTDOOR_TELEGRAM_API.
func (b *BotAPI) URL() string { return b.server.URL }

// Close ends all that hangs, and the server.
func (b *BotAPI) Close() {
	close(b.troubles.closing)
	b.server.CloseClientConnections()
	b.server.Close()
}

// Trouble makes the next n calls of send methods to a chat go wrong; n < 0: all,
// chat 0: any. Mend ends all trouble.
func (b *BotAPI) Trouble(n int, chat int64, what Trouble) {
	to := ""
	if chat != 0 {
		to = strconv.FormatInt(chat, 10)
	}
	b.troubles.plan(n, to, what)
}

// TroubleIn makes the next n calls of another method go wrong.
func (b *BotAPI) TroubleIn(n int, method string, what Trouble) { b.troubles.plan(n, method, what) }

// Mend ends all trouble.
func (b *BotAPI) Mend() { b.troubles.clear() }

// Sent is what was taken, in order.
func (b *BotAPI) Sent() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.sent)
}

// SentTo is what was taken for one chat, in order.
func (b *BotAPI) SentTo(chat int64) []Message {
	return slices.DeleteFunc(b.Sent(), func(m Message) bool { return m.ChatID != chat })
}

// Calls are all calls of a method; "" for all.
func (b *BotAPI) Calls(method string) []Call {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(b.calls), func(c Call) bool { return method != "" && c.Method != method })
}

// Await waits until a chat (0: any) got n messages, and gives them; false if that
// did not happen in time.
func (b *BotAPI) Await(d time.Duration, chat int64, n int) ([]Message, bool) {
	var got []Message
	ok := waitUntil(d, func() bool {
		got = b.Sent()
		if chat != 0 {
			got = b.SentTo(chat)
		}
		return len(got) >= n
	})
	return got, ok
}

// PutFile lets getFile find a file.
func (b *BotAPI) PutFile(id string, content []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.files[id] = content
}

// NextUpdateID gives an update id never given before here.
func (b *BotAPI) NextUpdateID() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lastID++
	return b.lastID
}

// Webhook is what setWebhook set.
func (b *BotAPI) Webhook() (url, secret string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.webhook, b.secret
}

// Post posts an update to a webhook as Telegram does, and gives the status.
func (b *BotAPI) Post(ctx context.Context, url, secret string, update []byte) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(update))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	return post(r)
}

// Queue puts updates where getUpdates finds them.
func (b *BotAPI) Queue(updates ...[]byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, u := range updates {
		b.updates = append(b.updates, u)
	}
	b.stir()
}

// stir wakes the getUpdates under way. The caller holds the lock.
func (b *BotAPI) stir() {
	close(b.more)
	b.more = make(chan struct{})
}

// Pending is how many queued updates were not confirmed by an offset yet.
func (b *BotAPI) Pending() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.updates)
}

// ServeHTTP is the Bot API.
func (b *BotAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if name, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+b.Token+"/"); ok {
		b.serveFile(w, name)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+b.Token+"/")
	if !ok {
		refuse(w, Trouble{Status: 401, Text: "Unauthorized"})
		return
	}
	call, err := readCall(method, r)
	if err != nil {
		b.record(call)
		refuse(w, Trouble{Status: 400, Text: "Bad Request: " + err.Error()})
		return
	}
	target := call.Params["chat_id"]
	if target == "" {
		target = method
	}
	trouble, wrong := b.troubles.next(target)
	if wrong && !trouble.Taken {
		b.record(call)
		if !b.troubles.rude(w, r, trouble) {
			refuse(w, trouble)
		}
		return
	}
	result, bad := b.answer(r.Context(), &call)
	call.Took = bad == nil
	b.record(call)
	switch {
	case wrong:
		if !b.troubles.rude(w, r, trouble) {
			refuse(w, trouble)
		}
	case bad != nil:
		refuse(w, *bad)
	default:
		reply(w, http.StatusOK, map[string]any{"ok": true, "result": result})
	}
}

func (b *BotAPI) record(c Call) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls = append(b.calls, c)
}

// refuse answers as the Bot API refuses.
func refuse(w http.ResponseWriter, t Trouble) {
	body := map[string]any{"ok": false, "error_code": t.Status, "description": t.Text}
	if t.After > 0 {
		body["parameters"] = map[string]any{"retry_after": t.After}
	}
	reply(w, t.Status, body)
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body) //nolint:errcheck // nobody to tell
}

// readCall reads the parameters in any of the forms the Bot API takes: URL query,
// form, multipart, JSON.
func readCall(method string, r *http.Request) (Call, error) {
	c := Call{Method: method, Params: map[string]string{}, Files: map[string][]byte{}, At: time.Now()}
	kind := r.Header.Get("Content-Type")
	switch {
	case strings.HasPrefix(kind, "application/json"):
		var params map[string]json.RawMessage
		if err := json.NewDecoder(r.Body).Decode(&params); err != nil {
			return c, fmt.Errorf("can't parse JSON object: %w", err)
		}
		for name, raw := range params {
			var text string
			if json.Unmarshal(raw, &text) != nil {
				text = string(raw)
			}
			c.Params[name] = text
		}
	case strings.HasPrefix(kind, "multipart/form-data"):
		if err := readMultipart(r, &c); err != nil {
			return c, err
		}
	default:
		if err := r.ParseForm(); err != nil {
			return c, fmt.Errorf("can't parse form: %w", err)
		}
	}
	for name, values := range r.Form {
		if _, there := c.Params[name]; !there {
			c.Params[name] = values[0]
		}
	}
	return c, nil
}

func readMultipart(r *http.Request, c *Call) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for {
		p, err := parts.NextPart()
		if err == io.EOF || err != nil && len(c.Params) == 0 && strings.Contains(err.Error(), "EOF") {
			return nil // a method without parameters has no part at all
		}
		if err != nil {
			return fmt.Errorf("can't parse multipart: %w", err)
		}
		body, err := io.ReadAll(p)
		if err != nil {
			return fmt.Errorf("can't parse multipart: %w", err)
		}
		if p.FileName() != "" {
			c.Files[p.FormName()] = body
			c.Params[p.FormName()] = p.FileName()
		} else {
			c.Params[p.FormName()] = string(body)
		}
	}
}
