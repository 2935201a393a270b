package dialog

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
)

// storedAndRead puts a state through its stored form, which must be that of encoding/json.
func storedAndRead(t testing.TB, s State) State {
	t.Helper()
	stored, err := AppendState(nil, &s)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(s)
	if err != nil || string(stored) != string(want) {
		t.Fatalf("stored as\n%s\nwant\n%s (%v)", stored, want, err)
	}
	got, err := ReadState(stored)
	if err != nil {
		t.Fatal(err)
	}
	var plain State
	if err := json.Unmarshal(stored, &plain); err != nil || !reflect.DeepEqual(got, plain) {
		t.Fatalf("read as\n%+v\nwant\n%+v (%v)", got, plain, err)
	}
	return got
}

// filled sets every field of a value, however deep, to something that is not zero.
func filled(t testing.TB, v reflect.Value) {
	t.Helper()
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Date(2026, 11, 23, 10, 0, 0, 120, time.FixedZone("", 8*3600))))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("灯\"\\\n")
	case reflect.Int, reflect.Int64:
		v.SetInt(-7)
	case reflect.Uint32:
		v.SetUint(4_000_000_000)
	case reflect.Float64:
		v.SetFloat(0.5625)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(t, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(t, v.Index(0))
		filled(t, v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, key := range []string{"b", "a"} {
			one := reflect.New(v.Type().Elem()).Elem()
			filled(t, one)
			v.SetMapIndex(reflect.ValueOf(key), one)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(t, v.Field(i))
		}
	default:
		t.Fatalf("no value for a %s", v.Kind())
	}
}

// TestTheCoderKnowsEveryField: a field that is forgotten in stored.go would be lost.
func TestTheCoderKnowsEveryField(t *testing.T) {
	var s State
	filled(t, reflect.ValueOf(&s).Elem())
	storedAndRead(t, s) // by encoding/json, because of the pictures and alerts
	if ofEveryDay(&s) {
		t.Error("pictures, pins and alerts are left to encoding/json")
	}
	s.Alerts = nil
	for _, pieces := range [][]Piece{s.Burst, s.Parked} {
		for i := range pieces {
			pieces[i].Media, pieces[i].Pin = nil, nil
		}
	}
	storedAndRead(t, s)
	w := coder{out: []byte("{")}
	w.state(&s)
	r := coder{reading: true, in: string(w.out) + "}"}
	var got State
	if r.object(func() { r.state(&got) }); !ofEveryDay(&s) || w.bad || r.bad || r.at != len(r.in) {
		t.Errorf("the coder did not do it by itself: written %v, read %v up to %q", !w.bad, !r.bad, r.in[:r.at])
	}
	storedAndRead(t, State{})
	s.Name = "<b>\u2028\x01\xff" // what only encoding/json writes
	storedAndRead(t, s)
}

func TestOldAndDamagedStates(t *testing.T) {
	for _, c := range []struct {
		stored string
		ok     bool
	}{
		{`{"v":1}`, true}, {`{}`, true}, {"{ \"lang\": \"zh\",\n\"v\": 1 }", true}, {`{"v":1,"lang":"zh","of_old":[1,{"a":null}]}`, true},
		{`{"v":1,"matters":null}`, true}, {`{"v":1,"greeted":false}`, true}, {`{"v":1,"name":"\u003cb\u003e"}`, true},
		{``, false}, {`{"v":1`, false}, {`{"v":"1"}`, false}, {`{"v":1}}`, false}, {`{"v":1,"name":"x}`, false}, {`{"v":1,"greeted":tru}`, false},
	} {
		got, err := ReadState([]byte(c.stored))
		var want State
		wrong := json.Unmarshal([]byte(c.stored), &want)
		if (err == nil) != c.ok || (wrong == nil) != c.ok {
			t.Errorf("%s: %v, encoding/json: %v", c.stored, err, wrong)
		} else if c.ok && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", c.stored, got, want)
		}
	}
}

func FuzzReadState(f *testing.F) {
	f.Add([]byte(`{"v":1,"lang":"zh","matters":[{"id":"JH-07-00001-9","status":"collecting","confidence":0.93,"slots":{"what":{"value":"路灯\\n坏了","by":"resident"}}}],"asking":{"asks":"where","at":"2026-11-23T10:00:00+08:00"},"sent":[{"h":12,"t":"2026-11-23T10:00:00Z"}],"used":{"hello":1}}`))
	f.Fuzz(func(t *testing.T, stored []byte) {
		var want State
		if json.Unmarshal(stored, &want) != nil {
			_, _ = ReadState(stored) // must not panic
			return
		}
		got, err := ReadState(stored)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\ngot  %+v (%v)\nwant %+v", stored, got, err, want)
		}
		if _, err := json.Marshal(got); err == nil {
			storedAndRead(t, got)
		}
	})
}
