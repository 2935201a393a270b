package wechat

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"frontdoor/bot"
	"frontdoor/dialog"
)

// FileMost is the largest file that is passed on, in bytes; WeChat takes none above it.
const FileMost = 20 << 20

var (
	// ErrFileTooLarge: the file is above FileMost.
	ErrFileTooLarge = fmt.Errorf("%w: WeChat takes 20 MB at most", bot.ErrMediaTooLarge)
	// ErrFileGone: WeChat keeps what people send for three days.
	ErrFileGone = fmt.Errorf("%w: WeChat keeps files for three days", bot.ErrMediaGone)
)

// refusalMost is how long a refusal in place of a file can be.
const refusalMost = 64 << 10

// OpenMedia opens what a resident sent. The caller closes it. A refusal comes with 200
// like a file, and a video as the place where it lies.
func (c *Channel) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	id, ok := strings.CutPrefix(m.Ref, refPrefix)
	if !ok {
		return nil, "", fmt.Errorf("opening media: %w: it is not WeChat's", bot.ErrMediaGone)
	}
	var file io.ReadCloser
	var kind string
	var refused error
	err := c.api.withToken(ctx, "/cgi-bin/media/get", url.Values{"media_id": {id}}, nil, func(resp *http.Response) (int, error) {
		var code int
		file, kind, code, refused = c.fileIn(ctx, resp)
		return code, nil
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return nil, "", fmt.Errorf("asking WeChat for a file: %w", notLet(err))
	}
	if m.MIME != "" {
		kind = m.MIME
	}
	return file, kind, nil
}

// notLet says of a refusal of our settings that they may be mended.
func notLet(err error) error {
	refused := (*refusal)(nil)
	if errors.As(err, &refused) {
		if k := reasons[refused.code].kind; k == misset || k == refresh {
			return fmt.Errorf("%w: %w", bot.ErrMediaRefused, err)
		}
	}
	return err
}

// fileIn finds the file in an answer. code is that of a refusal.
func (c *Channel) fileIn(ctx context.Context, resp *http.Response) (file io.ReadCloser, kind string, code int, err error) {
	kind = resp.Header.Get("Content-Type")
	body := bufio.NewReader(resp.Body)
	first, _ := body.Peek(1) //nolint:errcheck // an empty file is told below
	switch {
	case resp.StatusCode == http.StatusOK && len(first) == 1 && !speaks(kind, first[0]):
		return bot.Bounded(struct {
			io.Reader
			io.Closer
		}{body, resp.Body}, FileMost, ErrFileTooLarge), kind, 0, nil
	case resp.StatusCode == http.StatusOK && len(first) == 0:
		resp.Body.Close() //nolint:errcheck // only read from
		return nil, "", 0, errors.New("the file is empty")
	}
	text, err := io.ReadAll(io.LimitReader(body, refusalMost))
	resp.Body.Close() //nolint:errcheck // only read from
	if err != nil {
		return nil, "", 0, fmt.Errorf("reading the answer: %w", err)
	}
	var heard answer
	heard.read(resp.StatusCode, text)
	var video struct {
		URL string `json:"video_url"`
	}
	switch err := heard.into(&video); {
	case heard.refused() == 40007:
		return nil, "", 40007, ErrFileGone
	case err != nil:
		return nil, "", heard.refused(), err
	case video.URL == "":
		return nil, "", 0, errors.New("the answer is neither a file nor a refusal")
	}
	file, kind, err = c.fetch(ctx, video.URL)
	return file, kind, 0, err
}

// speaks says that an answer is words, and no file.
func speaks(kind string, first byte) bool {
	return first == '{' || strings.HasPrefix(kind, "application/json") || strings.HasPrefix(kind, "text/")
}

// fetch loads what lies at a place WeChat named; no token goes there, and it is not
// sent on from there.
func (a *Account) fetch(ctx context.Context, at string) (io.ReadCloser, string, error) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, "", errors.New("downloading a file: WeChat named no place for it")
	}
	resp, err := a.api.do(ctx, at, nil)
	if err != nil {
		return nil, "", fmt.Errorf("downloading a file: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close() //nolint:errcheck // only read from
		return nil, "", fmt.Errorf("downloading a file: answered %d", resp.StatusCode)
	}
	return bot.Bounded(resp.Body, FileMost, ErrFileTooLarge), resp.Header.Get("Content-Type"), nil
}
