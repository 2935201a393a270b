package webchat

import (
	"bytes"
	"errors"
)

// photoKind is the form of a photo, and the ending of its file.
type photoKind string

// The photos that are taken.
const (
	kindJPEG photoKind = "jpg"
	kindPNG  photoKind = "png"
	kindWebP photoKind = "webp"
	kindHEIC photoKind = "heic"
)

// MIME is the media type of a kind.
func (k photoKind) MIME() string {
	switch k {
	case kindJPEG:
		return "image/jpeg"
	case kindPNG:
		return "image/png"
	case kindWebP:
		return "image/webp"
	case kindHEIC:
		return "image/heic"
	}
	return "application/octet-stream"
}

// errNoPhoto: these bytes are no photo of a kind that is taken, or a broken one.
var errNoPhoto = errors.New("not a photo that can be cleaned")

// stripPhoto tells the kind of a photo by its bytes and gives it without hidden data.
// The input is never changed.
func stripPhoto(b []byte) ([]byte, photoKind, error) {
	kind, strip := kindJPEG, stripJPEG
	switch {
	case bytes.HasPrefix(b, []byte{0xFF, 0xD8, 0xFF}):
	case bytes.HasPrefix(b, []byte(pngMark)):
		kind, strip = kindPNG, stripPNG
	case len(b) >= 16 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		kind, strip = kindWebP, stripWebP
	case isHEIC(b):
		kind, strip = kindHEIC, stripHEIC
	default:
		return nil, "", errNoPhoto
	}
	clean, err := strip(b)
	if err != nil {
		return nil, "", err
	}
	return clean, kind, nil
}
