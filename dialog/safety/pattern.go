package safety

// pattern is one line of a cue file: parts that must follow each other.
// The notation is explained in cues/README.txt.
type pattern struct {
	kind    Kind
	child   bool // the one in danger is under 18
	tight   bool // its gaps do not pass the end of a phrase
	idiom   bool // nor a person
	parts   []part
	need    need // the rarest thing behind the first without which it cannot stand
	heading int16
	place   int // of its kind in kinds
}

// need is a word set that must stand at most so many tokens after the first one, 0 for none.
type need struct{ set, within int32 }

// part is a set of wordings, or a gap, or an edge of the clause.
type part struct {
	words    bool       // it has wordings
	set      int32      // the set they make (vocabulary.go)
	common   float32    // how often they may stand in a text, very roughly
	longest  int32      // tokens of the longest
	numbers  [][2]int32 // "#6-17": a number in this range
	gap      int        // up to so many tokens may stand here
	across   bool       // the gap may pass a comma
	optional bool
	kept     bool // must stand here, but an idiom does not take it out
	begins   bool // here a clause begins
	ends     bool // here a clause ends; beside wordings: or here it ends
}

// idSet is a set of token numbers.
type idSet []uint64

func (s *idSet) add(id int32) {
	for int(id>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[id>>6] |= 1 << (id & 63)
}

func (s idSet) has(id int32) bool {
	return int(id>>6) < len(s) && s[id>>6]&(1<<(id&63)) != 0
}

// span is where a pattern was found: tokens [from,to) and the places where its wordings begin.
type span struct {
	from, to int
	at       [mostWordings]int32 // token where each wording begins
	till     [mostWordings]int32 // token after each wording
	n        int
}

// mostWordings is how many wordings of a pattern a span notes.
const mostWordings = 8

// first is the part a pattern begins with.
func (p *pattern) first() *part {
	lead := 0
	for p.parts[lead].begins {
		lead++
	}
	return &p.parts[lead]
}
