package masterkey

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// Command is a program that wraps and unwraps, with its arguments.
type Command []string

// patience is how long the program may take.
const patience = 30 * time.Second

// commandKey is what a Command's key is called: which one it is the program knows.
const commandKey = "command"

// Wrap gives a key to the program.
func (c Command) Wrap(ctx context.Context, plain []byte) (name string, wrapped []byte, err error) {
	line, err := c.run(ctx, "wrap", base64.StdEncoding.EncodeToString(plain))
	if err == nil && line == "" {
		err = errors.New("it gave nothing")
	}
	if err != nil {
		return "", nil, fmt.Errorf("wrap a key by %s: %w", c[0], err)
	}
	return commandKey, []byte(line), nil
}

// Unwrap gives it back.
func (c Command) Unwrap(ctx context.Context, name string, wrapped []byte) ([]byte, error) {
	if name != commandKey {
		return nil, fmt.Errorf("under the master key %s of a file, and FRONTDOOR_KEY names a command: it must name that file", name)
	}
	line, err := c.run(ctx, "unwrap", string(wrapped))
	if err != nil {
		return nil, fmt.Errorf("unwrap a key by %s: %w", c[0], err)
	}
	plain, err := base64.StdEncoding.DecodeString(line)
	if err != nil || len(plain) != size {
		return nil, fmt.Errorf("unwrap a key by %s: what it gave is no key", c[0])
	}
	return plain, nil
}

// run runs the program. What it says on its standard error may be told; what it was given
// and what it gives never is.
func (c Command) run(ctx context.Context, act, in string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	cmd := exec.CommandContext(ctx, c[0], append(append([]string{}, c[1:]...), act)...)
	cmd.Stdin = strings.NewReader(in + "\n")
	cmd.WaitDelay = time.Second
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		why := strings.TrimSpace(said.String())
		return "", fmt.Errorf("%w %s", err, why[:min(len(why), 200)])
	}
	return strings.TrimSpace(out.String()), nil
}
