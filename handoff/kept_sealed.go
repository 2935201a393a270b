package handoff

import (
	"encoding/binary"
	"errors"
	"io"

	"frontdoor/handoff/casebook"
)

// sealedMost is the longest chunk that is read, in bytes: a buffer's, or one case's where that
// is longer.
const sealedMost = 64 << 20

var errTorn = errors.New("it is torn")

// chunksOut seals what is written, chunk by chunk, each behind its length.
type chunksOut struct {
	io.Writer
	key casebook.FileKey
	n   int64
}

func (c *chunksOut) Write(p []byte) (int, error) {
	sealed := c.key.Seal('k', c.n, p)
	c.n++
	_, err := c.Writer.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(sealed))))
	if err == nil {
		_, err = c.Writer.Write(sealed)
	}
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// chunksIn reads what chunksOut wrote.
type chunksIn struct {
	io.Reader
	key  casebook.FileKey
	n    int64
	left []byte
}

func (c *chunksIn) Read(p []byte) (int, error) {
	for len(c.left) == 0 {
		var head [4]byte
		if _, err := io.ReadFull(c.Reader, head[:]); err != nil {
			return 0, err
		}
		size := binary.LittleEndian.Uint32(head[:])
		if size > sealedMost {
			return 0, errTorn
		}
		sealed := make([]byte, size)
		if _, err := io.ReadFull(c.Reader, sealed); err != nil {
			return 0, errors.Join(errTorn, err)
		}
		var err error
		if c.left, err = c.key.Open('k', c.n, sealed); err != nil {
			return 0, err
		}
		c.n++
	}
	n := copy(p, c.left)
	c.left = c.left[n:]
	return n, nil
}
