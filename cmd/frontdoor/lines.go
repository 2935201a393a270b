package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// lineMost is how long a line of standard input may be, in bytes. A longer one gets
// its answer too, an error, and is never kept whole.
const lineMost = 1 << 20

var errLineLong = fmt.Errorf("the line is longer than %d bytes", lineMost)

// eachLine hands every line to do, with errLineLong and no bytes where it is too long,
// and ends with the input or with ctx, whatever do or a read is busy with then.
func eachLine(ctx context.Context, in io.Reader, do func(line []byte, err error) error) error {
	ended := make(chan error, 1)
	go func() { ended <- readLines(ctx, in, do) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func readLines(ctx context.Context, in io.Reader, do func([]byte, error) error) error {
	r := bufio.NewReaderSize(in, 64<<10)
	for ctx.Err() == nil {
		line, err := readLine(r)
		if err != nil && !errors.Is(err, errLineLong) {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("reading a line: %w", err)
		}
		if err := do(line, err); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// readLine reads one line without its end; io.EOF where there is none.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for read := false; ; read = true {
		part, err := r.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(part) == 0 && !read {
			return nil, io.EOF
		}
		long = long || len(line)+len(bytes.TrimSuffix(part, []byte{'\n'})) > lineMost
		if !long {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, errLineLong
		}
		return bytes.TrimSuffix(line, []byte{'\n'}), nil
	}
}

// tell writes one answer, unless the end was asked for meanwhile.
func tell(p *program, out *json.Encoder, answer any) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	if err := out.Encode(answer); err != nil {
		return fmt.Errorf("writing an answer: %w", err)
	}
	return nil
}
