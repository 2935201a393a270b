package media

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
)

var (
	pdfLocked  = regexp.MustCompile(`/Encrypt[\s<\[]`)
	pdfStream  = regexp.MustCompile(`>>\s*stream\r?\n`)
	pdfPressed = regexp.MustCompile(`/Filter\s*\[?\s*(/(FlateDecode|Fl)\b|\d)`)
	pdfPhoto   = regexp.MustCompile(`/(DCTDecode|DCT|JPXDecode)\b`)
	pdfOther   = regexp.MustCompile(`/(ASCII85Decode|A85|ASCIIHexDecode|AHx|LZWDecode|LZW|RunLengthDecode|RL)\b`)
	pdfImage   = regexp.MustCompile(`/Subtype\s*/Image\b`)
	pdfFile    = regexp.MustCompile(`/Type\s*/EmbeddedFile\b`)
)

// pdfHead is how far before a stream the list that tells its form may begin.
const pdfHead = 4096

// stripPDF writes over what the photos in a PDF hide; all stays where the paper says it
// is. Papers without such photos stay as they are, and signatures on them good. Locked
// papers are closed to us.
func stripPDF(b []byte) ([]byte, error) { return cleanPDF(b, newRoom()) }

func cleanPDF(b []byte, left *room) ([]byte, error) {
	done, err := left.enter()
	if err != nil {
		return nil, err
	}
	defer done()
	if pdfLocked.Match(b) {
		return nil, fmt.Errorf("%w: the paper is locked", ErrHides)
	}
	out := bytes.Clone(b)
	for at := 0; ; {
		found := pdfStream.FindIndex(out[at:])
		if found == nil {
			break
		}
		from := at + found[1]
		head := out[max(at, at+found[0]-pdfHead) : at+found[0]]
		if i := bytes.LastIndex(head, []byte(" obj")); i >= 0 {
			head = head[i:]
		}
		n := bytes.Index(out[from:], []byte("endstream"))
		if n < 0 {
			n = len(out) - from
		}
		if err := stripStream(head, out[from:from+n], left); err != nil {
			return nil, err
		}
		at = from + n
	}
	return stripPhotosInside(out)
}

// stripStream takes off in place what stands pressed in a stream; what does not is seen in
// the whole.
func stripStream(head, body []byte, left *room) error {
	photo := pdfPhoto.Match(head)
	if photo && pdfOther.Match(head) {
		return fmt.Errorf("%w: a photo written in letters", ErrHides)
	}
	if !pdfPressed.Match(head) || pdfImage.Match(head) && !photo { // points of a picture
		return nil
	}
	plain, err := inflate(body, left.bytes)
	if left.bytes -= int64(len(plain)); left.bytes <= 0 {
		return errTooMuch
	}
	if err != nil && len(plain) == 0 { // nobody can read it
		return nil
	}
	if pdfFile.Match(head) {
		if clean, err := cleanWithin(plain, left); len(plain) > 0 && (err != nil || !bytes.Equal(clean, plain)) {
			return fmt.Errorf("%w: a file that goes with the paper", ErrHides)
		}
		return nil
	}
	clean, err := stripPhotosInside(plain)
	if err != nil || bytes.Equal(clean, plain) {
		return err
	}
	var pressed bytes.Buffer
	w, err := zlib.NewWriterLevel(&pressed, zlib.BestCompression)
	if err != nil {
		return fmt.Errorf("press a stream: %w", err)
	}
	w.Write(clean) //nolint:errcheck // into memory
	w.Close()      //nolint:errcheck // into memory
	if pressed.Len() > len(body) {
		return fmt.Errorf("%w: a photo in the paper that would need more room", ErrHides)
	}
	clear(body[copy(body, pressed.Bytes()):]) // what follows its end is not read
	return nil
}

// inflate gives what was pressed, as far as it can be read, most bytes at most.
func inflate(b []byte, most int64) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("read a stream: %w", err)
	}
	defer r.Close() //nolint:errcheck // only read from
	return io.ReadAll(io.LimitReader(r, most))
}
