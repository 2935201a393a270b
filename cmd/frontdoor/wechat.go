package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"frontdoor/bot/wechat"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/script"
)

// wechatCommand tells WeChat what the account shows.
type wechatCommand struct {
	Setup wechatSetupCommand `cmd:"" help:"Check the account, make its menu, and say what to enter in WeChat's console."`
	QR    wechatQRCommand    `cmd:"" name:"qr" help:"Save the QR code of a station as a picture."`
}

func (*wechatCommand) Help() string {
	return `Have a verified service account (认证服务号), and from its console (设置与开发 > 基本配置):
  export FRONTDOOR_WECHAT_APPID=wx… FRONTDOOR_WECHAT_SECRET=…     AppID and AppSecret
  export FRONTDOOR_WECHAT_TOKEN=$(openssl rand -hex 16)           any word; enter the same there
  export FRONTDOOR_WECHAT_AES_KEY=… FRONTDOOR_PUBLIC_URL=https://door.example.org
Put this server's IP on the account's whitelist there, and then:
  frontdoor wechat setup                        makes the menu; says what else to enter
  frontdoor serve                               must run before WeChat accepts the address
  frontdoor wechat qr -station QX01 -out qx01.jpg
The words of the menu are phrases wechat.… (frontdoor phrases -h).`
}

type wechatSetupCommand struct{ serveSettings }

type wechatQRCommand struct {
	serveSettings
	Station string `required:"" placeholder:"CODE" help:"The station's code: who scans brings it along."`
	Out     string `placeholder:"FILE" help:"Where to save the picture (JPEG); wechat-CODE.jpg when not set."`
}

// wechatMenu is the commands of the menu under the chat, in the order shown.
var wechatMenu = [...]string{"agent", "status", "help"}

func (c *wechatSetupCommand) Run(p *program) error {
	account, err := c.wechatAlone(p)
	if err != nil {
		return err
	}
	sc, err := c.sentences()
	if err != nil {
		return err
	}
	done := steps(p)
	if err := account.SignIn(p.ctx); err != nil {
		return again(fmt.Errorf("WeChat does not let us in: %w", err), "frontdoor wechat setup")
	}
	done("WeChat knows the account and gives it a token")
	if err := account.SetMenu(p.ctx, menuOf(sc)); err != nil {
		return again(err, "frontdoor wechat setup")
	}
	done(fmt.Sprintf("the menu has %d buttons; phones show it within a day", len(wechatMenu)))
	fmt.Fprintf(p.stdout, "WeChat's console takes the rest, once, while frontdoor serve runs (设置与开发 > 基本配置 > 服务器配置):\n")
	fmt.Fprintf(p.stdout, "  URL             %s\n", c.wechatURL())
	fmt.Fprintf(p.stdout, "  Token           the word in FRONTDOOR_WECHAT_TOKEN\n")
	if c.WeChatAESKey != "" {
		fmt.Fprintf(p.stdout, "  EncodingAESKey  the key in FRONTDOOR_WECHAT_AES_KEY; mode 安全模式\n")
	} else {
		fmt.Fprintf(p.stdout, "  mode            明文模式, for FRONTDOOR_WECHAT_AES_KEY is not set; 安全模式 is safer\n")
	}
	return nil
}

func menuOf(sc *script.Script) []wechat.Button {
	var buttons []wechat.Button
	for _, word := range wechatMenu {
		buttons = append(buttons, wechat.Button{Label: sc.Quote("zh", "wechat."+word), Word: word})
	}
	return buttons
}

func (c *wechatQRCommand) Run(p *program) error {
	if !hear.StationCode(c.Station) {
		return fmt.Errorf("%q is no code for a station: write 1 to 32 of A-Z a-z 0-9 _ -, and nothing that looks like the code of a draft", c.Station)
	}
	account, err := c.wechatAlone(p)
	if err != nil {
		return err
	}
	picture, err := account.QR(p.ctx, c.Station)
	if err != nil {
		return err
	}
	file := c.Out
	if file == "" {
		file = "wechat-" + c.Station + ".jpg"
	}
	if err := mayOverwrite(file); err != nil {
		return err
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		return fmt.Errorf("saving the picture: %w", err)
	}
	fmt.Fprintf(p.stdout, "The QR code of station %s is in %s (%d bytes). It lasts for ever.\n", c.Station, file, len(picture))
	return nil
}

// wechatAlone is the account without a server behind it.
func (s *serveSettings) wechatAlone(p *program) (*wechat.Account, error) {
	if !s.wechat() || s.WeChatSecret == "" {
		fmt.Fprintln(p.stderr, "frontdoor: FRONTDOOR_WECHAT_APPID or FRONTDOOR_WECHAT_SECRET is not set: both stand in WeChat's console under 基本配置.")
		return nil, errTold
	}
	return wechat.NewAccount(&wechat.Config{AppID: s.WeChatAppID, Secret: s.WeChatSecret, API: s.WeChatAPI})
}

// wechatURL is where WeChat posts to.
func (s *serveSettings) wechatURL() string {
	if s.PublicURL == "" {
		return "(set FRONTDOOR_PUBLIC_URL to see it)" + wechat.Path
	}
	return strings.TrimRight(s.PublicURL, "/") + wechat.Path
}

// wechatMode is safe or plain.
func (s *serveSettings) wechatMode() string {
	if s.WeChatAESKey != "" {
		return "safe"
	}
	return "plain"
}

// checkWeChat asks WeChat whether it lets us in. It makes no token of a running server
// invalid.
func (c *checkCommand) checkWeChat(ctx context.Context) []finding {
	if !c.wechat() {
		return []finding{fine("WeChat is off: FRONTDOOR_WECHAT_APPID is not set.")}
	}
	account, err := wechat.NewAccount(&wechat.Config{AppID: c.WeChatAppID, Secret: c.WeChatSecret, API: c.WeChatAPI})
	if err != nil {
		return []finding{bad("WeChat cannot be asked: %v", err)}
	}
	if err := account.SignIn(ctx); err != nil {
		return []finding{bad("WeChat does not let us in: %v", err)}
	}
	found := []finding{fine("WeChat knows the account. Its console must name the address %s and the same token.", c.wechatURL())}
	if c.WeChatAESKey == "" {
		found = append(found, fine("Plain mode: FRONTDOOR_WECHAT_AES_KEY is not set. Safe mode (安全模式) also signs what residents write."))
	}
	switch has, err := account.HasMenu(ctx); {
	case err != nil:
		found = append(found, bad("WeChat does not say what menu there is: %v", err))
	case !has:
		found = append(found, bad("The account has no menu: frontdoor wechat setup"))
	default:
		found = append(found, fine("The account has a menu."))
	}
	return found
}
