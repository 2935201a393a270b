package hear

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// ReadFacts reads words that are neither an answer to a closed question nor a
// command: what they say about any slot, and the bare answer to an open question.
func (t *Listener) ReadFacts(m *dialog.Matter, q *dialog.Question, msg Message) []Command {
	asked := ""
	if q != nil {
		asked = q.Asks
	}
	if whole, ok := wholeNumber(q, msg.Text); ok {
		return []Command{{Do: DoSet, Slot: "phone", Value: whole, Raw: q.Part + msg.Text}}
	}
	if q != nil && asked != "what" && asked != dialog.AskConfirm && ToldAgain(m, msg.Text) {
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	}
	if room, ok := t.roomAlone(m, asked, msg.Text); ok {
		return []Command{room}
	}
	facts := t.FactsIn(m, msg, asked)
	has := func(slot string) bool {
		return slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == slot })
	}
	onlyWhat := !slices.ContainsFunc(facts, func(c Command) bool { return c.Slot != "what" })
	switch {
	case asked == dialog.AskMenu:
		if mended := slices.DeleteFunc(t.correcting(m, slices.Clone(WithoutWhat(facts)), msg.Text), func(c Command) bool { // 罗江社区 after 健身广场 mends nothing
			return c.Do != DoCorrect || c.Slot == "where" && (t.VaguePlace(m.Slots["where"]) || t.noSettlement(m.Slots["where"]))
		}); len(mended) > 0 && (IsFact(mended, msg.Text) || pattern.HoldsAny(strings.ToLower(msg.Text), mistaken)) {
			return mended // "it was the day before yesterday" picks no category
		}
		return append(WithoutWhat(facts), Command{Do: DoUnclear, Text: msg.Text})
	case q == nil || asked == "what" || !m.Has("what"):
		return facts
	case asked == dialog.AskConfirm && q.About != dialog.AboutSummary:
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	case asked == dialog.AskConfirm:
		return t.atSummary(m, msg, facts, onlyWhat)
	}
	facts = WithoutWhat(facts)
	for i, c := range facts {
		// "the contractor, called Huang" names more than the contractor.
		if asked == "who" && c.Slot == "who" && (namesNobody(c.Value) || knownAs.MatchString(msg.Text)) && len([]rune(msg.Text)) <= 30 && len(t.amounts(msg.Text)) == 0 && !narrates.MatchString(msg.Text) {
			if whole, ok := t.bareWho(msg.Text); ok {
				facts[i] = whole
			}
		}
		if asked == "who" && c.Slot == "who" && roomAndName.MatchString(msg.Text) {
			facts[i].Value = strings.TrimRight(msg.Text, " 。.") // 501 姓黄的那家
		}
		// "Hongda builders" is a name with the trade behind it.
		if asked == "who" && c.Slot == "who" && !pattern.HasHan(msg.Text) && len(strings.Fields(msg.Text)) <= 4 && strings.HasSuffix(msg.Text, " "+c.Raw) && unicode.IsUpper([]rune(msg.Text)[0]) && !tellingEn.MatchString(msg.Text) {
			whole := msg.Text[len(labelled.FindString(msg.Text)):]
			facts[i].Value, facts[i].Raw = whole, whole
		}
		// 金盛五金,老板叫金盛林 names a firm beside its boss.
		if asked == "who" && c.Slot == "who" && !namesNobody(c.Value) && len([]rune(msg.Text)) <= 24 && len(understand.Phones(msg.Text)) == 0 && t.firmBefore(msg.Text) {
			if whole, ok := t.bareWho(msg.Text); ok {
				facts[i] = whole
			}
		}
	}
	if slot, known := t.Slot(m, "who"); (asked == "who" || asked == "where" && known && slot.Level != "") && !m.Has("name") {
		if who, where, ok := t.placeThenWho(msg.Text); ok && (asked == "who" || !m.Has("who") || namelessly(m.Slots["who"].Value)) {
			facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "who" || c.Slot == "where" || c.Slot == "name" })
			return append(facts, where, who)
		}
	}
	if asked == "who" {
		if who, where, ok := t.whoAndWhere(msg.Text); ok {
			facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "who" || c.Slot == "where" })
			facts = append(facts, who, where)
		}
		facts = whoseFacts(facts, msg.Text)
		if has("who") && m.Has("where") && !t.VaguePlace(m.Slots["where"]) { // where they live moves nothing
			facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "where" && !t.SaysMore(m.Slots["where"], c) })
		}
		if introduces.MatchString(msg.Text) && has("name") {
			return slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "who" }) // who speaks, not who owes
		}
	}
	if !has(asked) {
		// "anonymous" answers another question than the one asked.
		for _, c := range t.Inferred(m, msg.Text) {
			if strings.EqualFold(c.Raw, strings.TrimSpace(msg.Text)) && !m.Settled(c.Slot) {
				return []Command{c}
			}
		}
	}
	if asked == "phone" && !has("phone") && !has("name") && Excuses(msg.Text) {
		// "I have no phone on me today" tells no time.
		when, _ := t.Slot(m, "when")
		facts = slices.DeleteFunc(facts, func(c Command) bool {
			return c.Slot == "when" && when.NotBefore == nil && !IsFact([]Command{c}, msg.Text)
		})
	}
	if !has(asked) {
		facts = t.correcting(m, facts, msg.Text)
	}
	if asked == "who" && !has("who") && onlyNumbers(facts, msg.Text) {
		return facts // 上个礼拜三 is nobody, and neither is "2,300 yuan, last Saturday"
	}
	if !has(asked) && pattern.HasLetters(msg.Text) && !AsksBackAt(msg.Text) && !pattern.HoldsAny(msg.Text, phrases.RudeWords) && t.goesOnTelling(asked, msg.Text) && !slices.ContainsFunc(facts, func(c Command) bool { return c.Do == DoCorrect }) {
		if len(facts) == 0 {
			return []Command{{Do: DoAdd, Text: msg.Text}}
		}
		return facts
	}
	if !has(asked) && msg.Text != "" && !slices.ContainsFunc(facts, func(c Command) bool { return c.Do == DoCorrect }) {
		if c, ok := t.bareAnswer(m, asked, msg.Text, onlyWhat); ok {
			facts = append(facts, c)
		}
	}
	if i := slices.IndexFunc(facts, func(c Command) bool { return c.Slot == asked }); i >= 0 {
		// One name may read as a place and as a person: it is what was asked for.
		answer := facts[i].Raw
		facts = slices.DeleteFunc(facts, func(c Command) bool {
			return c.Slot != asked && c.Raw != "" && strings.Contains(answer, c.Raw) && c.Slot != "phone" && !(c.Slot == "where" && asked == "who" && pattern.HoldsAny(c.Raw, houses) && t.townKnows(c.Raw))
		})
	}
	if slot, ok := t.Slot(m, asked); ok && !has(asked) {
		facts = t.withOwnName(slot, facts, msg.Text)
	}
	switch {
	case asked == "phone" && !has("phone") && !has("name") && len(facts) == 0:
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	case len(facts) == 0 && msg.Text != "":
		return []Command{{Do: DoUnclear, Text: msg.Text}}
	}
	return facts
}

// apart makes of what stands between a firm and its boss a comma.
var apart = strings.NewReplacer("，", ",", " ", ",")

// firmBefore says that an answer names a house before the person who runs it.
func (t *Listener) firmBefore(text string) bool {
	first, rest, ok := strings.Cut(apart.Replace(text), ",")
	if !ok || !pattern.HasHan(first) || len([]rune(first)) < 3 || sayMe(text) || len(understand.Persons(first, "zh")) > 0 {
		return false
	}
	p, placed := t.PlaceIn(first)
	boss := understand.Persons(rest, "zh")
	return len(boss) > 0 && boss[0].Relation == "employer" && !(placed && len(p.Raw) == len(first))
}

// firmAndBoss is a firm by its trade with the person who runs it behind, told unasked: 顺达物流
// 老板娘姓徐.
func (t *Listener) firmAndBoss(m *dialog.Matter, text string) (string, bool) {
	if m.Has("who") && !namesNobody(m.Slots["who"].Value) && !understand.OnlyRelation(m.Slots["who"].Value) || len([]rune(text)) > 24 {
		return "", false
	}
	first, _, _ := strings.Cut(apart.Replace(text), ",")
	return first, aFirmName.MatchString(first) && t.firmBefore(text)
}

// whoseFacts: what is told beside a name when the other side is asked for is the other
// side's: 王秀英 13900000177 is two words about her, and not how to reach the resident.
func whoseFacts(facts []Command, text string) []Command {
	if !sayMe(text) {
		facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "phone" || c.Slot == "name" })
	}
	return slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "where" && NamesNowhere(c.Raw) })
}

// sayMe says that words are about the speaker.
func sayMe(text string) bool {
	lower := " " + pattern.Small(text)
	return slices.ContainsFunc([]string{"我", "本人", " i ", " i'm", " me ", " my ", " mine"}, func(w string) bool { return strings.Contains(lower, w) })
}

// bareAnswer takes the whole message as the answer to an open question of that
// slot's type.
func (t *Listener) bareAnswer(m *dialog.Matter, key, text string, nothingElse bool) (Command, bool) {
	slot, ok := t.Slot(m, key)
	if !ok || AsksBackAt(text) && slot.Type != catalog.TypeText {
		return Command{}, false
	}
	n := len([]rune(text))
	words := pattern.HasLetters(text) && !pattern.HoldsAny(text, phrases.RudeWords)
	set := func(value string) (Command, bool) {
		if slot.Check(value, t.Now) != nil {
			return Command{}, false
		}
		return Command{Do: DoSet, Slot: key, Value: value, Raw: text}, true
	}
	switch slot.Type {
	case catalog.TypeText:
		return set(text)
	case catalog.TypePlace:
		if words && nothingElse && n >= 2 && n <= 60 && !t.Rank(text).Sure() && !noPlace.MatchString(text) {
			text = text[len(beforePlace.FindString(text)):]
			if bare := afterPlace.ReplaceAllString(text, ""); len([]rune(bare)) >= 2 {
				text = bare // 开发区那边的
			}
			return Command{Do: DoSet, Slot: key, Value: text, Raw: text}, true
		}
	case catalog.TypeString:
		if !words && slot.Pattern == "" {
			return Command{}, false
		}
		if key == "who" {
			return t.bareWho(text)
		}
		if nothingElse && n >= 1 && n <= 40 {
			return Command{Do: DoSet, Slot: key, Value: text, Raw: text}, true
		}
	case catalog.TypeMoney:
		if a, ok := t.AmountIn(text, true); ok {
			return set(a.Value)
		}
	case catalog.TypeNumber:
		if v, ok := understand.Number(text); ok {
			return set(strconv.Itoa(v))
		}
	case catalog.TypeDate, catalog.TypeDatetime:
		if d := t.Dates(text); len(d) > 0 {
			return set(d[0].Value)
		}
	}
	return Command{}, false
}

// noPlace is what people say instead of a place: to whoever listens (你们管不管啊), to hurry
// them (快点), that it was said before, or a mere "there".
var noPlace = pattern.MustCompile(`^(?:都|就|我们)*(?:住|在)?(?:一起|一块儿?|同住)(?:住)?(?:的)?$|^(?:左|右|小|大)?(?:腿|手|脚|头|背|腰|脸|肩膀?|胳膊|膝盖|手指|脚踝|屁股|眼睛|额头)(?:上|部)?$|^(?:我们?|是)*(?:外地|外省|外来|老家)|[你您]|人呢|快点|快些|赶紧|抓紧|[说讲]过|[说讲]了.{0,2}[遍次]|不是[说讲]了|烦死|急死|随便|[了没不]|的那[种个][吧啊 ]*$|^(?:就|是|就是)?在?[这那](?:里|边|儿|块)?[吧啊呀嘛 ]*$|(?i)\b(?:he|she|they|not|true|was|were|because|don'?t|didn'?t|doesn'?t|can'?t|won'?t|says?|said)\b|\byou\b|\bhello\b|\bhurry\b|\btold (?:you|u)\b|^(?:right |over )?(?:here|there)$`)

// AsksBackAt says that words are a question themselves.
func AsksBackAt(text string) bool {
	text = strings.TrimRight(text, " ")
	return !knowsNot.MatchString(text) && (slices.ContainsFunc([]string{"?", "\uff1f", "吗", "嘛", "么", "呢", "伐"}, func(end string) bool { return strings.HasSuffix(text, end) }) ||
		len([]rune(text)) <= 24 && asksZh.MatchString(text) && !sinceWhen.MatchString(text) || len(text) <= 90 && asksEn.MatchString(text))
}

// knowsNot says that something is not known, and asks nothing: 不知道他叫什么.
var knowsNot = pattern.MustCompile(`^(?:我|也|真|真的|都|就|这个|还)*(?:不知道|不清楚|不晓得|不认识|不记得|记不清|没问|忘了)(?:他|她|人家|对方|老板|那人|叫|姓|是谁|名字|具体)`)

// sinceWhen tells that it is not known how long, and asks nothing.
var sinceWhen = pattern.MustCompile(`(?:不知道|不清楚|不晓得|说不清|说不好|记不清|不记得|忘了)[^,，。 ]{0,4}(?:多久|几时|什么时候|哪天)`)

// asksEn is an English question, with or without its mark.
var asksEn = pattern.MustCompile(`(?i)^(?:and |so |but |ok(?:ay)?,? |also,? |sorry,? )*(?:what'?s (?:the|a|your|it)\b|(?:what|which|when|how|why|can|could|do|does|is|are|will|would|should) (?:i|you|u|it|they|we|there|much|long|many|about|documents?|papers?|happens|time)\b)`)

// asksZh is a question without its mark: 要带哪些材料啊.
var asksZh = pattern.MustCompile(`哪些|几点[开关上下]|怎么[办弄申报填走]|多久|多少钱|几天能|什么(?:材料|时候|条件|手续)|要不要|能不能|可不可以|行不行|有没有[用人]|会不会|[管帮办给算信来收]不[管帮办给算信来收]|对不对|是不是|合不合|(?:能|会|可以|算|有用|赢|行|用)[^,，。]{0,5}不$|管得了|归谁管|谁(?:规?定|说|让|批准?)的|谁[来出付赔管]`)
