package script_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"frontdoor/dialog"
)

// TestJointLaw: whatever agents merge and part, and residents say about cases alike, in
// whatever order the letters arrive: in the end a case that goes on in another is known
// there, and that one is open. Nothing lies where nobody looks.
func TestJointLaw(t *testing.T) {
	for seed := range 60 {
		chance := rand.New(rand.NewSource(int64(seed)))
		at := []dialog.Address{hui, min, eve}
		s, ids := newStreet(t, at...)
		var told []string
		for range 8 {
			i := chance.Intn(3)
			j := (i + 1 + chance.Intn(2)) % 3
			k, what := s.talks[at[i]], chance.Intn(8)
			told = append(told, fmt.Sprint(what, ":", i, j))
			switch what {
			case 0, 1, 2:
				k.Step(alike(ids[i], ids[j], at[j]))
			case 3, 4:
				k.Step(dialog.Input{Kind: dialog.Said, Text: "1"})
			case 5:
				s.act(at[i], merging(ids[i], ids[j], at[j])) //nolint:errcheck // it may be refused
			case 6:
				s.act(at[i], dialog.Input{Kind: dialog.Unmerge, Case: ids[i]}) //nolint:errcheck // likewise
			case 7:
				if chance.Intn(4) == 0 {
					s.act(at[i], dialog.Input{Kind: dialog.Close, Case: ids[i], Text: "灯换好了"}) //nolint:errcheck // likewise
				}
			}
			s.someArrive(chance)
		}
		s.carry()
		for i, a := range at {
			m := s.matter(a, ids[i])
			if m.Merged != nil && m.Status != dialog.Resolved {
				other := s.matter(m.Merged.At, m.Merged.Case)
				if other.Status == dialog.Resolved || other.Merged != nil || !slices.ContainsFunc(other.Joined, func(j dialog.Joint) bool { return j.Case == m.ID }) {
					t.Errorf("seed %d %v: %d goes on in %s, which is %s, has %v and goes on in %v", seed, told, i, m.Merged.Case, other.Status, other.Joined, other.Merged)
				}
			}
			for _, j := range m.Joined {
				if other := s.matter(j.At, j.Case); m.Status != dialog.Resolved && (other.Merged == nil || other.Merged.Case != m.ID) {
					t.Errorf("seed %d %v: %d has %s, which goes on in %v", seed, told, i, j.Case, other.Merged)
				}
			}
		}
	}
}

// someArrive delivers some of the letters that are under way; those of one talk in their order.
func (s *street) someArrive(chance *rand.Rand) {
	for _, a := range []dialog.Address{hui, min, eve} {
		for k := s.talks[a]; s.read[a] < len(k.Letters) && chance.Intn(3) > 0; s.read[a]++ {
			s.deliver(a, k.Letters[s.read[a]])
		}
	}
}
