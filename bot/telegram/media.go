package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"

	"frontdoor/dialog"

	telegram "github.com/go-telegram/bot"
)

// FileMost is the largest file a bot may download, in bytes.
const FileMost = 20 << 20

// ErrFileTooLarge: the file is above FileMost; the resident must send it in
// another way.
var ErrFileTooLarge = errors.New("file is larger than 20 MB, telegram does not hand it out")

// OpenMedia opens what a resident sent. The caller closes it. Its type is what
// Telegram said of it when it came; where it said nothing, what its name or the
// download says.
func (c *Channel) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	id, ok := strings.CutPrefix(m.Ref, refPrefix)
	if !ok {
		return nil, "", errors.New("opening media: it is not telegram's")
	}
	if m.Size > FileMost {
		return nil, "", ErrFileTooLarge
	}
	ctx, heard := listen(ctx)
	f, err := c.client.GetFile(ctx, &telegram.GetFileParams{FileID: id})
	if err != nil {
		if heard.Envelope && strings.Contains(heard.Description, "too big") {
			return nil, "", ErrFileTooLarge
		}
		return nil, "", fmt.Errorf("asking telegram for a file: %w", c.api.hide(err))
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
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close() //nolint:errcheck // only read from
		return nil, "", fmt.Errorf("downloading a file: telegram answered %d", resp.StatusCode)
	}
	return &bounded{ReadCloser: resp.Body, left: FileMost}, mediaType(m, f.FilePath, resp), nil
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

// bounded ends with an error, not quietly, above FileMost.
type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrFileTooLarge
	}
	return n, err
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
