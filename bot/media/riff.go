package media

import (
	"bytes"
	"encoding/binary"
)

// riffKept are the chunks that films (AVI) and sounds (WAV) need; lists by what they list.
var riffKept = names("hdrl", "movi", "idx1", "fmt ", "fact", "data", "wavl")

// stripRIFF writes zeros over all other chunks and calls them junk, so that all others
// stay where the film says they are.
func stripRIFF(b []byte) ([]byte, error) {
	out := bytes.Clone(b)
	for rest := out; len(rest) >= 8; { // long films have several parts
		name, body := rest[:4], rest[8:]
		n := min(uint64(binary.LittleEndian.Uint32(rest[4:])), uint64(len(body))) // cut short: what there is
		if string(name) == "RIFF" {
			rest = body[min(4, len(body)):]
			continue
		}
		rest, body = body[min(n+n&1, uint64(len(body))):], body[:n]
		lists := name
		if string(name) == "LIST" && n >= 4 {
			lists = body[:4]
		}
		if !riffKept[string(lists)] {
			copy(name, "JUNK")
			clear(body)
		}
	}
	return out, nil
}
