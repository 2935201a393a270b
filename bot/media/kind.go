package media

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// The kinds of files, as dialog.Media names them.
const (
	Photo = "photo"
	Voice = "voice"
	Video = "video"
	File  = "file"
)

// Type is what a file is, told by its bytes and by nothing else.
type Type struct {
	Kind string // Photo, Voice, Video or File
	MIME string // how it is served
	Ext  string // the ending of its name, without the dot
}

// unknown is what may be anything: it is handed out to be saved, never shown.
var unknown = Type{File, "application/octet-stream", "bin"}

// shown are the types a browser may show in place: what they hold can draw or sound,
// and never run.
var shown = map[string]Type{
	"image/jpeg": {Photo, "image/jpeg", "jpg"},
	"image/png":  {Photo, "image/png", "png"},
	"image/webp": {Photo, "image/webp", "webp"},
	"image/gif":  {Photo, "image/gif", "gif"},
	"image/heic": {Photo, "image/heic", "heic"},
	"image/heif": {Photo, "image/heic", "heic"},
	"image/avif": {Photo, "image/avif", "avif"},

	"audio/ogg":    {Voice, "audio/ogg", "ogg"},
	"audio/mpeg":   {Voice, "audio/mpeg", "mp3"},
	"audio/mp4":    {Voice, "audio/mp4", "m4a"},
	"audio/x-m4a":  {Voice, "audio/mp4", "m4a"},
	"audio/amr":    {Voice, "audio/amr", "amr"},
	"audio/aac":    {Voice, "audio/aac", "aac"},
	"audio/wav":    {Voice, "audio/wav", "wav"},
	"audio/flac":   {Voice, "audio/flac", "flac"},
	"audio/x-flac": {Voice, "audio/flac", "flac"},

	"video/mp4":       {Video, "video/mp4", "mp4"},
	"video/x-m4v":     {Video, "video/mp4", "mp4"},
	"video/quicktime": {Video, "video/quicktime", "mov"},
	"video/3gpp":      {Video, "video/3gpp", "3gp"},
	"video/3gpp2":     {Video, "video/3gpp", "3gp"},
	"video/webm":      {Video, "video/webm", "webm"},
	"video/ogg":       {Video, "video/ogg", "ogv"},
	"video/matroska":  {Video, "video/x-matroska", "mkv"},
}

// documents are the endings that papers keep when an agent saves them.
var documents = []string{"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "txt", "csv", "zip", "rar", "7z", "tiff", "bmp"}

// headMost is how much of a file tells its type.
const headMost = 3072

// Sniff tells the type of a file by its first bytes. Boxes that hold sounds as well as
// films (webm, mp4) are sounds where the channel said so.
func Sniff(head []byte, kind string) Type {
	head = head[:min(len(head), headMost)]
	m := mimetype.Detect(head)
	for p := m; p != nil; p = p.Parent() {
		t, ok := shown[base(p.String())]
		if !ok {
			continue
		}
		if kind == Voice && t.Kind == Video {
			return sound(t)
		}
		return t
	}
	if isHEIC(head) {
		return shown["image/heic"]
	}
	t := unknown
	if m.Is("video/x-msvideo") {
		return Type{File, "video/x-msvideo", "avi"}
	}
	if ext, _ := strings.CutPrefix(m.Extension(), "."); slices.Contains(documents, ext) {
		t.Ext = ext
	}
	return t
}

// base is a media type without its parameters.
func base(mime string) string {
	b, _, _ := strings.Cut(mime, ";")
	return b
}

// sound is a box for films that holds only a voice.
func sound(t Type) Type {
	switch t.MIME {
	case "video/webm":
		return Type{Voice, "audio/webm", "webm"}
	case "video/x-matroska":
		return Type{Voice, "audio/x-matroska", "mka"}
	case "video/ogg":
		return shown["audio/ogg"]
	case "video/3gpp":
		return Type{Voice, "audio/3gpp", "3gp"}
	}
	return shown["audio/mp4"]
}

// ErrBroken: a picture whose hidden data cannot be taken off, because it is broken; or
// nothing at all.
var ErrBroken = errors.New("file is broken")

// errNoPhoto: these bytes are no photo of the kind they claim to be.
var errNoPhoto = fmt.Errorf("%w: no photo that can be cleaned", ErrBroken)

// ErrHides: where a photo was taken may stand in these bytes, and cannot be taken off.
var ErrHides = errors.New("what the file may hide cannot be taken off")

// strips take hidden data out of a file, by the type it is served as. They never change
// their input.
var strips = map[string]func([]byte) ([]byte, error){
	"image/jpeg": stripJPEG, "image/png": stripPNG, "image/webp": stripWebP, "image/gif": stripGIF,
	"image/heic": stripHEIC, "image/avif": stripHEIC,
	"video/mp4": stripFilm, "video/quicktime": stripFilm, "video/3gpp": stripFilm, "audio/mp4": stripFilm, "audio/3gpp": stripFilm,
	"video/webm": stripMatroska, "audio/webm": stripMatroska, "video/x-matroska": stripMatroska, "audio/x-matroska": stripMatroska,
	"audio/ogg": stripOgg, "video/ogg": stripOgg, "audio/wav": stripRIFF, "video/x-msvideo": stripRIFF,
	"audio/mpeg": stripFrames, "audio/aac": stripFrames, "audio/flac": stripFLAC, "audio/amr": stripPhotosInside,
}

// ofPaper takes it out of what is handed out to be saved, by a form its bytes have or are
// a kind of; nil for a form not named. What presses its content together, and is none of
// these, is closed to us.
func ofPaper(form string) func([]byte) ([]byte, error) {
	switch form {
	case "application/pdf":
		return stripPDF
	case "application/zip":
		return stripArchive
	case "image/tiff":
		return stripTIFF
	case "application/x-ole-storage":
		return lookThrough
	case "text/plain", "image/svg+xml", "application/postscript", "image/vnd.dxf":
		return lookThroughText
	case "image/bmp", "image/vnd.dwg", "audio/midi":
		return stripPhotosInside
	case "application/vnd.rar", "application/x-7z-compressed", "application/gzip", "application/x-bzip2", "application/x-xz", "application/zstd",
		"application/lzip", "application/zlib", "application/x-xar", "application/x-tar", "application/x-cpio", "application/vnd.ms-cab-compressed",
		"application/onenote":
		return closed
	}
	return nil
}

func closed([]byte) ([]byte, error) { return nil, ErrHides }

// stripOf is what takes hidden data out of a file. Photos, sounds and films of a form that
// is not known here say in some way of their own where they were taken.
func stripOf(b []byte, t Type) func([]byte) ([]byte, error) {
	if strip := strips[t.MIME]; strip != nil {
		return strip
	}
	for p := mimetype.Detect(b[:min(len(b), headMost)]); p != nil; p = p.Parent() {
		form := base(p.String())
		if strip := ofPaper(form); strip != nil {
			return strip
		}
		if family, _, _ := strings.Cut(form, "/"); family == "image" || family == "audio" || family == "video" {
			return closed
		}
	}
	return stripPhotosInside
}

// Clean tells what a file is and gives it without hidden data: where it was taken, by
// whom, with what. kind is what the channel calls it. Of a raw photo it gives the picture
// that its camera made of it. ErrBroken and ErrHides are why a file cannot be had clean.
// The input is never changed.
func Clean(b []byte, kind string) ([]byte, Type, error) {
	if len(b) == 0 {
		return nil, Type{}, fmt.Errorf("%w: it is empty", ErrBroken)
	}
	if isRaw(b) {
		clean, err := pictureOf(b)
		return clean, shown["image/jpeg"], err
	}
	t := Sniff(b, kind)
	clean, err := stripOf(b, t)(b)
	if err != nil {
		return nil, t, err
	}
	return clean, Sniff(clean, kind), nil // tags before a sound may have hidden what it is
}
