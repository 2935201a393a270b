package dialog

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// What a side answers to a table: by a button, a number, or in words of its own. Words bind
// nobody unless they are clear: what hedges, asks, or speaks of somebody else's consent is
// left to the mediator, who reads it in the thread.

// sideSaid takes an answer to a table; false where the words are none.
func (t *scene) sideSaid() bool {
	q, m := t.s.Asking, t.matter()
	if q != nil && q.Asks == AskSide {
		m = t.s.Matter(q.Case)
	} else {
		q = nil
	}
	if m == nil || m.Side == nil || m.Side.Halted {
		return false
	}
	text := understand.Simplify(strings.TrimSpace(t.text))
	if m.Side.State == mediation.Accepted && leavesTable.MatchString(text) {
		t.sideLeaves(m)
		return true
	}
	if q == nil {
		return t.sideNames(m, text)
	}
	about := mediation.Kind(q.About)
	if about == mediation.Times {
		return t.sidePicks(m, q, text)
	}
	n := -1
	if t.in.Choice != "" {
		n = offered(q.Choices, t.in.Choice)
	} else {
		n = readSide(about, text, q.Choices)
	}
	if n < 0 {
		return t.sideUnclear(m, q, text)
	}
	t.sideAnswers(m, about, n)
	return true
}

// sideAnswers does what the n-th answer says.
func (t *scene) sideAnswers(m *Matter, about mediation.Kind, n int) {
	s := m.Side
	kinds := map[mediation.Kind][]mediation.Kind{
		mediation.Release: {mediation.Accept, mediation.Decline, mediation.NotMe},
		mediation.Propose: {mediation.Agree, mediation.Refuse, mediation.Change},
		mediation.Ask:     {mediation.Kept, mediation.Missed},
	}[about]
	if n >= len(kinds) {
		return
	}
	a := mediation.Act{Kind: kinds[n], By: mediation.Side}
	t.s.Asking = nil
	switch a.Kind {
	case mediation.Accept:
		a.Wording = t.invitedBy()
		s.State, s.NextAt = mediation.Accepted, time.Time{}
	case mediation.Agree, mediation.Refuse, mediation.Change:
		a.Version, a.Hash = s.Version, s.Hash
	case mediation.Kept, mediation.Missed:
		a.Item = s.Item
	}
	t.sayTo(m, "table_did_"+string(a.Kind), Vars{"mediator": m.OwnerName, "n": fmt.Sprint(s.Version)})
	t.answerTable(*s, a)
	if a.Kind == mediation.Decline || a.Kind == mediation.NotMe {
		t.leaveTable(m, mediation.Declined)
	}
}

// sayTo tells a side that its answer was taken.
func (t *scene) sayTo(m *Matter, key string, vars Vars) {
	t.s.Current = m.ID
	t.send(Reply{Text: t.phrase(key, vars), Case: m.ID, UseBy: t.now.Add(wordUseBy)})
}

// invitedBy names the words of the invitation that were consented to: a town may say them
// otherwise, and the next version of the program may.
func (t *scene) invitedBy() string {
	return fmt.Sprintf("%s-%08x", t.lang(), markOf(t.Phrases.Say(t.lang(), "table_invite", 0, nil)))
}

func (t *scene) sideLeaves(m *Matter) {
	t.sayTo(m, "table_did_leave", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Leave, By: mediation.Side})
	if m.Table == nil {
		t.leaveTable(m, mediation.Left)
	} else if p := m.Table.Party(m.Side.Party); p != nil && p.State == mediation.Left {
		t.leaveTable(m, mediation.Left)
	}
}

// sideNames takes an answer to a proposal that lies further back, where the words name it.
func (t *scene) sideNames(m *Matter, text string) bool {
	found := namesProposal.FindStringSubmatch(text)
	if found == nil || m.Side.State != mediation.Accepted || m.Side.Hash == "" || !m.Side.Signs {
		return false
	}
	if n := found[3]; n != "" && n != fmt.Sprint(m.Side.Version) {
		return false
	}
	n := 0
	switch said := found[1] + found[2]; {
	case strings.Contains(said, "改") || strings.Contains(said, "change"):
		n = 2
	case strings.Contains(said, "不") || strings.Contains(said, "反悔") || strings.Contains(said, "re"):
		n = 1
	}
	t.sideAnswers(m, mediation.Propose, n)
	return true
}

// sidePicks reads which of the times proposed suit: 1 3, 13, 都行, 0.
func (t *scene) sidePicks(m *Matter, q *Question, text string) bool {
	picks, ok := readPicks(text, q.Choices)
	if i := offered(q.Choices, t.in.Choice); t.in.Choice != "" && i >= 0 {
		picks, ok = []int{i + 1}, true
	}
	if !ok {
		return t.sideUnclear(m, q, text)
	}
	t.s.Asking = nil
	t.sayTo(m, "table_did_pick", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Pick, By: mediation.Side, Picks: picks})
	return true
}

// sideUnclear leaves words to the mediator; who asked nothing is told once what to answer.
func (t *scene) sideUnclear(m *Matter, q *Question, text string) bool {
	if text == "" || m.Owner == "" || wholeKeyword(t.text) || m.Side.Lost > 0 || q.Case != m.ID {
		return false
	}
	m.Side.Lost++
	options := numbered(q.Choices)
	if t.onSMS() && len([]rune(options)) > owedShown {
		options = fmt.Sprintf("1-%d", len(q.Choices))
	}
	t.s.Current = m.ID
	t.send(Reply{Text: t.phrase("table_unclear", Vars{"options": options}), Choices: q.Choices, Asks: AskSide, Case: m.ID, UseBy: t.now.Add(wordUseBy)})
	return true
}

var (
	leavesTable   = pattern.MustCompile(`(?i)^(?:我|我要|我想|我们)?(?:退出|退出调解|不调解了|不谈了|不想调解了|不参加调解了|i withdraw|withdraw from (?:the )?mediation|leave (?:the )?mediation|i(?:'m| am)? leav(?:e|ing) (?:the )?mediation)[。.!! ]*$`)
	namesProposal = pattern.MustCompile(`(?i)^(?:我|我们|i )?(?:对)?(不同意|同意|反悔|要改|agree (?:to|with)|refuse|reject|want to change|take back)( )?(?:这个|这份|上面的|刚才的|你们的|the |your )?(?:调解)?(?:方案|协议|稿|第([0-9]+)稿|proposal|agreement)(?:了|吧)?[。.!! ]*$`)

	asksOfTable = pattern.MustCompile(`(?i)[?？]|吗|呢[。 ]*$|怎么|什么|为啥|谁|多少|\b(?:what|why|how|who|when|where|which)\b`)
	hedges      = pattern.MustCompile(`(?i)考虑|想想|想一想|商量|看看|等等|等一下|晚点|以后再|再说|不知道|不确定|如果|要是|除非|只要|要看|才|他|她|对方|人家|不是不|没说不|可能|也许|差不多|原则上|大概|\b(?:if|unless|maybe|perhaps|think|later|depends|probably|not sure|he|she|they|once|when|unsure|almost|guess)\b`)
	butWords    = pattern.MustCompile(`(?i)但|不过|可是|就是|另外|还要|前提|\b(?:but|except|however|provided|only)\b`)
	wantsElse   = pattern.MustCompile(`(?i)要改|改成|改为|改一下|修改|换成|能不能|可不可以|能否|少一点|多一点|再少|再多|分[两二三四五六几0-9]+(?:次|期|个月)|延|推迟|太多|太少|太高|太低|太晚|太早|\b(?:change|instead|rather|lower|higher|less|more time|instal(?:l)?ments?|too (?:much|little|high|low|late|soon))\b`)
	notMine     = pattern.MustCompile(`(?i)(?:打|发|找|认|弄|搞|寄)错(?:人|号|了)|错号|号码(?:不对|错)|不是我(?:的事|本人)?|我不是(?:他|她|本人|这个人|你们?要找)|我?(?:不认识|不晓得)(?:他|她|这个?人|你们)|查无此人|\b(?:wrong (?:number|person)|not me|isn'?t me|don'?t know (?:him|her|them|this person|anyone|who))\b`)
	noToTable   = pattern.MustCompile(`(?i)不(?:想|愿|要|会|去|来|参加|同意|谈|调解|用|行|可以|可能|答应|接受|干|签|认|好|肯|打算|感兴趣|需要|给)|没(?:兴趣|空|时间|什么好谈|法|门|收|拿|到|给|见|有)|未收|拒绝|反对|别(?:再|来|发|找|烦)|算了|免谈|休想|^不$|\b(?:no|nope|not|don'?t|do not|won'?t|will not|never|refuse|decline|reject|disagree|leave me alone|haven'?t|hasn'?t|didn'?t|can'?t|cannot)\b`)
	yesToTable  = pattern.MustCompile(`(?i)参加|愿意|同意|可以|接受|答应|认可|没意见|没问题|愿谈|谈谈|谈一谈|^(?:我)?(?:行|好|来|成|中|要得|嗯|对|是)(?:的|吧|呀|啊|嘞|了|啦)*[。.!! ]*$|^好的?[,， ]|\b(?:ok|okay|yes|yep|yeah|join|sure|agree|agreed|accept|fine|willing|i'?ll come)\b`)
	gotIt       = pattern.MustCompile(`(?i)收到|拿到|到账|给了|付了|修好|办了|做到|都好|\b(?:received|got it|paid|done|fixed|yes)\b`)
)

// readSide reads an answer in words; -1 where it is not clear.
func readSide(about mediation.Kind, text string, choices []Choice) int {
	for i, c := range choices {
		if strings.EqualFold(strings.Trim(text, "。.!!,, "), c.Label) {
			return i
		}
	}
	if short := utf8.RuneCountInString(text) <= 3; short && strings.ContainsFunc(text, unicode.IsNumber) {
		return pickOne(text, choices)
	}
	asks, hedged := asksOfTable.MatchString(strings.ReplaceAll(text, "没什么", "")), hedges.MatchString(text)
	no, yes := noToTable.MatchString(text), yesToTable.MatchString(text)
	long := utf8.RuneCountInString(text) > 14 && hasHan(text) || len(strings.Fields(text)) > 8
	switch about {
	case mediation.Release:
		switch {
		case asks:
			return -1
		case notMine.MatchString(text):
			return 2
		case hedged:
			return -1
		case no:
			return 1
		case yes && !butWords.MatchString(text) && !long:
			return 0
		}
	case mediation.Propose:
		switch {
		case wantsElse.MatchString(text), yes && !no && !asks && !hedged && (butWords.MatchString(text) || strings.ContainsFunc(text, unicode.IsDigit)):
			return 2
		case asks, hedged:
			return -1
		case no && !strings.Contains(text, "没意见") && !strings.Contains(text, "没问题"):
			return 1
		case yes && !butWords.MatchString(text) && !long:
			return 0
		}
	case mediation.Ask:
		switch {
		case asks, hedged, butWords.MatchString(text), strings.Contains(text, "一半"), strings.Contains(text, "部分"):
			return -1
		case no || strings.Contains(text, "还没"):
			return 1
		case (yes || gotIt.MatchString(text)) && !long:
			return 0
		}
	}
	return -1
}

// readPicks reads several numbers, all or none.
func readPicks(text string, choices []Choice) ([]int, bool) {
	bare := strings.Trim(text, "。.!! ")
	switch {
	case slices.Contains([]string{"都行", "都可以", "随便", "都好", "any", "all", "any of them", "all fine", "all ok"}, strings.ToLower(bare)):
		var all []int
		for i := range choices {
			all = append(all, i+1)
		}
		return all, true
	case slices.Contains([]string{"0", "0", "都不行", "都没空", "没空", "none", "no", "none of them"}, strings.ToLower(bare)):
		return nil, true
	}
	var labels [][]string
	for _, c := range choices {
		labels = append(labels, []string{c.Label})
	}
	got := understand.Options(bare, labels, true)
	if len(got) == 0 || noToTable.MatchString(text) || asksOfTable.MatchString(text) {
		return nil, false
	}
	var picks []int
	for _, i := range got {
		picks = append(picks, i+1)
	}
	return picks, true
}
