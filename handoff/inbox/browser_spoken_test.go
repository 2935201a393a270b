package inbox

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

// spokenPart is a part of the page as a screen reader is told of it.
type spokenPart struct {
	role, name string
	is         map[string]string // its properties
}

// spoken is the page as screen readers are told of it.
func (b *tab) spoken() (all []spokenPart) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, accessibility.Enable, cdp.Empty{}); err != nil {
		b.Fatal(err)
	}
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.Fatal(err)
	}
	text := func(v *accessibility.Value) (s string) {
		if v == nil {
			return ""
		}
		if json.Unmarshal(v.Value, &s) != nil {
			s = string(v.Value)
		}
		return s
	}
	for _, n := range tree.Nodes {
		if n.Ignored {
			continue
		}
		part := spokenPart{text(n.Role), text(n.Name), map[string]string{}}
		for _, p := range n.Properties {
			part.is[string(p.Name)] = text(p.Value)
		}
		all = append(all, part)
	}
	return all
}

// told wants a part of a role whose name has the words, and gives it.
func (b *tab) told(role, name string) spokenPart {
	b.Helper()
	all := b.spoken()
	i := slices.IndexFunc(all, func(p spokenPart) bool { return p.role == role && strings.Contains(p.name, name) })
	if i < 0 {
		b.Errorf("no %s is called %q", role, name)
		return spokenPart{}
	}
	return all[i]
}

// named wants a name of everything that one can use, and none twice among what is written into.
func (b *tab) named(where string) {
	b.Helper()
	fields := map[string]bool{}
	for _, p := range b.spoken() {
		switch p.role {
		case "button", "link", "checkbox", "radio", "textbox", "searchbox", "combobox", "DisclosureTriangle", "dialog", "log", "listbox", "option", "navigation", "complementary", "region", "image":
			if strings.TrimSpace(p.name) == "" {
				b.Errorf("%s: a %s has no name", where, p.role)
			}
		}
		if p.role == "textbox" && fields[p.name] {
			b.Errorf("%s: two fields are called %q", where, p.name)
		}
		fields[p.name] = fields[p.name] || p.role == "textbox"
	}
}

// screenReader looks at the pages by the tree that screen readers read: everything has its role and
// name, what comes is told, and the focus stays where one can go on.
func screenReader(d *desktop) {
	id := d.waits("web:1")
	d.waits("web:2")
	b := d.open("wu", 1440, 900)
	b.named("the list")
	b.told("navigation", "队列")
	b.told("list", "待认领")
	b.told("checkbox", "选中未留姓名")
	b.told("link", "未留姓名 网页")
	b.told("searchbox", "搜索")
	b.click(li(id) + " a")
	b.shows("转给代办员")
	b.named("a case")
	if log := b.told("log", "对话"); log.is["live"] != "polite" {
		d.Errorf("the talk is told as %v", log.is)
	}
	b.told("textbox", "发给居民的话")
	if mode := b.told("radio", "内部备注"); mode.is["checked"] != "false" {
		d.Errorf("the mode is told as %v", mode.is)
	}

	// A count that changes takes the focus from nobody.
	b.do(chromedp.Focus("#nav a[data-queue=open]"))
	d.waits("web:3")
	b.until(`document.querySelector('#nav a[data-queue=open] .count').textContent === '3' && document.activeElement.matches('#nav a[data-queue=open]')`)

	// What was done by a button that is no more: one goes on in the talk, where it is told.
	b.do(chromedp.Focus("#thread header form[data-act=claim] button"))
	b.enter()
	b.shows("您在负责")
	b.until(`document.activeElement.id === 'talk' && document.querySelector('#talk').innerText.includes('认领')`)
	b.press("e")
	b.until(`document.activeElement.matches('#close textarea')`)
	if fold := b.told("DisclosureTriangle", "办结"); fold.is["expanded"] != "true" {
		d.Errorf("the open form is told as %v", fold.is)
	}
	b.named("the form of closing")
	b.enter() // a line in the words, nothing more
	eval[bool](b, `(document.querySelector('#close textarea').value = '', document.querySelector('#close textarea').removeAttribute('required'), true)`)
	b.send()
	b.until(`!document.querySelector('#close .wrong').hidden && document.activeElement.matches('#close textarea')`) // what was wrong is told, and one is still there
	b.told("alert", "")
	b.insert("灯亮了")
	b.send()
	b.shows("居民若说没解决")
	b.until(`document.activeElement.id === 'talk'`)

	// Dialogs hold the focus, say what they are, and give it back.
	b.press("?")
	b.until(`document.querySelector('#keys').open`)
	b.named("the keys")
	if keys := b.told("dialog", "快捷键"); keys.is["modal"] != "true" {
		d.Errorf("the keys are told as %v", keys.is)
	}
	b.key("Escape", 27, 0)
	b.until(`document.activeElement.id === 'talk'`)
	b.key("k", 75, 2)
	b.until(`document.querySelector('#commands').open`)
	b.named("the commands")
	if find := b.told("combobox", "找一个命令"); find.is["expanded"] != "true" || find.is["focused"] != "true" {
		d.Errorf("the commands are told as %v", find.is)
	}
}
