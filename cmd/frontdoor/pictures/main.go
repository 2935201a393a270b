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
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"frontdoor/cmd/frontdoor/headless"
)

// shot is one picture.
type shot struct {
	name        string
	width       int64
	height      int64
	dark        bool
	lang        string
	inbox, open bool // the agents' side, with the first case opened
}

var shots = []shot{
	{name: "chat-360-zh", width: 360, height: 740, lang: "zh-CN"},
	{name: "chat-360-en-dark", width: 360, height: 740, lang: "en", dark: true},
	{name: "chat-1024-zh", width: 1024, height: 768, lang: "zh-CN"},
	{name: "inbox-1440-zh", width: 1440, height: 900, lang: "zh-CN", inbox: true, open: true},
	{name: "inbox-1024-en-dark", width: 1024, height: 768, lang: "en", dark: true, inbox: true, open: true},
	{name: "inbox-360-zh", width: 360, height: 740, lang: "zh-CN", inbox: true},
}

// talk is what the resident of the pictures writes, by language.
var talk = map[string][]string{
	"zh-CN": {"七星村村口塘边的路灯坏了三天了", "跳过"},
	"en":    {"The streetlight by the pond in Qixing village has been out for three days", "skip"},
}

func main() {
	only := flag.String("only", "", "take one picture, by its name")
	url := flag.String("url", "http://127.0.0.1:8080", "where the demo runs")
	password := flag.String("password", "", "of the demo's agent wu")
	folder := flag.String("to", "cmd/frontdoor/pictures", "where the pictures go")
	flag.Parse()
	for _, s := range shots {
		if *only != "" && s.name != *only {
			continue
		}
		if err := take(*url, *password, *folder, s); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", s.name, err)
			os.Exit(1)
		}
		fmt.Println(s.name)
	}
}

func take(url, password, folder string, s shot) error {
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
	if s.inbox {
		err = showInbox(ctx, url, password, s.open)
	} else {
		err = showTalk(ctx, url, talk[s.lang])
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

// showInbox signs in; the demo begins with cases of the agent's own, so there is one
// to open.
func showInbox(ctx context.Context, url, password string, open bool) error {
	const rows = `#rows a`
	err := chromedp.Do(ctx, chromedp.Navigate(url+"/inbox?queue=open"), chromedp.WaitVisible(`input[name=password]`),
		chromedp.SendKeys(`input[name=login]`, "wu"), chromedp.SendKeys(`input[name=password]`, password+"\r"), chromedp.WaitVisible(rows))
	if err != nil || !open {
		return errors.Join(err, chromedp.Do(ctx, chromedp.Sleep(time.Second)))
	}
	href, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector('.row[data-by="agent"] a').href`))
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
