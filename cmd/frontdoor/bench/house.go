package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// house is the server under load, a process of its own.
type house struct {
	program string
	env     []string
	cmd     *exec.Cmd
	stdin   io.WriteCloser
	url     string
	pid     atomic.Int64 // of the running server
	token   string       // of an agent who may read the feed
}

// newHouse makes the book and an agent in it. listen is where the server is to be found,
// again after each start, or 127.0.0.1:0 for anywhere.
func newHouse(ctx context.Context, program, folder, listen string, e *engine, p *providers) (*house, error) {
	h := &house{program: program, env: append(os.Environ(),
		"FRONTDOOR_LISTEN="+listen, "FRONTDOOR_BOOK="+e.book, "FRONTDOOR_KEY=file:"+filepath.Join(folder, "master.key"), "FRONTDOOR_MEDIA="+folder, "FRONTDOOR_PUBLIC_URL="+publicURL,
		"FRONTDOOR_TELEGRAM_TOKEN="+token, "FRONTDOOR_TELEGRAM_SECRET="+secret, "FRONTDOOR_TELEGRAM_MODE=webhook", "FRONTDOOR_TELEGRAM_API="+p.url,
		"FRONTDOOR_TWILIO_ACCOUNT_SID="+account, "FRONTDOOR_TWILIO_AUTH_TOKEN="+authToken, "FRONTDOOR_TWILIO_FROM="+number, "FRONTDOOR_TWILIO_API="+p.url)}
	if _, err := h.command(ctx, "agent", "add", "-login", "bench", "-name", "bench", "-role", "supervisor"); err != nil {
		return nil, err
	}
	said, err := h.command(ctx, "token", "-agent", "bench")
	h.token = strings.TrimSpace(said)
	return h, err
}

// command runs the program to its end.
func (h *house) command(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, h.program, args...)
	cmd.Env = h.env
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			err = fmt.Errorf("%w: %s", err, failed.Stderr)
		}
		return "", fmt.Errorf("frontdoor %s: %w", args[0], err)
	}
	return string(out), nil
}

// start starts the server with its sending held, and waits until it is ready.
func (h *house) start(ctx context.Context, stderr io.Writer, args ...string) error {
	h.cmd = exec.Command(h.program, append([]string{"bench-serve"}, args...)...)
	h.cmd.Env, h.cmd.Stderr, h.url = h.env, stderr, ""
	h.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // ctrl-C is for the bench, which still asks the server then
	out, err := h.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if h.stdin, err = h.cmd.StdinPipe(); err != nil {
		return err
	}
	if err := h.cmd.Start(); err != nil {
		return fmt.Errorf("starting the server: %w", err)
	}
	h.pid.Store(int64(h.cmd.Process.Pid))
	lines := bufio.NewScanner(out)
	for lines.Scan() && h.url == "" {
		h.url, _ = strings.CutPrefix(lines.Text(), "frontdoor listens on ")
	}
	go io.Copy(io.Discard, out) //nolint:errcheck // it ends with the server
	if h.url == "" {
		return errors.Join(errors.New("the server did not start"), h.stop())
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		answer, err := http.Get(h.url + "/readyz")
		if err == nil {
			answer.Body.Close() //nolint:errcheck // only read from
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return errors.Join(errors.New("the server does not get ready"), err, h.stop())
		}
	}
}

// send lets the server begin to send.
func (h *house) send() error {
	_, err := io.WriteString(h.stdin, "send\n")
	return err
}

// kill is kill -9.
func (h *house) kill() error {
	if err := h.cmd.Process.Kill(); err != nil {
		return fmt.Errorf("killing the server: %w", err)
	}
	h.cmd.Wait() //nolint:errcheck // killed
	return nil
}

// stop asks the server to end, as ctrl-C does, and waits for it.
func (h *house) stop() error {
	if h.cmd == nil || h.cmd.ProcessState != nil {
		return nil
	}
	h.cmd.Process.Signal(syscall.SIGINT)                                    //nolint:errcheck // it may have ended by itself
	late := time.AfterFunc(30*time.Second, func() { h.cmd.Process.Kill() }) //nolint:errcheck // the same
	defer late.Stop()
	if err := h.cmd.Wait(); err != nil {
		return fmt.Errorf("the server ended badly: %w", err)
	}
	return nil
}

// event is one line of the feed.
type event struct {
	Case, By, Kind, Text string
	Seq                  int
}

// feed reads the whole book as an integrator does: through the API.
func (h *house) feed(ctx context.Context) ([]event, error) {
	all, _, err := h.feedAfter(ctx, "")
	return all, err
}

// feedAfter reads what is in the book after a cursor, and gives the cursor behind it.
func (h *house) feedAfter(ctx context.Context, since string) (all []event, _ string, _ error) {
	for {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url+"/api/v1/events?limit=1000&since="+url.QueryEscape(since), nil)
		if err != nil {
			return nil, since, err
		}
		r.Header.Set("Authorization", "Bearer "+h.token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return nil, since, fmt.Errorf("reading the book: %w", err)
		}
		var page struct {
			Events []event
			Next   string
		}
		err = json.NewDecoder(answer.Body).Decode(&page)
		answer.Body.Close() //nolint:errcheck // only read from
		if err != nil || answer.StatusCode != http.StatusOK {
			return nil, since, fmt.Errorf("reading the book: answered %d: %w", answer.StatusCode, err)
		}
		if len(page.Events) == 0 {
			return all, since, nil
		}
		all, since = append(all, page.Events...), page.Next
	}
}
