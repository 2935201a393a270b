package archive

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// form is the version of how a file is made.
const form = 1

// head is the first line of a file. Its names are stored for years: never rename one.
type head struct {
	Form   int           `json:"form"`
	Case   dialog.CaseID `json:"case"`
	Events int           `json:"events"`
}

// Pack makes the file of a case and its name.
func Pack(id dialog.CaseID, events []casebook.EventDocument) (name string, data []byte, err error) {
	first, err := json.Marshal(head{Form: form, Case: id, Events: len(events)})
	if err != nil {
		return "", nil, fmt.Errorf("pack case %s: %w", id, err)
	}
	lines := [][]byte{first}
	for _, e := range events {
		if bytes.ContainsRune(e.Open, '\n') || bytes.ContainsRune(e.Private, '\n') {
			return "", nil, fmt.Errorf("pack case %s: a stored event is not on one line", id)
		}
		lines = append(lines, e.Open, e.Private)
	}
	var file bytes.Buffer
	z := gzip.NewWriter(&file)
	if _, err := z.Write(append(bytes.Join(lines, []byte("\n")), '\n')); err != nil {
		return "", nil, fmt.Errorf("pack case %s: %w", id, err)
	}
	if err := z.Close(); err != nil {
		return "", nil, fmt.Errorf("pack case %s: %w", id, err)
	}
	return nameOf(id, len(events), file.Bytes()), file.Bytes(), nil
}

// nameOf gives a file its name. A number carried over from elsewhere can hold
// anything and be of any length: the checksum tells two apart, the number is for
// people who look.
func nameOf(id dialog.CaseID, events int, data []byte) string {
	return fmt.Sprintf("%s/%s.%d.%s.gz", shardFolder(id), numberOf(id), events, checksum(data))
}

func shardFolder(id dialog.CaseID) string { return fmt.Sprintf("%02d", casebook.ShardOfCase(id)) }

// longNumber is from how many letters on a number may stand in a name cut off.
const longNumber = 33

func numberOf(id dialog.CaseID) string {
	number := url.PathEscape(string(id))
	return number[:min(len(number), 100)]
}

func checksum(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:16])
}

// Unpack reads the file of a case back; ErrDamaged if it is not what Pack made under
// that name.
func Unpack(name string, id dialog.CaseID, data []byte) ([]casebook.EventDocument, error) {
	parts := strings.Split(path.Base(name), ".")
	if len(parts) < 4 || parts[len(parts)-2] != checksum(data) {
		return nil, fmt.Errorf("%s %w", name, ErrDamaged)
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s %w: %w", name, ErrDamaged, err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%s %w: %w", name, ErrDamaged, err)
	}
	lines := bytes.Split(text, []byte("\n"))
	var h head
	if err := json.Unmarshal(lines[0], &h); err != nil {
		return nil, fmt.Errorf("%s %w: %w", name, ErrDamaged, err)
	}
	if h.Form > form {
		return nil, fmt.Errorf("%s was written by a newer program (form %d, this one knows %d)", name, h.Form, form)
	}
	if h.Case != id || len(lines) != 2*h.Events+2 {
		return nil, fmt.Errorf("%s %w: it holds case %s in %d lines", name, ErrDamaged, h.Case, len(lines))
	}
	events := make([]casebook.EventDocument, h.Events)
	for i := range events {
		events[i] = casebook.EventDocument{Open: lines[1+2*i], Private: lines[2+2*i]}
	}
	return events, nil
}
