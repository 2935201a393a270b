package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"frontdoor/dialog"
)

// MediaOpener is a channel that can open what residents sent. It is called once for each
// file, soon, and again after errors; what it gives is kept (see bot/media). The caller
// closes it.
type MediaOpener interface {
	OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error)
}

// What an opener says of a file that cannot be had. Any other error is trouble that may
// pass.
var (
	// ErrMediaGone: the provider has it no longer; trying again is of no use.
	ErrMediaGone = errors.New("the provider has the file no longer")
	// ErrMediaTooLarge: trying again is of no use.
	ErrMediaTooLarge = errors.New("the file is too large")
	// ErrMediaRefused: the provider does not let us have it. That may be mended.
	ErrMediaRefused = errors.New("the provider does not let us have the file")
)

// MediaAnswer is the error of an HTTP answer to a download; nil for 200.
func MediaAnswer(status int) error {
	var why error
	switch status {
	case http.StatusOK:
		return nil
	case http.StatusNotFound, http.StatusGone:
		why = ErrMediaGone
	case http.StatusRequestEntityTooLarge:
		why = ErrMediaTooLarge
	case http.StatusUnauthorized, http.StatusForbidden:
		why = ErrMediaRefused
	default:
		return fmt.Errorf("the provider answered %d", status)
	}
	return fmt.Errorf("%w (it answered %d)", why, status)
}

// Bounded is a file that ends with tooLarge, not quietly, above most bytes.
func Bounded(file io.ReadCloser, most int64, tooLarge error) io.ReadCloser {
	return &bounded{ReadCloser: file, left: most, tooLarge: tooLarge}
}

type bounded struct {
	io.ReadCloser
	left     int64
	tooLarge error
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, b.tooLarge
	}
	return n, err
}
