package bot_test

import (
	"errors"
	"testing"

	"frontdoor/bot"
)

func TestMediaAnswer(t *testing.T) {
	other := errors.New("trouble that may pass")
	for status, want := range map[int]error{200: nil, 404: bot.ErrMediaGone, 410: bot.ErrMediaGone, 413: bot.ErrMediaTooLarge,
		401: bot.ErrMediaRefused, 403: bot.ErrMediaRefused, 206: other, 302: other, 429: other, 500: other, 503: other, 0: other} {
		got := bot.MediaAnswer(status)
		switch {
		case want == nil && got != nil, want == other && got == nil, want != other && !errors.Is(got, want):
			t.Errorf("%d is %v, want %v", status, got, want)
		case want == other && (errors.Is(got, bot.ErrMediaGone) || errors.Is(got, bot.ErrMediaTooLarge) || errors.Is(got, bot.ErrMediaRefused)):
			t.Errorf("%d is %v, and that may pass", status, got)
		}
	}
}
