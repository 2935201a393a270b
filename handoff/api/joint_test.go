package api

import (
	"slices"
	"strings"
	"testing"

	"frontdoor/handoff/casebook"
)

// label makes a label of the town.
func (w *world) label(key, name string) {
	w.Helper()
	_, err := w.book.Put(w.Context(), casebook.Record{Kind: "label", Key: key, Value: []byte(`{"name":"` + name + `"}`)})
	w.must(err)
}

// carry lets letters go between the talks.
func (w *world) carry() {
	w.Helper()
	for range 3 {
		_, err := casebook.NewPostman(w.book, w.clerk, nil).Once(w.Context(), w.now())
		w.must(err)
	}
}

// Cases become one and two again by programs as on the pages: by who may, on what is seen.
func TestMergingAndSplitting(t *testing.T) {
	w := newWorld(t)
	a, b := w.handedOff("telegram:1"), w.handedOff("sms:+8613900000102")
	hidden := w.say("web:3", "家里的路灯") // still being collected
	w.call("li", "POST", "/cases/"+b+"/claim", "").is(200)
	w.call("wu", "POST", "/cases/"+b+"/merge", `{"into":"`+a+`"}`).is(409).has("code", "held", "owner", "li")
	w.call("wu", "POST", "/cases/"+hidden+"/merge", `{"into":"`+a+`"}`).is(404)
	w.call("wu", "POST", "/cases/"+a+"/merge", `{"into":"`+hidden+`"}`).is(422).has("code", "merge_unknown")
	w.call("li", "POST", "/cases/"+b+"/merge", `{"into":" `+a+` ","key":"k","hold":9}`).is(200).has("merged_into", nil)
	w.call("li", "POST", "/cases/"+b+"/takeback", "").is(200).has("held", nil)
	w.call("li", "POST", "/cases/"+b+"/merge", `{"into":"`+a+`"}`).is(200).has("merged_into", a)
	w.carry()
	if got := w.call("wu", "GET", "/cases/"+a, "").is(200).body["joined"]; !slices.Equal(got.([]any), []any{b}) {
		t.Errorf("joined by %v, want %s", got, b)
	}
	w.call("wu", "POST", "/cases/"+a+"/claim", "").is(200)
	w.call("wu", "POST", "/cases/"+b+"/unmerge", "").is(200).has("merged_into", nil)
	w.carry()
	w.call("wu", "GET", "/cases/"+a, "").is(200).has("joined", nil)

	w.call("li", "POST", "/cases/"+a+"/split", `{"text":"隔壁半夜打麻将吵人"}`).is(409).has("code", "held")
	made := w.call("wu", "POST", "/cases/"+a+"/split", `{"text":"隔壁半夜打麻将吵人","category":"mediation","key":"s"}`).is(200).lines("split", "agent")
	again := w.call("wu", "POST", "/cases/"+a+"/split", `{"text":"隔壁半夜打麻将吵人","category":"mediation","key":"s"}`).is(200).lines("split", "agent")
	if len(made) != 1 || !slices.Equal(made, again) {
		t.Fatalf("made %v, then %v", made, again)
	}
	w.call("wu", "GET", "/cases/"+made[0], "").is(200).has("owner", "wu", "category", "mediation", "status", "in_progress")
}

// Agents mark cases for each other, and list by their marks.
func TestMarks(t *testing.T) {
	w := newWorld(t)
	a, b := w.handedOff("telegram:1"), w.handedOff("telegram:2")
	hidden := w.say("web:3", "家里的路灯")
	w.label("roof", "屋顶")
	w.label("lamp", "路灯")
	if got := w.call("wu", "GET", "/labels", "").is(200).column("labels", "label"); !slices.Equal(got, []string{"roof", "lamp"}) {
		t.Errorf("the town's labels: %v", got)
	}
	w.call("", "GET", "/labels", "").is(401)
	w.call("li", "POST", "/cases/"+b+"/claim", "").is(200)
	for _, act := range []string{`label {"label":"roof"}`, `label {"label":"lamp"}`, `label {"label":"lamp","off":true}`, `follow {}`, `priority {"priority":"high"}`} {
		name, body, _ := strings.Cut(act, " ")
		w.call("wu", "POST", "/cases/"+b+"/"+name, body).is(200)
		w.call("wu", "POST", "/cases/"+hidden+"/"+name, body).is(404)
	}
	got := w.call("li", "GET", "/cases/"+b, "").is(200).has("priority", "high").body
	if !slices.Equal(got["labels"].([]any), []any{"roof"}) || !slices.Equal(got["followers"].([]any), []any{"wu"}) {
		t.Errorf("labels %v, followed by %v", got["labels"], got["followers"])
	}
	for query, want := range map[string][]string{"": {b, a}, "?label=roof": {b}, "?label=lamp": {}, "?followed=true": {b}, "?label=roof&status=unclaimed": {}} {
		if got := w.call("wu", "GET", "/cases"+query, "").is(200).column("cases", "id"); !slices.Equal(got, want) {
			t.Errorf("%s lists %v, want %v", query, got, want)
		}
	}
	if got := w.call("li", "GET", "/cases?followed=true", "").is(200).column("cases", "id"); len(got) != 0 {
		t.Errorf("another's followed cases are listed: %v", got)
	}
	w.call("wu", "GET", "/cases?followed=false", "").is(400)
	w.call("wu", "GET", "/cases?followed=true&owner=li", "").is(400)
	w.call("wu", "POST", "/cases/"+b+"/follow", `{"off":true}`).is(200).has("followers", nil)
}
