package open311

import (
	"context"
	"errors"
	"fmt"

	"frontdoor/dialog"
)

// ErrFileForm says that an attached file is none that is taken.
var ErrFileForm = errors.New("the file is no photo")

// attach keeps the photos that came along with an input, cleaned of hidden data, and says
// how many files were left out.
func (s *server) attach(ctx context.Context, c *call, in *dialog.Input) (left int, err error) {
	for i, f := range c.files {
		if s.Arrive == nil {
			left++
			continue
		}
		m, err := s.Arrive(ctx, in.From, fmt.Sprintf("%s.%d", in.ID, i), "", f.bytes)
		switch {
		case errors.Is(err, ErrFileForm):
			left++
		case err != nil:
			return left, fmt.Errorf("keep a file that came with a request: %w", err)
		default:
			in.Media = append(in.Media, m)
		}
	}
	return left, nil
}

// leftOut tells a client which files are not with the case.
func leftOut(n int, lang string) string {
	switch {
	case n == 0:
		return ""
	case lang == "en":
		return fmt.Sprintf(" %d attached files were not taken: send photos, or a link as media_url.", n)
	}
	return fmt.Sprintf(" 有 %d 个附件没有收下：请发照片，或用 media_url 给出链接。", n)
}
