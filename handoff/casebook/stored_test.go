package casebook

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// fill sets every field of v, however deep, to something that is not zero; what holds a
// thing of its own kind has none there.
func fill(t *testing.T, v reflect.Value, within ...reflect.Type) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("词")
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		if slices.Contains(within, v.Type().Elem()) {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), within...)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(t, v.Index(i), within...)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(noon))
			return
		}
		within = append(slices.Clip(within), v.Type())
		for i := range v.NumField() {
			fill(t, v.Field(i), within...)
		}
	default:
		t.Fatalf("do not know how to fill a %s", v.Type())
	}
}

// A field added to Event or Change and not to the stored form makes this fail.
func TestEveryFieldOfAnEventIsStored(t *testing.T) {
	for _, k := range []dialog.ChangeKind{dialog.ChangeSaid, dialog.ChangeSlot} {
		var e Event
		fill(t, reflect.ValueOf(&e).Elem())
		e.Kind, e.Sealed = k, "" // that stands in the place of the private half
		open, private, err := EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeEvent(e.Case, e.Seq, open, private)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", k, diff)
		}
	}
}

func TestPrivateWordsAreInThePrivateHalfOnly(t *testing.T) {
	secret := "陈秘密"
	e := Event{Address: dialog.Address("sms:" + secret), Change: dialog.Change{Kind: dialog.ChangeSlot, Slot: "who", Text: secret,
		Choice: secret, Ref: secret, Value: secret, Raw: secret, Media: []dialog.Media{{Ref: secret, Name: secret}}},
		Choices: []dialog.Choice{{Label: secret}}, At: noon}
	open, private, err := EncodeEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(open), secret) {
		t.Errorf("the open half holds private words: %s", open)
	}
	if n := strings.Count(string(private), secret); n != 9 {
		t.Errorf("the private half holds %d of 9: %s", n, private)
	}
	erased, err := DecodeEvent(e.Case, 1, open, nil)
	if err != nil || erased.Kind != dialog.ChangeSlot || erased.Slot != "who" || !erased.At.Equal(noon) || erased.Text != "" {
		t.Errorf("with the words erased: %+v, %v", erased, err)
	}
}

func TestWhatANewerProgramWroteIsRefused(t *testing.T) {
	if _, err := DecodeEvent("x", 1, []byte(`{"v":2}`), nil); err == nil {
		t.Error("a newer event was read")
	}
	if _, err := DecodeState([]byte(`{"v":99}`)); err == nil {
		t.Error("a newer state was read")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"v":1,"at":"2026-11-22T12:00:00Z","kind":"said"}`), []byte(`{"text":"灯"}`))
	f.Fuzz(func(t *testing.T, open, private []byte) {
		e, err := DecodeEvent("x", 1, open, private)
		if err != nil {
			return
		}
		var c Case
		c.Apply(e)
		if _, _, err := EncodeEvent(e); err != nil {
			t.Errorf("read but cannot be written: %v", err)
		}
	})
}

// Whatever lies in the book as a state is read or refused, and what is read can be written.
func FuzzDecodeState(f *testing.F) {
	f.Add([]byte(`{"v":1,"lang":"zh","matters":[{"id":"JH-1","status":"collecting","slots":{"what":{"value":"灯"}}}],"current":"JH-1"}`))
	f.Add([]byte(`{"v":1,"matters":[null]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeState(b)
		if err != nil {
			return
		}
		s.Matter("JH-1")
		script.NeedsCode(&s, dialog.Input{Kind: dialog.Said, Text: string(b)})
		if _, err := EncodeState(s); err != nil {
			t.Errorf("read but cannot be written: %v", err)
		}
	})
}
