package dialog

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// coder writes JSON, or reads it: one list of fields does for both. Written are the bytes
// of encoding/json. Read is only what was so written, fields in their order and no blanks;
// anything else makes it bad, and whoever asked turns to encoding/json.
type coder struct {
	out     []byte
	in      string
	at      int
	reading bool
	bad     bool
}

// plainJSON: written text without control characters, of which encoding/json allows none
// in a string.
func plainJSON(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' {
			return false
		}
	}
	return utf8.ValidString(s)
}

// is reads one sign, or writes it.
func (c *coder) is(sign byte) bool {
	switch {
	case !c.reading:
		c.out = append(c.out, sign)
	case c.at < len(c.in) && c.in[c.at] == sign:
		c.at++
	default:
		return false
	}
	return true
}

// must is is, where nothing else may stand.
func (c *coder) must(sign byte) { c.bad = !c.is(sign) || c.bad }

func (c *coder) object(fields func()) {
	c.must('{')
	fields()
	c.must('}')
}

// field says whether the value of a field follows, after its name was read or written.
// An empty one is not written.
func (c *coder) field(name string, empty bool) bool {
	if !c.reading {
		if empty {
			return false
		}
		if last := c.out[len(c.out)-1]; last != '{' {
			c.out = append(c.out, ',')
		}
		c.out = append(append(append(c.out, '"'), name...), '"', ':')
		return true
	}
	rest := strings.TrimPrefix(c.in[c.at:], ",")
	if behind, ok := strings.CutPrefix(rest, `"`); ok {
		if behind, ok = strings.CutPrefix(behind, name); ok && strings.HasPrefix(behind, `":`) {
			c.at = len(c.in) - len(behind) + len(`":`)
			return !c.bad
		}
	}
	return false
}

// always is a field that is written also when it is empty.
func always[V any](c *coder, name string, v *V, value func(*coder, *V)) {
	if c.field(name, false) {
		value(c, v)
	}
}

func text[S ~string](c *coder, name string, v *S) {
	if c.field(name, *v == "") {
		quoted(c, v)
	}
}

func (c *coder) count(name string, v *int) {
	if c.field(name, *v == 0) {
		c.number(v)
	}
}

func (c *coder) count64(name string, v *int64) {
	if c.field(name, *v == 0) {
		c.number64(v)
	}
}

func (c *coder) yes(name string, v *bool) {
	if !c.field(name, !*v) {
		return
	}
	const written = "true"
	if !c.reading {
		c.out = append(c.out, written...)
		return
	}
	*v = strings.HasPrefix(c.in[c.at:], written)
	c.bad = c.bad || !*v
	c.at += len(written)
	c.at = min(c.at, len(c.in))
}

func (c *coder) time(name string, v *time.Time) {
	if c.field(name, v.IsZero()) {
		c.moment(v)
	}
}

func (c *coder) share(name string, v *float64) {
	if !c.field(name, *v == 0) {
		return
	}
	if !c.reading {
		c.bad = c.bad || *v < 1e-6 || *v > 1 // written otherwise there
		c.out = strconv.AppendFloat(c.out, *v, 'f', -1, 64)
		return
	}
	f, err := strconv.ParseFloat(c.figures(), 64)
	*v, c.bad = f, c.bad || err != nil
}

func list[V any](c *coder, name string, v *[]V, each func(*coder, *V)) {
	if !c.field(name, len(*v) == 0) {
		return
	}
	c.must('[')
	for n := 0; !c.bad; n++ {
		if !c.reading && n == len(*v) || c.reading && n > 0 && !c.is(',') {
			break
		}
		if c.reading {
			var none V
			*v = append(*v, none)
		} else if n > 0 {
			c.is(',')
		}
		each(c, &(*v)[n])
	}
	c.must(']')
}

func dict[V any](c *coder, name string, m *map[string]V, each func(*coder, *V)) {
	if !c.field(name, len(*m) == 0) {
		return
	}
	c.must('{')
	v := new(V)
	if !c.reading {
		var room [16]string
		for n, key := range sortedKeys(*m, room[:0]) {
			if n > 0 {
				c.is(',')
			}
			quoted(c, &key)
			c.is(':')
			*v = (*m)[key]
			each(c, v)
		}
	} else {
		*m = map[string]V{}
		for n := 0; !c.bad && (n == 0 || c.is(',')); n++ {
			var key string
			var none V
			*v = none
			quoted(c, &key)
			c.must(':')
			each(c, v)
			(*m)[key] = *v
		}
	}
	c.must('}')
}

// quoted is a string. Escapes other than the usual ones are left to encoding/json.
func quoted[S ~string](c *coder, v *S) {
	if c.reading {
		*v = S(c.readQuoted())
		return
	}
	c.out = append(c.out, '"')
	for i := 0; i < len(*v); i++ {
		switch b := (*v)[i]; {
		case b == '"' || b == '\\':
			c.out = append(c.out, '\\', b)
		case b == '\n':
			c.out = append(c.out, '\\', 'n')
		case b < ' ' || b == '<' || b == '>' || b == '&' || b == 0xe2 && i+2 < len(*v) && (*v)[i+1] == 0x80 && (*v)[i+2]&^1 == 0xa8:
			c.bad = true // control characters, HTML, and the separators U+2028 and U+2029
		default:
			c.out = append(c.out, b)
		}
	}
	c.bad = c.bad || !utf8.ValidString(string(*v))
	c.out = append(c.out, '"')
}

func (c *coder) readQuoted() string {
	from := c.at
	c.must('"')
	if c.bad {
		return ""
	}
	end := strings.IndexByte(c.in[c.at:], '"')
	if end >= 0 && strings.IndexByte(c.in[c.at:c.at+end], '\\') < 0 {
		s := c.in[c.at : c.at+end]
		c.at += end + 1
		return s
	}
	for c.at < len(c.in) && c.in[c.at] != '"' { // with escapes
		if c.in[c.at] == '\\' {
			c.at++
		}
		c.at++
	}
	c.at = min(c.at, len(c.in))
	c.must('"')
	var s string
	c.bad = c.bad || json.Unmarshal([]byte(c.in[from:c.at]), &s) != nil
	return s
}

// figures reads the signs of a number.
func (c *coder) figures() string {
	from := c.at
	for c.at < len(c.in) && strings.IndexByte("0123456789.-+eE", c.in[c.at]) >= 0 {
		c.at++
	}
	return c.in[from:c.at]
}

func (c *coder) number(v *int) {
	n := int64(*v)
	c.number64(&n)
	*v = int(n)
}

func (c *coder) mark(v *uint32) {
	n := int64(*v)
	c.number64(&n)
	*v, c.bad = uint32(n), c.bad || n < 0 || n != int64(uint32(n))
}

func (c *coder) number64(v *int64) {
	if !c.reading {
		c.out = strconv.AppendInt(c.out, *v, 10)
		return
	}
	n, err := strconv.ParseInt(c.figures(), 10, 64)
	*v, c.bad = n, c.bad || err != nil
}

func (c *coder) moment(v *time.Time) {
	if c.reading {
		t, err := time.Parse(time.RFC3339Nano, c.readQuoted())
		*v, c.bad = t, c.bad || err != nil
		return
	}
	out, err := v.AppendText(append(c.out, '"'))
	if err != nil {
		c.bad = true
		return
	}
	c.out = append(out, '"')
}
