package report

import (
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
)

// Words name the figures in a language, and keys as people know them; without a catalogue
// or a town keys stay as they are.
func Words(lang string, c *catalog.Catalog, t *town.Town) Wording { return Wording{lang, c, t} }

// Wording is made by Words.
type Wording struct {
	lang    string
	catalog *catalog.Catalog
	town    *town.Town
}

func (w Wording) say(zh, en string) string {
	if w.lang == "en" {
		return en
	}
	return zh
}

// Category is a category's full name; its key where it is not known.
func (w Wording) Category(key string) string {
	if w.catalog != nil {
		if c, ok := w.catalog.Category(key); ok {
			return c.Name(w.lang)
		}
	}
	if key == "" {
		return w.say("未分类", "none yet")
	}
	return key
}

// Station is a station's name, its code where it has none, or words for none.
func (w Wording) Station(key string) string {
	if w.town != nil {
		if s, ok := w.town.Station(key); ok {
			return s.Name(w.lang)
		}
	}
	if key == "" {
		return w.say("未经站点", "no station")
	}
	return key
}

// Section is the name of a part of the report.
func (w Wording) Section(key string) string {
	return map[string]string{"total": w.say("合计", "All"), "station": w.say("站点", "Station"), "agent": w.say("代办员", "Agent"), "category": w.say("类别", "Category")}[key]
}

// Figure is the name of a column.
func (w Wording) Figure(key string) string {
	return map[string]string{
		"section": w.say("分组", "group"), "key": w.say("名称", "name"), "rank": w.say("名次", "rank"),
		"taken": w.say("受理", "taken"), "closed": w.say("办结", "closed"), "settled": w.say("办好无异议", "settled"), "settled_rate": w.say("办好率%", "settled %"),
		"notify_median": w.say("送达中位（分）", "notify median (min)"), "notify_p90": w.say("送达九成（分）", "notify p90 (min)"),
		"first_word_median": w.say("首次回复中位（分）", "first word median (min)"), "first_word_p90": w.say("首次回复九成（分）", "first word p90 (min)"),
		"close_median": w.say("办结中位（小时）", "close median (h)"), "close_p90": w.say("办结九成（小时）", "close p90 (h)"),
		"overdue": w.say("超时", "overdue"), "reopened": w.say("重开", "reopened"), "dissatisfied": w.say("不满意", "dissatisfied"),
		"not_solved": w.say("办结未解决", "closed, not solved"), "repeat": w.say("重复来访", "repeat contacts"), "questions": w.say("机器人提问", "questions of the bot"),
		"corrected": w.say("改类别", "categories corrected"), "open": w.say("月末未办结", "open at the end"),
		"agreed": w.say("调解成协议", "agreements signed"), "fulfilled": w.say("协议已履行", "agreements kept"),
	}[key]
}
