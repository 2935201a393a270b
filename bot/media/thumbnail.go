package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // small pictures of what residents send
	"image/jpeg"
	_ "image/png"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// The small picture: its longer side, and how large a picture may be to be made small.
// A few bytes can say that they are a picture of a billion points.
const (
	smallSide  = 640
	pointsMost = 25 << 20
)

// errNoSmall: there is no small picture of this file.
var errNoSmall = errors.New("no small picture can be made")

// small makes a small JPEG of a cleaned photo. Which way is up is told as in the photo.
func small(b []byte, t Type) ([]byte, error) {
	if t.Kind != Photo {
		return nil, errNoSmall
	}
	picture := b
	if t.MIME == "image/webp" {
		picture = webpFrame(b)
	}
	info, _, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoSmall, err)
	}
	if info.Width < 1 || info.Height < 1 || info.Width > pointsMost/info.Height {
		return nil, fmt.Errorf("%w: it is %d by %d points", errNoSmall, info.Width, info.Height)
	}
	from, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoSmall, err)
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	if longer := max(w, h); longer > smallSide {
		w, h = max(1, w*smallSide/longer), max(1, h*smallSide/longer)
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src) // under what is see-through
	draw.BiLinear.Scale(to, to.Bounds(), from, from.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, to, &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoSmall, err)
	}
	made := out.Bytes()
	if way := jpegWay(b, t); way > 1 {
		made = append(append(bytes.Clone(made[:2]), wayUp(way)...), made[2:]...)
	}
	return made, nil
}

// jpegWay is which way is up in a cleaned JPEG; 0 where nothing says so.
func jpegWay(b []byte, t Type) uint16 {
	if t.MIME != "image/jpeg" {
		return 0
	}
	if mark, seg, _, err := segment(b, 2); err == nil && mark == markAPP1 {
		return orientation(seg)
	}
	return 0
}
