package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"frontdoor/bot"
	"frontdoor/dialog"

	telegram "github.com/go-telegram/bot"
)

// FileMost is the largest file a bot may download, in bytes.
const FileMost = 20 << 20

// ErrFileTooLarge: the file is above FileMost; the resident must send it in
// another way.
var ErrFileTooLarge = fmt.Errorf("%w: telegram hands out 20 MB at most", bot.ErrMediaTooLarge)

// OpenMedia opens what a resident sent. The caller closes it. Its type is what
// Telegram said of it when it came; where it said nothing, what its name or the
// download says.
func (c *Channel) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	id, ok := strings.CutPrefix(m.Ref, refPrefix)
	if !ok {
		return nil, "", fmt.Errorf("opening media: %w: it is not telegram's", bot.ErrMediaGone)
	}
	if m.Size > FileMost {
		return nil, "", ErrFileTooLarge
	}
	ctx, heard := listen(ctx)
	f, err := c.client.GetFile(ctx, &telegram.GetFileParams{FileID: id})
	if err != nil {
		return nil, "", fmt.Errorf("asking telegram for a file: %w", cmp.Or(fileTrouble(heard), c.api.hide(err)))
	}
	if f.FileSize > FileMost {
		return nil, "", ErrFileTooLarge
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.client.FileDownloadLink(f), nil)
	if err != nil {
		return nil, "", fmt.Errorf("making the download: %w", c.api.hide(err))
	}
	resp, err := c.api.transport.RoundTrip(r)
	if err != nil {
		return nil, "", fmt.Errorf("downloading a file: %w", c.api.hide(err))
	}
	if err := bot.MediaAnswer(resp.StatusCode); err != nil {
		resp.Body.Close() //nolint:errcheck // only read from
		return nil, "", fmt.Errorf("downloading a file: %w", err)
	}
	return bot.Bounded(resp.Body, FileMost, ErrFileTooLarge), mediaType(m, f.FilePath, resp), nil
}

// fileTrouble is what an answer about a file says for good; nil where it may pass. "Wrong
// file_id or the file is temporarily unavailable" may.
func fileTrouble(heard *answer) error {
	switch {
	case !heard.Envelope:
		return nil
	case strings.Contains(heard.Description, "too big"):
		return ErrFileTooLarge
	case strings.Contains(heard.Description, "invalid file_id"):
		return bot.ErrMediaGone
	case heard.code() == http.StatusUnauthorized, heard.code() == http.StatusForbidden:
		return bot.ErrMediaRefused
	}
	return nil
}

func mediaType(m dialog.Media, name string, resp *http.Response) string {
	if m.MIME != "" {
		return m.MIME
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	if t := resp.Header.Get("Content-Type"); t != "" {
		return t
	}
	return "application/octet-stream"
}

// messageID is the message_id of a message that was sent, "" where it says none.
func messageID(result json.RawMessage) string {
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if json.Unmarshal(result, &sent) != nil || sent.ID == 0 {
		return ""
	}
	return strconv.FormatInt(sent.ID, 10)
}
