package town

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	yf "frontdoor/dialog/catalog/yamlfile"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

func (r *reader) places(list []filePlace, t *Town) {
	t.byPlace = map[string]int{}
	byName := map[string]string{}
	for _, f := range list {
		id := r.form(f.ID, int(f.Line), "a place", "id", idForm, "a name in small letters, digits, - and _")
		owner := fmt.Sprintf("place %q", id)
		if _, taken := t.byPlace[id]; taken {
			r.Add(f.ID.Line, "", "%s is given twice", owner)
		}
		t.byPlace[id] = len(t.Places)
		kind := PlaceKind(f.Kind.Text)
		if !slices.Contains(placeKinds, kind) {
			r.Add(max(f.Kind.Line, int(f.Line)), owner, "kind %q is not one of town, village, community, estate, road, landmark", f.Kind.Text)
		}
		t.Places = append(t.Places, Place{ID: id, Kind: kind, Aliases: yf.Texts(f.Aliases),
			Title: r.both(f.Zh, f.En, int(f.Line), owner, "zh", "en")})
		for i, w := range append([]yf.Word{f.Zh, f.En}, f.Aliases...) {
			words := understand.Simplify(strings.ToLower(w.Text))
			switch of, taken := byName[words]; {
			case !w.Given():
				continue
			case utf8.RuneCountInString(words) < 2:
				r.Add(w.Line, owner, "name %q is too short; it would be found in every message", w.Text)
			case taken && of != id:
				r.Add(w.Line, owner, "name %q belongs to place %q already", w.Text, of)
			case !taken:
				byName[words] = id
				t.names = append(t.names, name{words: words, ends: pattern.EndsOf(words), id: id, alias: i > 1})
			}
		}
	}
	slices.SortStableFunc(t.names, func(a, b name) int { return cmp.Compare(len(b.words), len(a.words)) })
}
