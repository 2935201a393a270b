package dialog

// secondMatter notes words about something else and goes on with the first.
func (t *scene) secondMatter(m *Matter, msg message, words string) {
	if m.filled() == 0 {
		if words == "" {
			t.greet(m)
			return
		}
		sub := message{pieces: msg.pieces, text: words}
		t.carryOut(m, sub, t.readFacts(m, nil, sub))
		return
	}
	t.s.Parked = append(t.s.Parked, Piece{ID: t.in.ID, Seq: t.in.Seq, At: t.in.At, Text: words})
	t.before(t.phrase("parked", nil))
	t.again(m)
}

// offerSecond asks whether the noted matter is to be reported now.
func (t *scene) offerSecond() {
	m := t.matter()
	words := joined(t.s.Parked)
	if words == "" {
		t.s.Parked = nil
		if m != nil {
			t.newMatter(m, "")
		}
		return
	}
	if m == nil {
		m = &Matter{}
	}
	t.confirm(m, "second", AboutSecond, Vars{"title": titled(words)})
}

// takeSecond begins the noted matter.
func (t *scene) takeSecond() {
	words := joined(t.s.Parked)
	t.s.Parked = nil
	t.s.Asking = nil
	t.before(t.phrase("second_go", nil))
	m := t.matter()
	if m == nil {
		if m = t.begin(); m == nil {
			return
		}
		msg := message{pieces: []Piece{t.piece()}, text: words}
		t.carryOut(m, msg, t.readFacts(m, nil, msg))
		return
	}
	t.newMatter(m, words)
}

// leaveSecond lets it go.
func (t *scene) leaveSecond() {
	t.s.Parked = nil
	t.s.Asking = nil
	t.tell(t.phrase("second_no", nil))
}
