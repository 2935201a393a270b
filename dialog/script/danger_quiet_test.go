package script

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/town"
)

// tellDanger are the options of the catalogue that name a danger.
var tellDanger = []string{"家暴", "已伤人/漏电/塌陷", "Water/landslide", "有人被困", "Trapped", "快倒/有人被困", "Collapsing/trapped", "重伤昏迷或死亡"}

// What merely answers a question of the bot never alarms: places of the town, options of
// the catalogue, names, phones, dates, times, amounts.
func TestPlainAnswersNeverAlarm(t *testing.T) {
	var answers []string
	w, err := town.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.Places {
		for _, name := range append([]string{p.Name("zh"), p.Name("en")}, p.Aliases...) {
			for _, form := range []string{"%s", "在%s", "我家在%s", "我住%s3幢2单元502室", "%s门口", "就在%s旁边", "地址是%s12号", "%s后面那条路",
				"in %s", "I live in %s", "near %s, building 3", "it is behind %s", "%s no 12"} {
				answers = append(answers, fmt.Sprintf(form, name))
			}
		}
	}
	c, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, category := range c.Categories() {
		answers = append(answers, category.Title.In("zh"), category.Title.In("en"))
		for _, s := range category.Slots {
			for _, o := range s.Options {
				for _, text := range []string{o.Label("zh"), o.Label("en")} {
					if !slices.Contains(tellDanger, text) {
						answers = append(answers, text)
					}
				}
			}
		}
	}
	for _, name := range strings.Fields("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 火 危 死 毛 牛 刀") {
		for _, form := range []string{"我叫%s小明", "我姓%s", "%s女士", "老%s", "叫我%s师傅就行", "对方姓%s,是邻居", "%s建国,13900000122"} {
			answers = append(answers, fmt.Sprintf(form, name))
		}
	}
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 120 {
		d := day.AddDate(0, 0, 3*i)
		answers = append(answers, d.Format("1月2号"), d.Format("1月2日下午"), d.Format("2006-01-02"), d.Format("January 2"), d.Format("on 2 Jan at 3pm"),
			fmt.Sprintf("%d天前", i+1), fmt.Sprintf("%d块", 100*i), fmt.Sprintf("大概%d元", 37*i), fmt.Sprintf("about %d yuan", 50*i),
			fmt.Sprintf("%d幢%d单元", i%30+1, i%4+1), fmt.Sprintf("139%08d", i*7654321%100000000), fmt.Sprintf("%d", i))
	}
	for _, text := range answers {
		if f := safety.Look(text); f.Card {
			t.Errorf("%q: %v by %q", text, f.Kinds, f.Raw)
		}
	}
	if len(answers) < 1500 {
		t.Errorf("only %d answers", len(answers))
	}
}
