package catalog

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestMistakes changes one thing in a good file and expects the line and the reason.
func TestMistakes(t *testing.T) {
	file, err := os.ReadFile("testdata/harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := string(file)
	for _, c := range []struct{ from, to, want string }{
		// The form of the file.
		{"ask_if: [{hint: harm}]", "ask_fi: [{hint: harm}]", `bad.yaml:30: unknown field "ask_fi"; known here: key, shared, level,`},
		{"public: true", "public: [true]", `bad.yaml:14: public must be a single value`},
		{"slots:\n", "slots: 7\n    x:\n", `bad.yaml:20: slots must be a list`},
		{"first_handler: [{zh: 港务员, en: harbour master}]", "first_handler: [港务员]", `bad.yaml:16: an entry of first_handler must have fields`},
		{"public: true", "public: true\n    public: true", `bad.yaml:15: mapping key "public" already defined`},
		{"public: true", "public: &p true", `bad.yaml:14: public: anchors, aliases and tags are not used`},
		{"questions: 2", "questions: ", `bad.yaml:3: questions is empty`},
		{"public: true", "\tpublic: true", "bad.yaml:14: found character '\t' that cannot start any token"},
		// The file as a whole.
		{"version: 1", "version: 9", `bad.yaml:2: version "9" is not known; this program reads version 1`},
		{"questions: 2", "questions: many", `bad.yaml:3: questions "many" is not a whole number`},
		{"questions: 2", "questions: 12", `bad.yaml:3: questions must be 1 to 9, not 12`},
		{"questions: 2\n", "", `bad.yaml:1: questions is missing`},
		{"questions: 2", "questions: 2\nurgent_if: [{slot: what, says: [x]}]", `bad.yaml:4: every category: a condition names slot "what"`},
		{"shared: true, ", "", `bad.yaml:5: shared slot "what" is used by no category`},
		// Categories.
		{"key: mooring", "key: Mooring", `bad.yaml:7: key "Mooring" of a category must be small letters`},
		{"key: mooring", "key: none", `bad.yaml:7: key "none" has a meaning of its own`},
		{"    en: Moorings\n", "", `bad.yaml:7: category "mooring": en is missing; every text is needed in both languages`},
		{"short_zh: 泊位", "short_zh: 泊位和缆绳的事", `bad.yaml:10: category "mooring": short_zh has 7 characters; at most 6 fit`},
		{"short_en: moorings", "short_en: moorings and ropes", `bad.yaml:11: category "mooring": short_en has 18 characters; at most 14 fit`},
		{"public: true", "public: maybe", `bad.yaml:14: category "mooring": public "maybe" is neither true nor false`},
		{"public: true", "public: true\n    restricted: true", `bad.yaml:14: category "mooring": cannot be both public and restricted`},
		{"public: true", "never_to: captain", `bad.yaml:14: category "mooring": never_to names slot "captain", which this category does not have`},
		{"first_handler: [{zh: 港务员, en: harbour master}]", "first_handler: []", `bad.yaml:7: category "mooring": first_handler is missing`},
		{"key: what, shared: true, level: must", "key: what, shared: true, level: ask", `bad.yaml:7: category "mooring": needs a slot "what" (or "safety") of level must`},
		// Slots.
		{"{key: what, shared: true, level: must}", "{key: what, shared: true, level: maybe}", `bad.yaml:21: slot "what" of category "mooring": level "maybe" is not one of must, ask, agent`},
		{"{key: what, shared: true, level: must}", "{key: what, shared: true}", `bad.yaml:21: slot "what" of category "mooring": level is missing; it is one of must, ask, agent`},
		{"type: text, ask_zh: 什么事？", "type: words, ask_zh: 什么事？", `bad.yaml:5: slot "what" of category "mooring": type "words" is not one of text, place,`},
		{"{key: boats, level", "{key: boats, shared: true, level", `bad.yaml:31: slot "boats" of category "mooring": there is no shared slot of this key`},
		{"key: boats", "key: afloat", `bad.yaml:31: key "afloat" is used twice for a slot of category "mooring"`},
		{"key: boats", "key: menu", `bad.yaml:31: category "mooring": key "menu" has a meaning of its own`},
		{"ask_zh: 几条船？", "ask_zh: " + strings.Repeat("船", 56), `bad.yaml:31: slot "boats" of category "mooring": ask_zh has 56 characters; at most 55 fit`},
		{"ask_en: How many boats?", "ask_en: " + strings.Repeat("x", 151), `bad.yaml:31: slot "boats" of category "mooring": ask_en has 151 characters; at most 150 fit`},
		{"ask_en: How many boats?", "ask_en: How many “boats”?", `bad.yaml:31: slot "boats" of category "mooring": ask_en holds "“", which an English SMS cannot carry`},
		{"min: 1, max: 99", "min: 100, max: 99", `bad.yaml:31: slot "boats" of category "mooring": min 100 is above max 99`},
		{"not_after: today", "not_after: tomorrow", `bad.yaml:32: slot "since" of category "mooring": not_after "tomorrow" is not now, today, or a form like today-30d`},
		{"not_after: today", "min: 3", `bad.yaml:32: slot "since" of category "mooring": min and max do not belong to type date`},
		{"max: 20", "not_before: today", `bad.yaml:34: slot "owner" of category "mooring": not_before belongs to types date and datetime only, not string`},
		{`'[A-Z]{2}\d{3}'`, `'[A-Z'`, `bad.yaml:33: slot "plate" of category "mooring": pattern "[A-Z" cannot be read`},
		{"zero: none", "zero: nothing", `bad.yaml:33: slot "plate" of category "mooring": zero "nothing" is not one of none, unknown`},
		{"max: 20", "max: 20, default: " + strings.Repeat("x", 21), `bad.yaml:34: slot "owner" of category "mooring": default "xxxxxxxxxxxxxxxxxxxxx": is too long`},
		{"max: 20", "flags: [{is: [1], set: minor}]", `bad.yaml:34: slot "owner" of category "mooring": flags names option "1", which slot "owner" does not have`},
		{"ask_if: [{hint: harm}]", "flags: [{is: [2], set: sunk}]", `bad.yaml:30: slot "afloat" of category "mooring": set "sunk" is not one of emergency,`},
		{"ask_if: [{hint: harm}]", "notes: [{zh: 沉, en: sunk}]", `bad.yaml:30: slot "afloat" of category "mooring": a note needs if`},
		{"level: must}", "level: must, ask_if: [{hint: harm}]}", `bad.yaml:21: slot "what" of category "mooring": ask_if on a must slot`},
		{"ask_zh: 几条船？", "ask_zh: 几条船？, label_zh: 船", `bad.yaml:31: slot "boats" of category "mooring": label_en is missing`},
		{"ask_zh: 几条船？", "ask_zh: 几条船？, label_zh: 船的条数是多少, label_en: Boats", `bad.yaml:31: slot "boats" of category "mooring": label_zh has 7 characters; at most 6 fit`},
		// Options.
		{"{key: 2, zh: 否", "{key: 3, zh: 否", `bad.yaml:29: slot "afloat" of category "mooring": option key "3" must be 2: options are numbered`},
		{"{key: 2, zh: 否, en: 'No', ", "{key: 2, zh: 否, ", `bad.yaml:29: slot "afloat" of category "mooring": en of option 2 is missing`},
		{"words_zh: [沉了]", "words_zh: [浮着]", `bad.yaml:29: slot "afloat" of category "mooring": word "浮着" says option 1 already`},
		{"type: number", "type: choice", `bad.yaml:31: slot "boats" of category "mooring": type choice needs at least two options`},
		{"type: choice", "type: text", `bad.yaml:28: slot "afloat" of category "mooring": options belong to types choice and multi only, not text`},
		{"        ask_if:", strings.Repeat("          - {key: 3, zh: 是, en: x}\n", 4) + "        ask_if:", `bad.yaml:33: slot "afloat" of category "mooring": 6 options; at most 5 for level ask`},
		// Conditions.
		{"{hint: harm}", "{hint: danger}", `bad.yaml:30: slot "afloat" of category "mooring": hint "danger" is not one of harm`},
		{"{hint: harm}", "{flag: urgent}", `bad.yaml:30: slot "afloat" of category "mooring": flag "urgent" is not one of emergency,`},
		{"{hint: harm}", "{hint: harm, flag: minor}", `bad.yaml:30: slot "afloat" of category "mooring": a condition needs exactly one of hint, flag,`},
		{"{hint: harm}", "{slot: sail, is: [1]}", `bad.yaml:30: slot "afloat" of category "mooring": a condition names slot "sail", which this category does not have`},
		{"{hint: harm}", "{slot: boats, is: [1]}", `bad.yaml:30: slot "afloat" of category "mooring": condition is does not fit slot "boats" of type number`},
		{"{hint: harm}", "{is: [7]}", `bad.yaml:30: slot "afloat" of category "mooring": a condition names option "7", which slot "afloat" does not have`},
		{"{hint: harm}", "{slot: since, within: soon}", `bad.yaml:30: slot "afloat" of category "mooring": within: "soon" is not a length of time`},
		{"{hint: harm}", "{slot: since, within: 3wd}", `bad.yaml:30: slot "afloat" of category "mooring": within counts every day`},
		{"{hint: harm}", "{slot: boats, at_least: lots}", `bad.yaml:30: slot "afloat" of category "mooring": at_least "lots" is not a whole number`},
		{"{hint: harm}", "{all: [{hint: harm}]}", `bad.yaml:30: slot "afloat" of category "mooring": all needs at least two conditions`},
		{"{slot: afloat, is_not: [1]}", "{is_not: [1]}", `bad.yaml:15: category "mooring": condition is_not does not say which slot`},
		// Deadlines.
		{"in: 2wd", "in: 2 weeks", `bad.yaml:18: deadline "close" of category "mooring": in: "2 weeks" is not a length of time`},
		{"in: 1mo", "from: opened", `bad.yaml:19: deadline "close" of category "mooring": in is missing`},
		{"in: 1mo", "in: 1mo, from: yesterday", `bad.yaml:19: deadline "close" of category "mooring": from "yesterday" is not one of opened,`},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if text == good {
			t.Fatalf("%q is not in the file", c.from)
		}
		_, err := Parse("bad.yaml", []byte(text))
		if err == nil || !slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(l string) bool { return strings.HasPrefix(l, c.want) }) {
			t.Errorf("%.60q:\n got %v\nwant %s", c.to, err, c.want)
		}
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	file, err := os.ReadFile("testdata/harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("not_after: today", "not_after: never", "level: must", "level: maybe", "questions: 2", "questions: 0").Replace(string(file))
	_, err = Parse("bad.yaml", []byte(text))
	if err == nil {
		t.Fatal("three mistakes were not seen")
	}
	var lines []string
	for l := range strings.SplitSeq(err.Error(), "\n") {
		lines = append(lines, strings.Join(strings.SplitN(l, ":", 3)[:2], ":"))
	}
	if want := []string{"bad.yaml:3", "bad.yaml:7", "bad.yaml:21", "bad.yaml:32"}; !slices.Equal(lines, want) {
		t.Errorf("mistakes on %v, want %v", lines, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("version: 1\nquestions: 4\ncategories: [{key: a, slots: [{key: what}]}]"))
	f.Add([]byte("shared: [{key: what, options: [{}], flags: [{is: [1]}], urgent_if: [{all: [{}]}]}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := Parse("fuzz.yaml", text)
		if (c == nil) == (err == nil) {
			t.Fatalf("catalogue %v, error %v", c, err)
		}
	})
}
