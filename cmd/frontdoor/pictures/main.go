// Command pictures takes the pictures of the README from a running demo:
//
//	make pictures
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"frontdoor/cmd/frontdoor/headless"
)

// shot is one picture.
type shot struct {
	name   string
	width  int64
	height int64
	dark   bool
	lang   string
	// town is empty or busy for the agents' side, "" for the resident's. path is what is
	// shown there; open chooses a row whose case is opened.
	town, path, open string
}

const (
	answered = `.row[data-by="agent"] a, .row a`
	aHit     = `.hit a`
)

var shots = []shot{
	{name: "chat-360-zh", width: 360, height: 740, lang: "zh-CN"},
	{name: "chat-360-en-dark", width: 360, height: 740, lang: "en", dark: true},
	{name: "chat-1024-zh", width: 1024, height: 768, lang: "zh-CN"},
	{name: "inbox-1440-zh", width: 1440, height: 900, lang: "zh-CN", town: "busy", path: "/inbox?queue=mine", open: answered},
	{name: "inbox-1440-zh-search", width: 1440, height: 900, lang: "zh-CN", town: "busy", path: "/inbox?q=%E5%B7%A5%E8%B5%84", open: aHit},
	{name: "inbox-1440-zh-long", width: 1440, height: 900, lang: "zh-CN", dark: true, town: "busy", path: "/inbox/cases/LONG?queue=open"},
	{name: "inbox-1024-en-dark", width: 1024, height: 768, lang: "en", dark: true, town: "busy", path: "/inbox?queue=mine", open: answered},
	{name: "inbox-1024-en-empty", width: 1024, height: 768, lang: "en", town: "empty", path: "/inbox"},
	{name: "inbox-360-zh", width: 360, height: 740, lang: "zh-CN", town: "busy", path: "/inbox?queue=open"},
	{name: "inbox-360-zh-search", width: 360, height: 740, lang: "zh-CN", town: "busy", path: "/inbox?q=%E8%B7%AF%E7%81%AF"},
}

// talk is what the resident of the pictures writes, by language.
var talk = map[string][]string{
	"zh-CN": {"七星村村口塘边的路灯坏了三天了", "跳过"},
	"en":    {"The streetlight by the pond in Qixing village has been out for three days", "skip"},
}

// place is where the agents of a town sign in.
type place struct{ url, password *string }

func main() {
	only := flag.String("only", "", "take one picture, by its name")
	demo := flag.String("demo", "http://127.0.0.1:8080", "where the demo runs")
	towns := map[string]place{}
	for _, town := range []string{"empty", "busy"} {
		towns[town] = place{flag.String(town, "", "where a town runs that is "+town), flag.String(town+"-password", "", "of its agent seed01")}
	}
	long := flag.String("long", "", "the case of the busy town with the longest talk")
	folder := flag.String("to", "cmd/frontdoor/pictures", "where the pictures go")
	flag.Parse()
	for _, s := range shots {
		if *only != "" && s.name != *only {
			continue
		}
		s.path = strings.Replace(s.path, "LONG", *long, 1)
		if err := take(*demo, towns[s.town], *folder, s); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", s.name, err)
			os.Exit(1)
		}
		fmt.Println(s.name)
	}
}

func take(demo string, town place, folder string, s shot) error {
	root, stop, err := headless.Start(chromedp.Flag("lang", s.lang), chromedp.Flag("accept-lang", s.lang), chromedp.Flag("hide-scrollbars", true))
	if err != nil {
		return err
	}
	defer stop()
	ctx, cancel := context.WithTimeout(root, time.Minute)
	defer cancel()
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, s.height)); err != nil {
		return err
	}
	if s.town != "" {
		err = showInbox(ctx, *town.url, *town.password, s)
	} else {
		err = showTalk(ctx, demo, talk[s.lang])
	}
	if err != nil {
		return err
	}
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, s.name+".png"), picture, 0o644)
}

// showInbox signs in and shows a page, with a case opened if one is to be.
func showInbox(ctx context.Context, url, password string, s shot) error {
	err := chromedp.Do(ctx, chromedp.Navigate(url+"/inbox"), chromedp.WaitVisible(`input[name=password]`),
		chromedp.SendKeys(`input[name=login]`, "seed01"), chromedp.SendKeys(`input[name=password]`, password+"\r"), chromedp.WaitVisible(`#list`),
		chromedp.Navigate(url+s.path), chromedp.WaitVisible(`#list`))
	if err != nil || s.open == "" {
		return errors.Join(err, chromedp.Do(ctx, chromedp.Sleep(time.Second)))
	}
	href, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector('`+s.open+`').href`))
	if err != nil {
		return err
	}
	return chromedp.Do(ctx, chromedp.Navigate(href), chromedp.WaitVisible(`#talk`), chromedp.Sleep(2*time.Second))
}

func showTalk(ctx context.Context, url string, texts []string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/"), chromedp.WaitVisible(`#send`)); err != nil {
		return err
	}
	for i, text := range texts {
		if err := chromedp.Do(ctx, chromedp.SendKeys(`#words`, text), chromedp.Click(`#send`)); err != nil {
			return err
		}
		// Each message is answered by one of the bot's.
		answered := fmt.Sprintf(`document.querySelectorAll("#talk .bot").length > %d`, i)
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](answered)); err != nil {
			return err
		}
	}
	return chromedp.Do(ctx, chromedp.Sleep(4*time.Second))
}
