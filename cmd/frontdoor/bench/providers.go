package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// What the providers and the server agree on.
const (
	token     = "123456:bench"
	secret    = "bench-secret"
	account   = "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
	authToken = "bench-auth-token"
	number    = "+85752100000"
	publicURL = "https://bench.invalid"
)

// providers is the other half of Telegram and of Twilio in one HTTP server: it says
// yes to every message and hands it to the resident.
type providers struct {
	url    string
	server *http.Server
	sent   atomic.Int64
	odd    atomic.Int64 // messages to nobody

	mu        sync.RWMutex
	residents map[string]*resident // by address at the provider
}

func newProviders() (*providers, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("starting the providers: %w", err)
	}
	p := &providers{url: "http://" + l.Addr().String(), residents: map[string]*resident{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /bot"+token+"/sendMessage", p.telegram)
	mux.HandleFunc("POST /bot"+token+"/", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"ok":true,"result":true}`) }) //nolint:errcheck // nobody to tell
	mux.HandleFunc("POST /2010-04-01/Accounts/"+account+"/Messages.json", p.twilio)
	p.server = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go p.server.Serve(l) //nolint:errcheck // it ends with close
	return p, nil
}

func (p *providers) close() { p.server.Close() } //nolint:errcheck // nothing hangs on it

// know makes a resident reachable.
func (p *providers) know(r *resident) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.residents[r.address()] = r
}

// take hands a message over.
func (p *providers) take(to, text string) int64 {
	p.mu.RLock()
	r := p.residents[to]
	p.mu.RUnlock()
	if r == nil {
		p.odd.Add(1)
		return 0
	}
	r.hear(text)
	return p.sent.Add(1)
}

func (p *providers) telegram(w http.ResponseWriter, r *http.Request) {
	var to, text string
	parts, err := r.MultipartReader()
	for err == nil {
		part, end := parts.NextPart()
		if end != nil {
			break
		}
		value, _ := io.ReadAll(part) //nolint:errcheck // a torn message is to nobody
		switch part.FormName() {
		case "chat_id":
			to = string(value)
		case "text":
			text = string(value)
		}
	}
	if err != nil { // it came as JSON
		var params struct {
			Chat int64  `json:"chat_id"`
			Text string `json:"text"`
		}
		json.NewDecoder(r.Body).Decode(&params) //nolint:errcheck // a torn message is to nobody
		to, text = fmt.Sprint(params.Chat), params.Text
	}
	n := p.take(to, text)
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":%s,"type":"private"}}}`, n, to) //nolint:errcheck // nobody to tell
}

func (p *providers) twilio(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, `{"code":20001}`, http.StatusBadRequest)
		return
	}
	n := p.take(r.PostForm.Get("To"), strings.ReplaceAll(r.PostForm.Get("Body"), "\r\n", "\n"))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintf(w, `{"sid":"SM%032x","status":"queued"}`, n) //nolint:errcheck // nobody to tell
}
