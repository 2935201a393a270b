package talk

import (
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/safety"
)

// heardInDanger answers what somebody writes after the card: seldom, for people read along
// and are on their way, but never with silence to a plea.
func (t *Talk) heardInDanger(m *dialog.Matter, msg hear.Message) {
	if hear.IsWell(m, msg.Text) {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("danger_over", nil))
		return
	}
	if _, own := m.Alarms[string(safety.Suicide)]; own {
		t.heardInDespair(m, msg)
		return
	}
	if t.Now.Sub(m.HeardAt) < heardAgain && !hear.AsksForHelp(msg.Text) {
		return
	}
	m.HeardAt = t.Now
	key := "danger_heard"
	if noPolice.MatchString(pattern.Small(msg.Text)) {
		key = "no_police"
	}
	t.Tell(t.Phrase(key, nil))
}

// heardAgain is how often somebody in danger is told that people read along.
const heardAgain = 2 * time.Minute

// heardInDespair answers whoever spoke of death, after the card: it asked whether they are
// safe and not alone. A no brings the card once more.
func (t *Talk) heardInDespair(m *dialog.Matter, msg hear.Message) {
	if len([]rune(msg.Text)) <= 30 && notSafe.MatchString(strings.TrimSpace(msg.Text)) {
		t.Raise(m, safety.Suicide, nil, msg.From())
		return
	}
	if t.Now.Sub(m.HeardAt) >= heardAgain || hear.AsksForHelp(msg.Text) {
		m.HeardAt = t.Now
		t.Tell(t.Phrase("despair_heard", nil))
	}
}

// notSafe says no to the question of the card.
var notSafe = pattern.MustCompile(`(?i)^(?:没|不|没有|没有人|没人|不是|no|nope|not really|not sure|nobody|no one)[。.!！ ]*$|不(?:太|怎么|大|是很)?安全|没人(?:陪|在)|(?:就|只有)我(?:自己)?一个|我?(?:现在)?一个人(?:在|待|呆|$)|not safe|unsafe|\b(?:alone|by myself|on my own)\b`)

// noPolice begs that the police be not called: nobody is then told to call them.
var noPolice = pattern.MustCompile(`(?:别|不要|不能|不敢|不想|不用)(?:你们?|您)?(?:再)?(?:报|叫|找|打|去)?(?:警|110|派出所)|\b(?:do not|don'?t|dont|no|please not|never) (?:\w+ )?(?:the )?(?:police|cops)\b`)
