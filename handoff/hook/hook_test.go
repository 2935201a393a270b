package hook

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// world is a book, a sender with a told clock, and the platform that is called.
type world struct {
	*testing.T
	book   *sqlite.Book
	hooks  *Hooks
	sender *Sender
	at     time.Time
	commit int

	mu     sync.Mutex
	got    []string                   // case and seq, in the order in which they were taken
	bodies map[string]string          // by webhook-id
	tried  map[string]int             // by webhook-id
	answer func(id string) (code int) // 0 is 204
	url    string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, at: time.Now().Truncate(time.Second), bodies: map[string]string{}, tried: map[string]int{}, answer: func(string) int { return 0 }}
	var err error
	w.book, err = sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	w.must(err)
	t.Cleanup(func() { w.must(w.book.Close()) })
	platform := httptest.NewServer(http.HandlerFunc(w.take))
	t.Cleanup(platform.Close)
	w.url = platform.URL
	cat, err := catalog.Default()
	w.must(err)
	now := func() time.Time { return w.at }
	w.hooks = NewHooks(w.book, w.book, now)
	w.sender = &Sender{Hooks: w.hooks, Book: w.book, Catalog: cat, Client: NewClient([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}),
		Log: slog.New(slog.DiscardHandler), Now: now}
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// take is the platform: it holds the signature against the secret.
func (w *world) take(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	id := r.Header.Get("webhook-id")
	var at int64
	fmt.Sscan(r.Header.Get("webhook-timestamp"), &at) //nolint:errcheck // 0 fits no signature
	want, wrong := sign(secret, id, at, body)
	if err != nil || wrong != nil || r.Header.Get("webhook-signature") != want || at != w.at.Unix() || r.Header.Get("Content-Type") != "application/json" {
		w.Errorf("%s is not signed: %v", id, r.Header)
	}
	w.tried[id]++
	if code := w.answer(id); code != 0 {
		rw.Header().Set("Location", w.url+"/elsewhere")
		rw.Header().Set("Retry-After", "7")
		rw.WriteHeader(code)
		return
	}
	var m struct{ Data struct{ Case, Seq any } }
	if err := json.Unmarshal(body, &m); err != nil {
		w.Errorf("%s: %v: %s", id, err, body)
	}
	w.got, w.bodies[id] = append(w.got, fmt.Sprint(m.Data.Case, " ", m.Data.Seq)), string(body)
	rw.WriteHeader(http.StatusNoContent)
}

// happens writes changes of a case into the book.
func (w *world) happens(id dialog.CaseID, changes ...dialog.Change) {
	w.Helper()
	w.commit++
	c := casebook.Commit{ID: fmt.Sprint("c", w.commit), Address: dialog.Address("sms:" + string(id))}
	for _, change := range changes {
		change.Case = id
		c.Events = append(c.Events, casebook.Event{Change: change, At: w.at, Address: c.Address})
	}
	_, err := w.book.Commit(w.Context(), c)
	w.must(err)
}

func category(key string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: key}
}

var (
	opened  = dialog.Change{Kind: dialog.ChangeOpened, By: dialog.BySystem}
	claimed = dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: "wu", Text: "吴姐"}
	closed  = dialog.Change{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: "wu", Outcome: dialog.Solved, Text: "王小明家的灯换了"}
	words   = dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "我叫王小明,电话13900000101"}
)

func (w *world) add(h Hook) {
	w.Helper()
	h.URL, h.Secret = w.url, secret
	w.must(w.hooks.Add(w.Context(), h, true))
}

// round goes round until there is nothing more to do at once, and gives what was taken.
func (w *world) round() []string {
	w.Helper()
	w.must(w.sender.each(w.Context(), func(h Hook, o *outage) {
		defer o.busy.Unlock()
		for more := true; more; {
			var err error
			more, err = w.sender.tell(w.Context(), h, o)
			w.must(err)
		}
	}))
	w.mu.Lock()
	defer w.mu.Unlock()
	got := w.got
	w.got = nil
	return got
}

func (w *world) sees(what string, got []string, want ...string) {
	w.Helper()
	if !slices.Equal(got, want) {
		w.Errorf("%s: %q, want %q", what, got, want)
	}
}

func (w *world) dead() []Dead {
	w.Helper()
	dead, err := w.hooks.Dead(w.Context(), "")
	w.must(err)
	return dead
}

// TestSignature: the example that Standard Webhooks publishes.
func TestSignature(t *testing.T) {
	got, err := sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	for _, wrong := range []string{"", "whsec_", "whsec_AAAA", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + base64.StdEncoding.EncodeToString(make([]byte, 65)), "whsec_!"} {
		if _, err := keyOf(wrong); err == nil {
			t.Errorf("%q is a secret", wrong)
		}
	}
	one, other := NewSecret(), NewSecret()
	if _, err := keyOf(one); err != nil || one == other {
		t.Errorf("a secret drawn: %v", err)
	}
}

// TestToldInOrderAndWithoutPersons: what a platform gets, and what it never gets.
func TestToldInOrderAndWithoutPersons(t *testing.T) {
	w := newWorld(t)
	w.happens("A", words, category("facilities"), opened)
	w.add(Hook{Name: "platform"})
	w.add(Hook{Name: "own", Private: true, Events: []string{"case.said", "case.closed"}})
	w.sees("before it was added", w.round())
	w.happens("A", claimed)
	w.happens("B", words)
	w.happens("C", words, category("counselling"), opened, closed)
	w.happens("A", words, closed)
	got := w.round()
	slices.Sort(got)
	w.sees("told", got, "A 4", "A 5", "A 6", "A 6", "C 4")
	body := w.bodies["msg_platform_A_6"]
	if want := `{"type":"case.closed","timestamp":"` + w.at.UTC().Format(time.RFC3339) + `","data":{"case":"A","seq":6,"status":"resolved","category":"facilities","outcome":"solved"}}`; body != want {
		t.Errorf("told %s\nwant %s", body, want)
	}
	for id, body := range w.bodies {
		if strings.Contains(id, "platform") && (strings.Contains(body, "王小明") || strings.Contains(body, "wu") || strings.Contains(body, "counselling")) {
			t.Errorf("%s tells %s", id, body)
		}
	}
	if own := w.bodies["msg_own_A_6"]; !strings.Contains(own, "王小明家的灯换了") || !strings.Contains(own, `"agent":"wu"`) {
		t.Errorf("the town's own system gets %s", own)
	}
	w.sees("told twice", w.round())
}

// TestAFailingCaseBlocksNoOther: it is tried again by itself, in its order, and given up
// at last; the other cases go on.
func TestAFailingCaseBlocksNoOther(t *testing.T) {
	w := newWorld(t)
	w.add(Hook{Name: "platform"})
	w.answer = func(id string) int {
		if strings.Contains(id, "_A_1") {
			return http.StatusBadRequest
		}
		return 0
	}
	w.happens("A", opened)
	w.happens("A", claimed)
	w.happens("B", opened)
	w.sees("at first", w.round(), "B 1")
	if n, err := w.hooks.Waiting(t.Context(), "platform"); n != 2 || err != nil {
		t.Errorf("%d wait: %v", n, err)
	}
	w.sees("at once again", w.round())
	for i := range Tries {
		w.at = w.at.Add(48 * time.Hour)
		w.happens("B", dialog.Change{Kind: dialog.ChangeStatus, Value: "snoozed"})
		got := w.round()
		if i < Tries-1 && slices.Contains(got, "A 2") && len(w.dead()) == 0 {
			t.Fatalf("A 2 overtakes A 1 after %d tries", i+2)
		}
		if !slices.Contains(got, fmt.Sprint("B ", i+2)) {
			t.Errorf("B waits for A: %q", got)
		}
	}
	dead := w.dead()
	if len(dead) != 1 || dead[0].ID() != "msg_platform_A_1" || dead[0].Why != "answered 400 Bad Request" || w.tried["msg_platform_A_1"] != Tries || w.tried["msg_platform_A_2"] != 1 {
		t.Fatalf("dead %+v, tried %v", dead, w.tried)
	}
	w.answer = func(string) int { return 0 }
	n, err := w.hooks.Replay(t.Context(), "platform", "")
	if n != 1 || err != nil || len(w.dead()) != 0 {
		t.Errorf("replayed %d: %v", n, err)
	}
	w.sees("replayed", w.round(), "A 1")
	if n, _ := w.hooks.Waiting(t.Context(), "platform"); n != 0 {
		t.Errorf("%d still wait", n)
	}
}

// TestAnOutageCostsNoMessage: while the platform is away it is left alone, and then it
// is told everything, each case in order.
func TestAnOutageCostsNoMessage(t *testing.T) {
	w := newWorld(t)
	w.add(Hook{Name: "platform"})
	w.answer = func(string) int { return http.StatusServiceUnavailable }
	for i := range 10 {
		w.happens(dialog.CaseID(fmt.Sprint("C", i)), opened)
		w.happens(dialog.CaseID(fmt.Sprint("C", i)), claimed)
	}
	w.sees("while it is away", w.round())
	calls := 0
	for _, n := range w.tried {
		calls += n
	}
	if calls != downAfter {
		t.Errorf("called %d times", calls)
	}
	w.sender = &Sender{Hooks: w.hooks, Book: w.book, Catalog: w.sender.Catalog, Client: w.sender.Client, Log: w.sender.Log, Now: w.sender.Now} // killed and started
	w.at = w.at.Add(time.Minute)
	w.answer = func(string) int { return 0 }
	got := w.round()
	w.at = w.at.Add(time.Hour)
	got = append(got, w.round()...)
	if len(got) != 20 || len(w.dead()) > 0 {
		t.Errorf("%d of 20 told: %q", len(got), got)
	}
	for i := range 10 {
		if slices.Index(got, fmt.Sprintf("C%d 1", i)) > slices.Index(got, fmt.Sprintf("C%d 2", i)) {
			t.Errorf("case %d out of order: %q", i, got)
		}
	}
}

// TestAnotherBook: after a move the cursor means nothing, and nothing is lost or told from
// the beginning again.
func TestAnotherBook(t *testing.T) {
	w := newWorld(t)
	w.happens("A", opened)
	w.at = w.at.Add(time.Hour)
	w.add(Hook{Name: "platform"})
	w.happens("A", claimed)
	w.sees("told", w.round(), "A 2")
	for i := range roundMost {
		w.happens(dialog.CaseID(fmt.Sprint("C", i)), words)
	}
	w.happens("A", closed)
	kept, err := w.hooks.told(t.Context(), "platform")
	w.must(err)
	kept.Cursor = "of another book"
	w.must(w.hooks.keepTold(t.Context(), "platform", kept))
	w.sees("after the move", w.round(), "A 2", "A 3")
	w.happens("B", opened)
	w.sees("and on", w.round(), "B 1")
}

// TestASlowEndpointDelaysNoOther: each is told by itself.
func TestASlowEndpointDelaysNoOther(t *testing.T) {
	w := newWorld(t)
	release := make(chan bool)
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer slow.Close()
	defer close(release)
	w.must(w.hooks.Add(t.Context(), Hook{Name: "a-slow", URL: slow.URL, Secret: secret}, true))
	w.add(Hook{Name: "platform"})
	took := make(chan string, 10)
	w.answer = func(id string) int { took <- id; return 0 }
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.sender.Run(ctx) }()
	for i := range 3 { // the slow one hangs at the first
		w.happens("A", opened)
		if id := <-took; id != fmt.Sprint("msg_platform_A_", i+1) {
			t.Errorf("told %s", id)
		}
	}
	cancel()
	<-done
}

// TestAnswers: a redirect is a failure, gone switches off, Retry-After is waited for.
func TestAnswers(t *testing.T) {
	w := newWorld(t)
	w.add(Hook{Name: "platform"})
	w.answer = func(string) int { return http.StatusFound }
	w.happens("A", opened)
	w.sees("redirected", w.round())
	q, err := w.hooks.queues(t.Context(), "platform")
	if err != nil || !strings.Contains(q["A"].Why, "redirects are not followed") || q["A"].Next.Sub(w.at) < 7*time.Second || w.tried[""] > 0 {
		t.Errorf("queue %+v, tried %v", q["A"], w.tried)
	}
	w.at = w.at.Add(time.Hour)
	w.answer = func(string) int { return http.StatusGone }
	w.happens("B", opened)
	w.round()
	h, err := w.hooks.Get(t.Context(), "platform")
	if err != nil || h.Off != "answered 410 Gone" {
		t.Errorf("after 410: %+v, %v", h, err)
	}
	w.answer = func(string) int { return 0 }
	w.at = w.at.Add(time.Hour)
	w.sees("while it is off", w.round())
	w.must(w.hooks.SwitchOn(t.Context(), "platform"))
	got := w.round()
	slices.Sort(got)
	w.sees("on again", got, "A 1", "B 1")
	w.must(w.hooks.Remove(t.Context(), "platform"))
	w.happens("A", claimed)
	w.sees("removed", w.round())
}

// TestNothingInsideIsCalled: whatever a name leads to.
func TestNothingInsideIsCalled(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "2400:3200::1": true, "127.0.0.1": false, "10.1.2.3": false, "172.31.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "::1": false, "::": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false,
		"fe80::1": false, "fd00::1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "::127.0.0.1": false, "ff02::1": false,
	} {
		if got := mayCall(netip.MustParseAddr(text), nil); got != want {
			t.Errorf("%s may be called: %v", text, got)
		}
	}
	nets, err := ReadNets([]string{"10.1.0.0/16", "::1"})
	if err != nil || !mayCall(netip.MustParseAddr("10.1.2.3"), nets) || mayCall(netip.MustParseAddr("10.2.2.3"), nets) || !mayCall(netip.MustParseAddr("::1"), nets) {
		t.Errorf("nets of the town's own: %v %v", nets, err)
	}
	if _, err := ReadNets([]string{"intranet"}); err == nil {
		t.Error("a word is a net")
	}
	w := newWorld(t)
	w.sender.Client = NewClient(nil)
	for _, url := range []string{w.url, strings.Replace(w.url, "127.0.0.1", "localhost", 1), strings.Replace(w.url, "127.0.0.1", "2130706433", 1)} {
		err := w.sender.Test(t.Context(), Hook{Name: "x", URL: url, Secret: secret})
		if err == nil || len(w.tried) > 0 {
			t.Errorf("%s was called: %v", url, err)
		}
	}
	if err := w.sender.Test(t.Context(), Hook{Name: "x", URL: w.url, Secret: secret}); err == nil || err.Error() != errInside.Error() {
		t.Errorf("it is not said why: %v", err)
	}
}

// TestWrongHooks are not taken in.
func TestWrongHooks(t *testing.T) {
	w := newWorld(t)
	good := Hook{Name: "platform", URL: "https://platform.example.org/x", Secret: secret}
	for what, change := range map[string]func(*Hook){
		"http": func(h *Hook) { h.URL = "http://platform.example.org" }, "no address": func(h *Hook) { h.URL = "platform" }, "a file": func(h *Hook) { h.URL = "file:///etc/passwd" },
		"a login": func(h *Hook) { h.URL = "https://u:p@platform.example.org" }, "a name": func(h *Hook) { h.Name = "P 1" }, "no name": func(h *Hook) { h.Name = "" },
		"an event": func(h *Hook) { h.Events = []string{"case.eaten"} }, "a secret": func(h *Hook) { h.Secret = "123" },
	} {
		h := good
		change(&h)
		if err := w.hooks.Add(t.Context(), h, false); err == nil {
			t.Errorf("%s is taken in", what)
		}
	}
	w.must(w.hooks.Add(t.Context(), good, false))
	if err := w.hooks.Add(t.Context(), good, false); !errors.Is(err, ErrTaken) {
		t.Errorf("added twice: %v", err)
	}
	if all, err := w.hooks.List(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d hooks: %v", len(all), err)
	}
}

// TestRunEnds: the duty sends what happens by itself, and ends with its context.
func TestRunEnds(t *testing.T) {
	w := newWorld(t)
	w.add(Hook{Name: "platform"})
	took := make(chan bool, 1)
	w.answer = func(string) int { took <- true; return 0 }
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- w.sender.Run(ctx) }()
	w.happens("A", opened)
	<-took
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

// TestLevelsInHooks: of confidential and anonymous cases nobody is told without leave, and
// nobody at all who told a confidential one, or words of it.
func TestLevelsInHooks(t *testing.T) {
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		flag          dialog.Flag
		kind          dialog.ChangeKind
		plain, leave  bool // told to an endpoint without and with leave
		words, number bool // and then words, and the number
	}{
		{"", dialog.ChangeOpened, true, true, true, true},
		{"", dialog.ChangeSaid, false, true, true, true},
		{dialog.FlagConfidential, dialog.ChangeOpened, false, true, false, false},
		{dialog.FlagConfidential, dialog.ChangeSaid, false, false, false, false},
		{dialog.FlagAnonymous, dialog.ChangeOpened, false, true, true, false},
		{dialog.FlagAnonymous, dialog.ChangeSaid, false, true, true, false},
	} {
		events := []casebook.Event{
			{Seq: 1, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSlot, Slot: "phone", Value: "+8613900000122"}},
			{Seq: 2, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSlot, Slot: "what", Value: "路灯坏了"}},
			{Seq: 3, At: time.Now(), Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeOpened}},
			{Seq: 4, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "路灯坏了,打13900000122"}},
			{Seq: 5, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{c.flag}}}, // later counts, too
		}
		seq := map[dialog.ChangeKind]int{dialog.ChangeOpened: 3, dialog.ChangeSaid: 4}[c.kind]
		events[2].At = time.Now()
		for _, private := range []bool{false, true} {
			h := Hook{Private: private}
			told := h.wants(events[seq-1])
			var body []byte
			if told {
				if body, told, err = h.body(cat, nil, events, seq); err != nil {
					t.Fatal(err)
				}
			}
			if want := private && c.leave || !private && c.plain; told != want {
				t.Errorf("%q %s, private %v: told %v, want %v", c.flag, c.kind, private, told, want)
			}
			if private && told && (strings.Contains(string(body), "路灯坏了") != c.words || strings.Contains(string(body), "13900000122") != c.number) {
				t.Errorf("%q %s tells %s", c.flag, c.kind, body)
			}
		}
	}
}

// TestWhereAndHowFar: a platform hears at which station a case lies, and how far up the
// ladder it was taken, and why.
// TestNoWordsOfATable: of a dispute, and of the thread of a side at it, nobody is told words or
// facts, private or not; that it closed is told.
func TestNoWordsOfATable(t *testing.T) {
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	for name, act := range map[string]mediation.Act{"the table": {Kind: mediation.Begin, Party: "a", Name: "李大爷"}, "a side": {Kind: dialog.SideOpened, Case: "JH-9"}} {
		events := []casebook.Event{{Seq: 1, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeOpened}},
			{Seq: 2, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSlot, Slot: "name", Value: "李大爷"}},
			{Seq: 3, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "我先动的手"}},
			{Seq: 4, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeMediation, Act: &act}},
			{Seq: 5, Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeClosed, Text: "赔三百", Outcome: dialog.Solved}}}
		for i := range events {
			events[i].At = time.Date(2026, 11, 23, 9, i, 0, 0, time.UTC)
		}
		for _, private := range []bool{false, true} {
			for seq, want := range map[int]bool{3: false, 5: true} {
				body, told, err := Hook{Private: private}.body(cat, nil, events, seq)
				if err != nil || private && told != want || strings.Contains(string(body), "三百") || strings.Contains(string(body), "李大爷") || strings.Contains(string(body), "动的手") {
					t.Errorf("%s, private %v, event %d: told %v, %s, %v", name, private, seq, told, body, err)
				}
			}
		}
	}
}

func TestWhereAndHowFar(t *testing.T) {
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	place, err := town.Parse("town.yaml", []byte(town.Standard()+`
stations: [{id: QX01, zh: 七星代办站, en: Qixing station}, {id: BS01, zh: 白沙代办站, en: Baisha station}]
grids: [{id: qx1, zh: 七星一网格, en: Qixing 1, station: QX01, places: [qixing]}, {id: bs1, zh: 白沙网格, en: Baisha grid, station: BS01, places: [baisha]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	slot := func(key, value string) casebook.Event {
		return casebook.Event{Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeSlot, Slot: key, Value: value, Raw: value}}
	}
	for where, want := range map[string]string{
		"qixing": `"station":"QX01","level":"town","clock":"first_reply"`, "": `"station":"BS01","level":"town","clock":"first_reply"`,
	} {
		events := []casebook.Event{slot(dialog.StationSlot, "BS01"), slot("where", where),
			{Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeOpened}},
			{Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeEscalated, Slot: "first_reply@1795348800", Value: "town", Raw: "lin"}}}
		for i := range events {
			events[i].Seq, events[i].At = i+1, time.Unix(1795348800, 0)
		}
		h := Hook{Events: []string{"case.escalated"}}
		body, told, err := h.body(cat, place, events, 4)
		if err != nil || !told || !h.wants(events[3]) || h.wants(events[2]) || !strings.Contains(string(body), want) || strings.Contains(string(body), "lin") {
			t.Errorf("at %q: told %v, %s, %v; want %s", where, told, body, err, want)
		}
	}
}
