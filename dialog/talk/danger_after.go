package talk

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/understand"
)

// heardInDanger answers what somebody writes after the card: seldom, for people read along
// and are on their way, but never with silence to a plea.
func (t *Talk) heardInDanger(m *dialog.Matter, msg hear.Message, taken []string) {
	if hear.IsWell(m, msg.Text) {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("danger_over", nil))
		return
	}
	if _, own := m.Alarms[string(safety.Suicide)]; own {
		t.heardInDespair(m, msg, len(taken) > 0)
		return
	}
	if t.notedInDanger(m, taken) || !t.heardDue(m, msg) {
		return
	}
	m.HeardAt = t.Now
	key := "danger_heard"
	if noPolice.MatchString(pattern.Small(msg.Text)) {
		key = "no_police"
	}
	t.Tell(t.Phrase(key, nil))
}

// notedInDanger says which facts the words brought that tell nothing of the danger: a name, a
// number, a sum. Where the story is surely of an everyday kind, the card may have been for
// nothing, and it is told once how the matter goes on then. True when it said so.
func (t *Talk) notedInDanger(m *dialog.Matter, taken []string) bool {
	var noted []string
	for _, key := range taken {
		if key == "phone" || key == "name" || key == "amount" {
			noted = append(noted, t.SlotWord(key))
		}
	}
	if len(noted) == 0 || slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return false
	}
	key := "danger_noted"
	if r := t.Rank(m.Slots["what"].Value); !m.Receipted && r.Sure() && r.Best().Category != "safety" && r.Best().Category != "counselling" {
		key, m.Receipted = "danger_noted_way", true
	}
	m.HeardAt = t.Now
	t.Tell(t.Phrase(key, phrases.Vars{"taken": strings.Join(noted, map[string]string{"zh": "、", "en": ", "}[t.Lang()])}))
	return true
}

// heardDue says whether words want an answer again: every plea does, and other words after
// a pause; 好 and the like add nothing.
func (t *Talk) heardDue(m *dialog.Matter, msg hear.Message) bool {
	pause := heardAgain
	if t.tellsWhole(msg.Text) {
		pause = 0
	}
	if said := slices.DeleteFunc(slices.Clone(t.State.Sent), func(s dialog.SentMark) bool { return t.Now.Sub(s.At) > sameTextWindow }); len(said) >= heardSoon {
		pause = 4 * heardAgain // else it would go round in circles (Limit)
	}
	if understand.YesNo(msg.Text) != understand.Unclear {
		pause = 4 * heardAgain
	}
	return t.Now.Sub(m.HeardAt) >= pause || hear.AsksForHelp(msg.Text)
}

// heardAgain is how often somebody in danger is told that people read along: not once for
// each piece of one thought.
const (
	heardAgain = 30 * time.Second
	heardSoon  = 5 // answers of ten minutes, after which it takes its time
)

// heardInDespair answers whoever spoke of death, after the card: it asked whether they are
// safe and not alone. A no brings the card once more.
func (t *Talk) heardInDespair(m *dialog.Matter, msg hear.Message, told bool) {
	if len([]rune(msg.Text)) <= 30 && notSafe.MatchString(strings.TrimSpace(msg.Text)) {
		t.Raise(m, safety.Suicide, nil, msg.From())
		return
	}
	if told || t.heardDue(m, msg) {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("despair_heard", nil))
	}
}

// notSafe says no to the question of the card.
var notSafe = pattern.MustCompile(`(?i)^(?:没|不|没有|没有人|没人|不是|no|nope|not really|not sure|nobody|no one)[。.!！ ]*$|不(?:太|怎么|大|是很)?安全|没人(?:陪|在)|(?:就|只有)我(?:自己)?一个|我?(?:现在)?一个人(?:在|待|呆|$)|not safe|unsafe|\b(?:alone|by myself|on my own)\b`)

// noPolice begs that the police be not called: nobody is then told to call them.
var noPolice = pattern.MustCompile(`(?:别|不要|不能|不敢|不想|不用)(?:你们?|您)?(?:再)?(?:报|叫|找|打|去)?(?:警|110|派出所)|\b(?:do not|don'?t|dont|no|please not|never) (?:\w+ )?(?:the )?(?:police|cops)\b`)
