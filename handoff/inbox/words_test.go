package inbox

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Every key that the code or a page uses has words, in both languages.
func TestWordsAreThere(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	used := regexp.MustCompile(`(?:\.T|\bT\(|say\(lang, |say\(language\(r\), )\s*"([a-z_]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, name := range append(files, more...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(body), -1) {
			keys[m[1]] = name
		}
	}
	if len(keys) < 100 {
		t.Fatalf("found only %d keys", len(keys))
	}
	add := func(prefix string, list ...string) {
		for _, key := range list {
			keys[prefix+key] = "a closed list"
		}
	}
	for _, s := range dialog.Statuses() {
		add("status_", string(s))
	}
	for _, o := range dialog.Outcomes() {
		add("outcome_", string(o))
	}
	kinds, err := os.ReadFile("../../dialog/safety/kinds.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`Kind = "([a-z_]+)"`).FindAllStringSubmatch(string(kinds), -1) {
		add("danger_", m[1])
	}
	for _, r := range []casebook.Receipt{casebook.Queued, casebook.Sent, casebook.Delivered, casebook.Read, casebook.Failed, casebook.Expired} {
		add("state_", string(r))
	}
	for _, f := range []dialog.Flag{dialog.FlagEmergency, dialog.FlagSuicideRisk, dialog.FlagDomesticViolence, dialog.FlagMinor, dialog.FlagStop,
		dialog.FlagAnonymous, dialog.FlagConfidential, dialog.FlagOnBehalf, dialog.FlagHomeVisit, dialog.FlagHuman, dialog.FlagAbuse} {
		add("flag_", string(f))
	}
	for _, q := range queues {
		add("queue_", q.key)
		add("empty_", q.key, q.key+"_next")
	}
	add("empty_", "category", "category_next")
	add("search_kind_", "", "cards", "messages")
	add("by_", "resident", "bot", "agent", "system")
	add("last_", "resident", "bot", "agent", "system")
	add("channel_", dialog.Telegram, dialog.SMS, dialog.Web, dialog.WeChat, "anon")
	add("media_", "photo", "voice", "video", "file", "sticker")
	add("file_", string(casebook.FileWanted), string(casebook.FileWaits), string(casebook.FileKept), string(casebook.FileLost))
	reasons, err := os.ReadFile("../../bot/media/fetch.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`Why[A-Za-z]+ += "([a-z_]+)"`).FindAllStringSubmatch(string(reasons), -1) {
		add("lost_", m[1])
	}
	add("did_reach_", "stopped", "started", "blocked", "unblocked")
	add("did_", "opened", "abandoned", "dropped", "claimed", "released", "noted", "handed_back", "reopened", "merged", "joined", "parted", "beside", "split", "split_from")
	add("near_", string(handoff.NearPin), string(handoff.NearPlace), string(handoff.NearWho), string(handoff.NearPhone))
	add("priority_", dialog.Priorities()...)
	add("did_", "followed_on", "followed_off", "labelled_on", "labelled_off")
	for _, s := range []handoff.OutsideState{handoff.OutsideUsed, handoff.OutsideRevoked, handoff.OutsideExpired, handoff.OutsideUnknown, "slow", "trouble"} {
		add("outside_page_", string(s))
	}
	add("did_outside_", dialog.OutsideAsked, dialog.OutsideAnswered, dialog.OutsideRevoked)
	add("did_paper_", dialog.PaperAsked, dialog.PaperGiven)
	add("viewed_", casebook.ViewedCase, casebook.ViewedNumber, casebook.ViewedPaper)
	add("outside_", "good", "expired", dialog.OutsideAnswered, dialog.OutsideRevoked)
	add("did_erased_", dialog.EraseAsked, dialog.EraseOfAge, dialog.EraseByAdmin)
	add("viewed_", casebook.ViewedCase, casebook.ViewedNumber)
	add("speaks_", dialog.Languages()...)
	add("close_also_", dialog.Languages()...)
	add("level_", casebook.Levels()[1:]...)
	add("why_", "silent", "off_duty", "unsuited", "gone")
	add("step_", handoff.MediationSteps()...)
	add("step_did_", "agreed", "failed", "refused")
	add("did_check_in_", dialog.CheckInAgreed, dialog.CheckInDue)
	add("did_mark_", dialog.GoneDied, dialog.GoneMoved, "none")
	add("stopped_", "reminder", "question", "check_in")
	add("clock_", "first_reply", "next_word", "promised", "accept", "on_site", "decide")
	add("slot_", "skipped", "unknown")
	for _, t := range handoff.Topics() {
		add("topic_", string(t))
	}
	for _, way := range handoff.Ways() {
		add("way_", string(way))
	}
	add("held_", "reply", "close", "handback", "merge")
	add("later_", laterWords...)
	for _, o := range dialog.Outcomes() {
		add("several_says_", string(o))
	}
	add("score_", "1", "2", "3")
	for _, r := range mediation.Rules() {
		add("did_table_", string(r.Kind))
		for _, s := range r.In {
			add("table_is_", strings.TrimPrefix(string(s), " "))
		}
		for _, s := range r.Parties {
			add("seat_", string(s))
		}
	}
	delete(keys, "table_is_")
	add("table_is_", string(mediation.Fulfilled))
	add("seat_", string(mediation.Left), string(mediation.Stranger), string(mediation.Forgotten))
	add("did_table_", dialog.SideOpened)
	add("role_", mediation.Roles()...)
	add("table_ends_", mediation.Outcomes()...)
	add("answer_", string(mediation.Agree), string(mediation.Refuse), string(mediation.Change))
	add("item_", string(mediation.ItemOpen), string(mediation.ItemAsked), string(mediation.ItemKept), string(mediation.ItemMissed), string(mediation.ItemUnsure))
	add("table_why_", mediation.OfViolence, mediation.OnRecord)
	add("table_next_", "release", "waiting", "silent", "change", "refused", "answer")
	for _, role := range handoff.Roles() {
		add("rank_", string(role))
	}
	add("day_", handoff.RotaDays()...)
	add("admin_", adminTabs...)
	add("done_", "role", "serves", "shut", "let_in", "sign_out", "code", "phone", "unlink", "removed", "hook_test", "hook_replay", "hook_on", "hook_remove")
	for _, d := range handoff.Deeds() {
		add("deed_", string(d))
	}
	add("scope_", handoff.Scopes()...)
	delete(keys, "did_noted") // a note is shown as itself
	for key, file := range keys {
		for _, lang := range []string{"zh", "en"} {
			if words[lang][key] == "" && !slices.Contains(prefixes, key) {
				t.Errorf("%s: words/%s.txt lacks %q", file, lang, key)
			}
		}
	}
}

// prefixes are beginnings of keys that the code completes.
var prefixes = []string{"table_next_", "did_", "did_reach_", "danger_", "score_", "slot_", "status_", "flag_", "queue_", "outcome_", "media_", "file_", "lost_", "by_", "part_", "why_", "err_", "held_", "later_", "several_says_",
	"channel_", "did_table_", "table_is_", "seat_", "role_", "table_ends_", "answer_", "item_", "table_why_",
	"level_", "step_", "step_did_", "did_check_in_", "did_mark_", "stopped_", "clock_",
	"near_", "speaks_", "priority_", "did_followed_", "did_labelled_", "did_outside_", "outside_", "outside_page_", "viewed_", "close_also_", "topic_", "way_",
	"day_", "admin_", "rank_", "done_", "done_hook_", "hook_", "deed_", "scope_"}

// Both languages fill in the same places.
func TestWordsFillInTheSame(t *testing.T) {
	words, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	place := regexp.MustCompile(`\{[a-z]+\}`)
	for key, zh := range words["zh"] {
		a, b := place.FindAllString(zh, -1), place.FindAllString(words["en"][key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(slices.Compact(a), slices.Compact(b)) {
			t.Errorf("%s: zh fills in %v, en %v", key, a, b)
		}
		if strings.ContainsAny(zh, "!!") {
			t.Errorf("%s shouts", key)
		}
	}
}

// No page of a busy day says that a text is missing.
func TestNoPageLacksWords(t *testing.T) {
	w := newWorld(t)
	cases := w.busyTown()
	for _, lang := range []string{"zh", "en"} {
		v := w.as("lin")
		v.post("/inbox/language", "lang", lang)
		for _, q := range queues {
			v.get("/inbox?queue="+q.key).shows(200).hides("⟨", "ZgotmplZ", "<no value>", "%!")
		}
		for _, id := range cases {
			v.get("/inbox/cases/"+string(id)).shows(200).hides("⟨", "ZgotmplZ", "<no value>", "%!")
		}
	}
}
