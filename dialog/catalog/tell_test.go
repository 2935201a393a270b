package catalog

import "testing"

// TestTell: each row of the closed list of conditions has words of its own.
func TestTell(t *testing.T) {
	span := Span{Count: 3, Unit: Day, Calendar: Natural}
	for _, c := range []struct {
		list []Condition
		want string
	}{
		{nil, ""},
		{[]Condition{{Kind: WhenHint, Name: "harm"}}, "the words hint at harm"},
		{[]Condition{{Kind: WhenFlag, Name: "minor"}, {Kind: WhenIs, Slot: "danger", Keys: []string{"2", "3"}}}, "the case is marked minor, or danger is 2 or 3"},
		{[]Condition{{Kind: WhenIsNot, Slot: "for_whom", Keys: []string{"1"}}}, "for_whom is known and not 1"},
		{[]Condition{{Kind: WhenAtLeast, Slot: "people", Number: 10}}, "people is 10 or more"},
		{[]Condition{{Kind: WhenAtMost, Slot: "people", Number: 2}}, "people is 2 or less"},
		{[]Condition{{Kind: WhenWithin, Slot: "when", Span: span}}, "when lies within the next 3d"},
		{[]Condition{{Kind: WhenSince, Slot: "when", Span: span}}, "when lies within the last 3d"},
		{[]Condition{{Kind: WhenOlder, Slot: "when", Span: span}}, "when lies more than 3d back"},
		{[]Condition{{Kind: WhenSays, Slot: "what", Words: []string{"停药", "storm"}}}, "what says 停药 or storm"},
		{[]Condition{{Kind: WhenAll, All: []Condition{{Kind: WhenHint, Name: "harm"}, {Kind: WhenFlag, Name: "minor"}}}}, "(the words hint at harm and the case is marked minor)"},
	} {
		if got := Tell(c.list); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
