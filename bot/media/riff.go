package media

import (
	"bytes"
	"encoding/binary"
)

// riffKept are the chunks that films (AVI) and sounds (WAV) need, by the list they lie in;
// cameras put their own between them, in the list of a stream, too (strd). Of a list not
// named here all is needed.
var riffKept = map[string]map[string]bool{
	"":     names("hdrl", "movi", "idx1", "fmt ", "fact", "data", "wavl"),
	"hdrl": names("avih", "strl", "odml"),
	"strl": names("strh", "strf", "indx", "vprp"),
	"odml": names("dmlh"),
}

// stripRIFF writes zeros over all other chunks and calls them junk, so that all others
// stay where the film says they are.
func stripRIFF(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	stripChunks(out, "")
	return out, nil
}

func stripChunks(rest []byte, in string) {
	for len(rest) >= 8 { // long films have several parts
		name, body := rest[:4], rest[8:]
		n := min(uint64(binary.LittleEndian.Uint32(rest[4:])), uint64(len(body))) // cut short: what there is
		if string(name) == "RIFF" && in == "" {
			rest = body[min(4, len(body)):]
			continue
		}
		rest, body = body[min(n+n&1, uint64(len(body))):], body[:n]
		is, list := string(name), string(name) == "LIST" && n >= 4
		if list {
			is = string(body[:4])
		}
		switch {
		case !riffKept[in][is]:
			copy(name, "JUNK")
			clear(body)
		case list && riffKept[is] != nil:
			stripChunks(body[4:], is)
		}
	}
}
