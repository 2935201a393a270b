package webchat

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// listener is the smallest conversation the page can be tried with: it asks where
// after the first words, shows a summary with two buttons after the next, hands
// over on yes, deletes on 不报了, and waits for a pause on words that end in "……".
type listener struct{}

func (listener) Step(s dialog.State, in dialog.Input) dialog.Turn {
	t := dialog.Turn{State: s}
	t.State.V, t.State.Lang = dialog.StateVersion, "zh"
	t.State.Matters = append([]dialog.Matter(nil), s.Matters...)
	if len(s.Matters) == 0 && in.Kind == dialog.Said {
		t.State.Matters = []dialog.Matter{{ID: in.Fresh, Status: dialog.Collecting}}
		t.State.Current = in.Fresh
	}
	if len(t.State.Matters) == 0 {
		return t
	}
	m := &t.State.Matters[0]
	say := func(r dialog.Reply) {
		r.By, r.Case = dialog.ByBot, m.ID
		t.Replies = append(t.Replies, r)
	}
	ask := func(text, asks string, choices ...dialog.Choice) {
		t.State.Asking = &dialog.Question{Asks: asks, Case: m.ID, Choices: choices, At: in.At}
		say(dialog.Reply{Text: text, Asks: asks, Choices: choices})
	}
	switch in.Kind {
	case dialog.Said:
		t.Changes = []dialog.Change{{Case: m.ID, Kind: dialog.ChangeSaid, By: dialog.ByResident,
			Text: in.Text, Choice: in.Choice, Pin: in.Pin, Media: in.Media, Ref: in.ID}}
	case dialog.Unsaid:
		t.State.Burst = nil
		t.Changes = []dialog.Change{{Case: in.Case, Kind: dialog.ChangeUnsaid, By: dialog.ByResident, Ref: in.Ref}}
		return t
	case dialog.Claim:
		m.Status, m.Owner, m.OwnerName = dialog.InProgress, in.Agent, in.Name
		t.Changes = []dialog.Change{{Case: m.ID, Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: in.Agent, Value: in.Name}}
		return t
	case dialog.AgentReply:
		t.Replies = []dialog.Reply{{By: dialog.ByAgent, Agent: in.Agent, Case: m.ID, Text: in.Text, Media: in.Media}}
		return t
	case dialog.AgentNote:
		t.Changes = []dialog.Change{{Case: m.ID, Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: in.Agent, Text: in.Text}}
		return t
	}
	t.State.Burst = nil
	switch {
	case strings.HasSuffix(in.Text, "……"):
		t.State.Burst = []dialog.Piece{{ID: in.ID, At: in.At, Text: in.Text}}
	case strings.Contains(in.Text, "煤气"):
		t.State.Asking = nil
		say(dialog.Reply{Text: "先离开，别碰电器开关，到外面打119！有人伤打120。已通知值班员", Safety: true})
	case in.Text == "不报了":
		say(dialog.Reply{Text: "好，删掉了"})
		t.State.Matters, t.State.Current, t.State.Asking = nil, "", nil
	case in.Choice == "yes":
		m.Status, t.State.Asking = dialog.Unclaimed, nil
		t.Changes = append(t.Changes, dialog.Change{Case: m.ID, Kind: dialog.ChangeOpened})
		say(dialog.Reply{Text: "已报上去，编号" + string(m.ID) + "。代办员今天18点前回您"})
	case m.Owner != "":
	case s.Asking == nil:
		ask("记下了："+in.Text+"。在哪里的事？写村名、路口或小区", "where")
	case s.Asking.Asks == "where":
		ask("请看对不对：\n事：路灯坏\n地："+in.Text+"\n对回1。哪项错直接说", "confirm",
			dialog.Choice{Key: "1", Label: "对", Value: "yes"}, dialog.Choice{Key: "2", Label: "不对", Value: "no"})
	default:
		say(dialog.Reply{Text: "好的"})
	}
	return t
}

// desk is the page on a real book, with what a test may break.
type desk struct {
	t      testing.TB
	book   *sqlite.Book
	clerk  *casebook.Clerk
	page   *Channel
	media  string // the folder of the photos
	server *httptest.Server
	refuse atomic.Bool                   // the book takes nothing
	lose   atomic.Bool                   // the book takes it and the answer is lost
	hold   atomic.Pointer[chan struct{}] // the script does not come before this is closed
}

func newDesk(t testing.TB, change ...func(*Options)) *desk {
	t.Helper()
	d := &desk{t: t}
	folder := t.TempDir()
	var err error
	if d.book, err = sqlite.Open(t.Context(), filepath.Join(folder, "book.db"), sqlite.Volatile()); err != nil {
		t.Fatal(err)
	}
	d.clerk = casebook.NewClerk(d.book, listener{}, "JH", casebook.Options{})
	place, err := town.Default()
	if err != nil {
		t.Fatal(err)
	}
	d.media = filepath.Join(folder, "media")
	store, err := media.Open(d.media, media.Keys{})
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Book: d.book, Media: store, Town: place, Log: slog.New(slog.DiscardHandler),
		Greeting: map[string]string{"zh": "您好，我是小兴（机器人）。请一句话说：什么事、在哪", "en": "Hi, I'm Xiaoxing, a helper bot."}}
	o.Receive = func(ctx context.Context, in dialog.Input) error {
		if d.refuse.Load() {
			return io.ErrUnexpectedEOF
		}
		_, err := d.clerk.Handle(ctx, in)
		if d.lose.Load() && err == nil {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	for _, f := range change {
		f(&o)
	}
	if d.page, err = New(o); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	d.page.Routes(mux)
	d.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait := d.hold.Load(); wait != nil && r.URL.Path == "/web/chat.js" {
			<-*wait
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		d.server.Listener.Close() //nolint:errcheck // a page that follows comes back at once, and would be waited for
		d.server.CloseClientConnections()
		d.server.Close()
		d.book.Close()
	})
	return d
}

// visitor is one browser.
type visitor struct {
	*desk
	client *http.Client
}

func (d *desk) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	v := &visitor{desk: d, client: &http.Client{Jar: jar, Timeout: 10 * time.Second}}
	if status, _ := v.get("/"); status != http.StatusOK {
		d.t.Fatalf("the page answered %d", status)
	}
	return v
}

// address is who the visitor is to the book.
func (v *visitor) address() dialog.Address {
	r, _ := http.NewRequest(http.MethodGet, v.server.URL, nil)
	for _, k := range v.client.Jar.Cookies(r.URL) {
		if k.Name == visitorCookie {
			return dialog.Address("web:" + k.Value)
		}
	}
	v.t.Fatal("the visitor has no name")
	return ""
}

func (v *visitor) get(path string) (int, string) {
	v.t.Helper()
	return v.do(http.MethodGet, path, "", "")
}

func (v *visitor) do(method, path, kind, body string, headers ...string) (int, string) {
	v.t.Helper()
	r, err := http.NewRequest(method, v.server.URL+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// say posts words and must be answered 200.
func (v *visitor) say(id, text string) {
	v.t.Helper()
	v.post(http.StatusOK, map[string]any{"id": id, "text": text, "lang": "zh"})
}

func (v *visitor) post(want int, m map[string]any) {
	v.t.Helper()
	b, _ := json.Marshal(m)
	if status, body := v.do(http.MethodPost, "/web/messages", "application/json", string(b)); status != want {
		v.t.Fatalf("posting %s: %d %s, want %d", b, status, body, want)
	}
}

func (v *visitor) thread() talk {
	v.t.Helper()
	status, body := v.get("/web/thread")
	var t talk
	if err := json.Unmarshal([]byte(body), &t); status != http.StatusOK || err != nil {
		v.t.Fatalf("thread: %d %v %s", status, err, body)
	}
	return t
}

// transcript is a talk one can read: who, then what.
func transcript(list []message) string {
	var b strings.Builder
	for _, m := range list {
		b.WriteString(string(m.By) + ": ")
		if m.By == dialog.BySystem {
			b.WriteString("[" + m.Kind + " " + m.Agent + "]")
		} else if m.Agent != "" {
			b.WriteString("(" + m.Agent + ")")
		}
		b.WriteString(strings.ReplaceAll(m.Text, "\n", "⏎"))
		for range m.Media {
			b.WriteString("[photo]")
		}
		if m.Pin != nil {
			b.WriteString("[pin]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// photo posts a photo.
func (v *visitor) photo(id, caption string, b []byte) (int, string) {
	v.t.Helper()
	return v.upload("photo", id, caption, b)
}

// upload posts a file of a kind.
func (v *visitor) upload(kind, id, caption string, b []byte) (int, string) {
	v.t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("id", id)           //nolint:errcheck // into memory
	w.WriteField("caption", caption) //nolint:errcheck // into memory
	f, err := w.CreateFormFile(kind, "IMG_1.JPG")
	if err != nil {
		v.t.Fatal(err)
	}
	f.Write(b) //nolint:errcheck // into memory
	w.Close()  //nolint:errcheck // into memory
	return v.do(http.MethodPost, "/web/"+kind+"s", w.FormDataContentType(), form.String())
}
