package bottest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdoor/bot"
)

// BotDescription is the Bot API as somebody else wrote it down: TypeScript types made
// from its documentation, in a folder that contract.sh fetched. Whether a call has the
// form they ask for is said by the TypeScript compiler; the lengths stand only in their
// comments and are looked at here.
type BotDescription struct {
	folder string
	most   map[string]map[string]length // by type and field
}

type length struct {
	least, most int
	bytes       bool
}

var (
	typeLine  = regexp.MustCompile(`^export interface (\w+) `)
	fieldLine = regexp.MustCompile(`^    (\w+)\??: `)
	lengths   = regexp.MustCompile(`(\d+)-(\d+) (characters|bytes)`)
)

// ReadBotDescription reads what lies in the folder of contract.sh.
func ReadBotDescription(folder string) (*BotDescription, error) {
	d := &BotDescription{folder: folder, most: map[string]map[string]length{}}
	for _, name := range []string{"params.d.ts", "objects.d.ts"} {
		b, err := os.ReadFile(filepath.Join(folder, "types", "out", name))
		if err != nil {
			return nil, fmt.Errorf("reading the description of the Bot API: %w", err)
		}
		d.read(string(b))
	}
	if len(d.most) < 20 {
		return nil, fmt.Errorf("the description of the Bot API names lengths for %d types only: it is written otherwise than was thought", len(d.most))
	}
	return d, nil
}

func (d *BotDescription) read(text string) {
	kind, comment := "", ""
	for line := range strings.Lines(text) {
		if m := typeLine.FindStringSubmatch(line); m != nil {
			kind, comment = m[1], ""
		} else if m := fieldLine.FindStringSubmatch(line); m != nil {
			if l := lengths.FindStringSubmatch(comment); l != nil && kind != "" {
				if d.most[kind] == nil {
					d.most[kind] = map[string]length{}
				}
				least, _ := strconv.Atoi(l[1]) //nolint:errcheck // digits only
				most, _ := strconv.Atoi(l[2])  //nolint:errcheck // digits only
				d.most[kind][m[1]] = length{least, most, l[3] == "bytes"}
			}
			comment = ""
		} else {
			comment += line
		}
	}
}

// words are the parameters that are words whatever they look like; all others are
// written as JSON, in a form as in a body.
var words = strings.Fields("text caption callback_query_id url secret_token description short_description language_code file_id")

// paramsType is the type of a method's parameters.
func paramsType(method string) string {
	return strings.ToUpper(method[:1]) + method[1:] + "Params"
}

// literal writes a call's parameters as the compiler reads them.
func literal(c Call) string {
	var b strings.Builder
	b.WriteString("{")
	for name, value := range c.Params {
		switch _, upload := c.Files[name]; {
		case upload:
			value = "upload"
		case slices.Contains(words, name) || !json.Valid([]byte(value)):
			quoted, _ := json.Marshal(value) //nolint:errcheck // a string always can
			value = string(quoted)
		}
		fmt.Fprintf(&b, "%q: %s, ", name, value)
	}
	return b.String() + "}"
}

// Check says what is wrong with calls, one line each; nothing where they keep to the
// description. Calls that are wrong on purpose must be refused: those that are not are
// told as well.
func (d *BotDescription) Check(calls []Call, wrong ...Call) ([]string, error) {
	var file bytes.Buffer
	file.WriteString(`import type { TelegramParams as P, TelegramObjects as O } from "./types/out/index";
import type { APIMethods as M } from "./types/out/methods";
declare const upload: O.TelegramInputFile;
`)
	for i, c := range slices.Concat(calls, wrong) {
		if len(c.Params) == 0 {
			fmt.Fprintf(&file, "export type C%d = M[%q];\n", i, c.Method) // that there is such a method
			continue
		}
		if i >= len(calls) {
			fmt.Fprintf(&file, "// @ts-expect-error %s\n", c.Method)
		}
		fmt.Fprintf(&file, "export const c%d: P.%s = %s; // %s\n", i, paramsType(c.Method), literal(c), c.Method)
	}
	at, err := os.CreateTemp(d.folder, "calls-*.ts")
	if err != nil {
		return nil, fmt.Errorf("writing the calls: %w", err)
	}
	defer os.Remove(at.Name())
	_, err = file.WriteTo(at)
	if closed := at.Close(); err != nil || closed != nil {
		return nil, fmt.Errorf("writing the calls: %w", err)
	}
	said, err := exec.Command("node", filepath.Join(d.folder, "typescript", "bin", "tsc"), "--noEmit", "--strict", "--skipLibCheck",
		"--exactOptionalPropertyTypes", "--lib", "es2022", "--module", "esnext", "--moduleResolution", "bundler", at.Name()).Output()
	if len(said) == 0 && err != nil {
		return nil, fmt.Errorf("running the compiler: %w", err)
	}
	var mistakes []string
	for line := range strings.Lines(string(said)) {
		mistakes = append(mistakes, strings.TrimSpace(line))
	}
	return mistakes, nil
}

// CheckLengths says which words of a call are longer or shorter than the description
// allows, buttons included.
func (d *BotDescription) CheckLengths(c Call) []string {
	var list []string
	say := func(kind, field, value string) {
		l, known := d.most[kind][field]
		if !known {
			return
		}
		n, unit := bot.UTF16Len(value), "characters"
		if l.bytes {
			n, unit = len(value), "bytes"
		}
		if n < l.least || n > l.most {
			list = append(list, fmt.Sprintf("%s: %s.%s has %d %s, allowed are %d to %d", c.Method, kind, field, n, unit, l.least, l.most))
		}
	}
	for name, value := range c.Params {
		say(paramsType(c.Method), name, value)
	}
	rows, _ := readKeyboard(c.Params["reply_markup"])
	for _, row := range rows {
		for _, b := range row {
			say("TelegramInlineKeyboardButton", "callback_data", b.Data)
		}
	}
	var commands []BotCommand
	json.Unmarshal([]byte(c.Params["commands"]), &commands) //nolint:errcheck // the compiler tells what is no list of commands
	for _, k := range commands {
		say("TelegramBotCommand", "command", k.Command)
		say("TelegramBotCommand", "description", k.Description)
	}
	return list
}
