package wechat

import (
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot"
)

// DefaultAPI is the public interface; its pictures of QR codes lie elsewhere.
const (
	DefaultAPI     = "https://api.weixin.qq.com"
	defaultPicture = "https://mp.weixin.qq.com"
)

// Account is our half of the line to WeChat: what we ask of it, and the token for that.
// A channel has one; the commands that set an account up need nothing else.
type Account struct {
	api     *api
	picture string // base URL of the pictures of QR codes
}

// NewAccount checks the settings of the account and fills in those that were left out.
// It calls nobody. Without a Shelf the token is kept in memory.
func NewAccount(cfg *Config) (*Account, error) {
	if cfg.API == "" {
		cfg.API = DefaultAPI
	}
	cfg.API = strings.TrimRight(cfg.API, "/")
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.HTTP == nil {
		cfg.HTTP = bot.NewTransport()
	}
	switch u, err := url.Parse(cfg.API); {
	case cfg.AppID == "":
		return nil, errors.New("wechat: the account is missing (FRONTDOOR_WECHAT_APPID, wx… in WeChat's console)")
	case cfg.Secret == "":
		return nil, errors.New("wechat: the account's secret is missing (FRONTDOOR_WECHAT_SECRET, AppSecret in WeChat's console)")
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return nil, errors.New("wechat: the base of the interface is no http or https URL (FRONTDOOR_WECHAT_API)")
	}
	a := &Account{api: &api{base: cfg.API, appID: cfg.AppID, secret: cfg.Secret, transport: cfg.HTTP}, picture: cfg.API}
	if cfg.API == DefaultAPI {
		a.picture = defaultPicture
	}
	a.api.tokens = newTokens(cfg.Shelf, cfg.AppID, cfg.Now, a.api.stableToken)
	return a, nil
}
