package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/search"
)

// benchInboxCommand measures the inbox on a book that frontdoor seed has filled: make
// bench-inbox.
type benchInboxCommand struct {
	bookSettings
	Rounds  int    `default:"40" placeholder:"N" help:"How often each thing is done; ${default} when not set."`
	Profile string `placeholder:"FOLDER" help:"Write profiles of CPU and memory there, for go tool pprof, of each start and of opening the longest case."`
}

func (c *benchInboxCommand) Run(p *program) error {
	set := &serveSettings{bookSettings: c.bookSettings, Listen: "127.0.0.1:0", TwilioOptOut: "provider", Proxies: "127.0.0.0/8"}
	if set.bookFile() == "" {
		return fmt.Errorf("the plain way is measured on a book that is a file: name one with -book sqlite:FILE")
	}
	go tidyMemory(p.ctx)
	m := &inboxMeasure{program: p, rounds: c.Rounds, profile: c.Profile, set: set, stop: func() {}}
	defer func() { m.stop() }()
	// The first start reads the whole book, the second what was kept of it.
	for _, name := range []string{set.searchFile(), set.searchFile() + ".board"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	for _, what := range []string{"start from nothing", "start from what was kept"} {
		m.stop()
		end, err := profiled(c.Profile, strings.ReplaceAll(what, " ", "-"))
		if err != nil {
			return err
		}
		spent := cpuTime()
		took, err := m.start()
		if err = errors.Join(err, end()); err != nil {
			return err
		}
		m.tell(fmt.Sprintf("%s (%.0f s of CPU)", what, (cpuTime()-spent).Seconds()), map[string]time.Duration{"start from nothing": time.Minute, "start from what was kept": 5 * time.Second}[what], []time.Duration{took}, 0)
	}
	if err := m.measure(); err != nil {
		return err
	}
	return m.print()
}

// inboxMeasure is a server on a book, and what was measured of it.
type inboxMeasure struct {
	*program
	rounds  int
	profile string
	set     *serveSettings
	s       *server
	stop    func()
	client  *http.Client
	lines   []inboxLine
	token   string
}

// inboxLine is one thing that was measured.
type inboxLine struct {
	what  string
	goal  time.Duration
	took  []time.Duration
	plain time.Duration // the plain-SQL way; 0 where there is none
}

func (m *inboxMeasure) tell(what string, goal time.Duration, took []time.Duration, plain time.Duration) {
	slices.Sort(took)
	m.lines = append(m.lines, inboxLine{what, goal, took, plain})
	fmt.Fprintf(m.stderr, "%s: %v\n", what, quantile(took, 0.95))
}

// quantile is the value below which a share of sorted ones lies.
func quantile(sorted []time.Duration, share float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}

// start starts a server and waits until everything can be listed and searched.
func (m *inboxMeasure) start() (time.Duration, error) {
	began := time.Now()
	s, err := newServer(m.ctx, m.set, slog.New(slog.NewTextHandler(m.stderr, nil)))
	if err != nil {
		return 0, err
	}
	if s.search == nil {
		return 0, errors.Join(errors.New("the search file cannot be opened"), s.close())
	}
	if err := s.listen(); err != nil {
		return 0, errors.Join(err, s.close())
	}
	ctx, stop := context.WithCancel(m.ctx)
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	m.s, m.stop = s, func() { stop(); <-ended; m.stop = func() {} }
	for {
		select {
		case err := <-ended:
			return 0, err
		case <-s.board.Ready():
			if ok, _ := s.search.Ready(); ok {
				return time.Since(began), nil
			}
		default:
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// measure does each thing many times.
func (m *inboxMeasure) measure() error {
	if err := m.signIn(); err != nil {
		return err
	}
	peak, now := memory("VmHWM"), memory("VmRSS") // before the plain way takes its own
	plain, err := newPlainSQL(m.ctx, m.s)
	if err != nil {
		return err
	}
	defer plain.close()
	for _, do := range []func(*plainSQL) error{m.lists, m.searches, m.longCase, m.live} {
		if err := do(plain); err != nil {
			return err
		}
	}
	fmt.Fprintf(m.stdout, "memory of the whole process: %d MB at its highest, %d MB after the start (goal 1024)\n", peak, now)
	return nil
}

// signIn makes an agent of the bench's own, who sees all.
func (m *inboxMeasure) signIn() error {
	login, password := "bench-inbox", rand.Text() // a guessable one would be refused
	err := m.s.roster.Add(m.ctx, handoff.Agent{Login: login, Name: "Bench", Role: handoff.RoleAdmin}, password)
	if err != nil && !errors.Is(err, handoff.ErrTaken) {
		return err
	}
	if m.token, err = handoff.NewTokens(m.s.book, m.s.roster).Create(m.ctx, login); err != nil {
		return err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	m.client = &http.Client{Jar: jar}
	answer, err := m.client.PostForm(m.s.address()+"/inbox/sign-in", url.Values{"login": {login}, "password": {password}, "back": {"/inbox"}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("signing in: %s", answer.Status)
	}
	return nil
}

// get fetches a page whole.
func (m *inboxMeasure) get(path string) (string, error) {
	r, err := http.NewRequestWithContext(m.ctx, http.MethodGet, m.s.address()+path, nil)
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(path, "/api/") {
		r.Header.Set("Authorization", "Bearer "+m.token)
	}
	answer, err := m.client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, answer.Status)
	}
	return string(body), err
}

// times does something many times.
func (m *inboxMeasure) times(do func() error) ([]time.Duration, error) {
	var all []time.Duration
	for range m.rounds {
		began := time.Now()
		if err := do(); err != nil {
			return nil, err
		}
		all = append(all, time.Since(began))
	}
	return all, nil
}

// print prints what was measured, each beside the plain way.
func (m *inboxMeasure) print() error {
	w := tabwriter.NewWriter(m.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tp50\tp95\tp99\tgoal (p95)\tplain SQL\ttimes")
	for _, l := range m.lines {
		goal, plain, times := "", "", ""
		if l.goal > 0 {
			goal = l.goal.String()
		}
		if l.plain > 0 {
			plain, times = short(l.plain), fmt.Sprintf("%.1f", float64(l.plain)/float64(max(1, quantile(l.took, 0.5))))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.what, short(quantile(l.took, 0.5)), short(quantile(l.took, 0.95)), short(quantile(l.took, 0.99)), goal, plain, times)
	}
	return w.Flush()
}

func short(d time.Duration) string {
	if d < 10*time.Millisecond {
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(time.Millisecond).String()
}

// lists measures pages of cases.
func (m *inboxMeasure) lists(plain *plainSQL) error {
	const limit, far = 100, 980
	after, pages := "", 0
	for range far - 1 {
		body, err := m.get(fmt.Sprintf("/api/v1/cases?limit=%d&after=%s", limit, after))
		if err != nil {
			return err
		}
		_, next, _ := strings.Cut(body, `"next":"`)
		next, _, found := strings.Cut(next, `"`)
		if !found {
			break
		}
		after, pages = next, pages+1
	}
	for _, page := range []struct {
		what, after string
		offset      int
	}{{"first page of 100 cases", "", 0}, {fmt.Sprintf("page %d, by following next", pages+1), after, pages * limit}} {
		took, err := m.times(func() error {
			_, err := m.get(fmt.Sprintf("/api/v1/cases?limit=%d&after=%s", limit, page.after))
			return err
		})
		if err != nil {
			return err
		}
		slow, err := plain.list(m.ctx, limit, page.offset)
		if err != nil {
			return err
		}
		m.tell(page.what, 50*time.Millisecond, took, slow)
	}
	took, err := m.times(func() error { _, err := m.get("/inbox?queue=open"); return err })
	if err != nil {
		return err
	}
	m.tell("first page of the inbox, drawn", 50*time.Millisecond, took, 0)
	return nil
}

// searches measures searches of different lengths, for who sees all and for who sees one
// case in a hundred.
func (m *inboxMeasure) searches(plain *plainSQL) error {
	for _, text := range []string{"路", "s", "工资", "12", "安静", "工资条", "陈建国", "streetlight", "没有人说过的话"} {
		for _, share := range []int{1, 100} {
			sees := func(id dialog.CaseID) bool {
				c, ok := m.s.board.Case(id)
				return ok && scopeOf(c.ID)%share == 0
			}
			took, err := m.times(func() error {
				_, err := m.s.search.Find(m.ctx, search.Query{Text: text, Sees: sees, Limit: 40})
				return err
			})
			if err != nil {
				return err
			}
			slow, err := plain.search(m.ctx, text, share)
			if err != nil {
				return err
			}
			m.tell(fmt.Sprintf("search %s%s", text, map[int]string{100: ", who sees 1 %"}[share]), 50*time.Millisecond, took, slow)
		}
	}
	return nil
}

// longCase measures opening the longest case.
func (m *inboxMeasure) longCase(plain *plainSQL) error {
	id, n, err := plain.longest(m.ctx)
	if err != nil {
		return err
	}
	end, err := profiled(m.profile, "longest-case")
	if err != nil {
		return err
	}
	spent := cpuTime()
	took, err := m.times(func() error { _, err := m.get("/inbox/cases/" + string(id)); return err })
	spent = (cpuTime() - spent) / time.Duration(max(1, m.rounds))
	if err = errors.Join(err, end()); err != nil {
		return err
	}
	m.tell(fmt.Sprintf("opening a case of %d messages (%d ms of CPU)", n, spent.Milliseconds()), 100*time.Millisecond, took, 0)
	return nil
}

// live measures how long a resident's word takes to the page of an agent: told by the
// stream, asked for again, drawn.
func (m *inboxMeasure) live(*plainSQL) error {
	stream, err := newScreen(m)
	if err != nil {
		return err
	}
	defer stream.close()
	var took []time.Duration
	for n := range 5 * m.rounds {
		from := dialog.Address(fmt.Sprintf("web:bench-inbox-%d-%d", os.Getpid(), n%20))
		began := time.Now()
		result, err := m.s.clerk.Handle(m.ctx, dialog.Input{ID: fmt.Sprint("bench-", n), Kind: dialog.Said, From: from, Text: "人工"})
		if err != nil {
			return err
		}
		if err := stream.waitFor(result.Events[0].Case); err != nil {
			return err
		}
		if _, err := m.get("/inbox?queue=open"); err != nil {
			return err
		}
		took = append(took, time.Since(began))
	}
	m.tell("a resident's word to the screen", 300*time.Millisecond, took, 0)
	return nil
}

// scopeOf deals cases out evenly, as areas would.
func scopeOf(id dialog.CaseID) int {
	n := 0
	for _, r := range id {
		n = (n*31 + int(r)) % 1_000_003
	}
	return n
}
