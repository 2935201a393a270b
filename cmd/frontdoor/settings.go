package main

import (
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot/sms"
	"frontdoor/bot/telegram"
	"frontdoor/bot/wechat"
	"frontdoor/handoff/casebook/archive"
)

// bookSettings say where the book lies and what the town set: what every command
// that opens the book needs.
type bookSettings struct {
	Book    string `env:"FRONTDOOR_BOOK" default:"sqlite:frontdoor.db" placeholder:"URL" help:"Where everything is kept: sqlite:FILE, redis://HOST:PORT, redis+sentinel://HOST:PORT,HOST:PORT/MASTER or redis+cluster://HOST:PORT,HOST:PORT (rediss… for TLS); ${default} when not set."`
	Archive string `env:"FRONTDOOR_ARCHIVE" placeholder:"file:FOLDER" help:"Where cases closed long ago move to from Redis: a folder that every process on the book shares. Not set: nothing is archived."`
	keySettings
	ErasedList string `name:"erased-list" env:"FRONTDOOR_ERASED" placeholder:"FILE" help:"A list of what was erased, without a word of it, which restore reads so that an older backup does not bring it back; BOOK.erased beside a book that is a file when not set. Better on another disk than the book."`
	RedisWait  string `env:"FRONTDOOR_REDIS_WAIT" enum:"on,off" default:"on" placeholder:"on|off" help:"Whether a commit waits for a Redis replica, where there is one, before it is acknowledged; ${default} when not set."`
}

// townSettings name the files a town may replace.
type townSettings struct {
	Catalog string `env:"FRONTDOOR_CATALOG" placeholder:"FILE" help:"The ten categories and their questions (YAML); built in when not set."`
	Places  string `env:"FRONTDOOR_PLACES" placeholder:"FILE" help:"The town: name, hours, hotlines, places (YAML); built in when not set."`
	Phrases string `env:"FRONTDOOR_PHRASES" placeholder:"FOLDER" help:"Sentences of the town's own: a folder with zh.txt, en.txt or both; what they leave out is said as built in."`
	Answers string `env:"FRONTDOOR_ANSWERS" placeholder:"FILE" help:"Short answers to common questions, given at once (YAML); none when not set."`
	Model   string `env:"FRONTDOOR_MODEL" placeholder:"FILE" help:"A classifier of the town's own, made by frontdoor classify train; built in when not set."`
}

// serveSettings are all settings of the running server.
type serveSettings struct {
	bookSettings
	townSettings
	Listen       string `env:"FRONTDOOR_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on; ${default} when not set."`
	PublicURL    string `env:"FRONTDOOR_PUBLIC_URL" placeholder:"URL" help:"How the world reaches this server, e.g. https://door.example.org. Needed by webhooks."`
	ArchiveAfter int    `env:"FRONTDOOR_ARCHIVE_AFTER" default:"90" placeholder:"DAYS" help:"How many days after closing a case is archived; ${default} when not set."`
	ModelBeside  string `env:"FRONTDOOR_MODEL_BESIDE" placeholder:"FILE" help:"A classifier to run beside the one in use, for frontdoor classify beside; it decides nothing."`
	Media        string `env:"FRONTDOOR_MEDIA" placeholder:"FOLDER|URL" help:"Where photos and other files residents send are kept: a folder, or a bucket as s3://BUCKET?region=REGION, with &endpoint=https://… where it is not Amazon's; a folder beside the book when not set."`
	Search       string `env:"FRONTDOOR_SEARCH" placeholder:"FILE" help:"Where what search needs is kept, made of the book and of this process alone; beside a book that is a file when not set, else in this folder. It may be deleted while no server runs."`
	MediaKey     string `env:"FRONTDOOR_MEDIA_KEY" placeholder:"ID" help:"Access key of the bucket."`
	MediaSecret  string `env:"FRONTDOOR_MEDIA_SECRET" placeholder:"SECRET" help:"Secret of that key."`

	Embed   string `env:"FRONTDOOR_EMBED" placeholder:"SITE,…" help:"Sites whose pages may show the chat (one script line, /widget.js), e.g. https://www.town.example; none when not set."`
	Font    string `name:"paper-font" env:"FRONTDOOR_FONT" placeholder:"FILE" help:"A Chinese TrueType font for agreements of a mediation; that of the package fonts-droid-fallback when not set."`
	MapURL  string `name:"map-url" env:"FRONTDOOR_MAP_URL" placeholder:"URL" help:"Where agents look at a pin, e.g. https://www.openstreetmap.org/?mlat={lat}&mlon={lon}; the phone's own map when not set."`
	Second  string `name:"second-factor" env:"FRONTDOOR_SECOND_FACTOR" enum:"own,admins,all" default:"own" placeholder:"own|admins|all" help:"Of whom a code beside the password is demanded: each agent's own choice, of admins, or of all who have a password; ${default} when not set."`
	Proxies string `env:"FRONTDOOR_PROXIES" default:"127.0.0.0/8,::1/128" placeholder:"ADDRESS,…" help:"Proxies in front of this server, whose X-Forwarded-For is believed; ${default} when not set."`

	TelegramToken  string `env:"FRONTDOOR_TELEGRAM_TOKEN" placeholder:"TOKEN" help:"Bot token from BotFather. Not set: no Telegram."`
	TelegramSecret string `env:"FRONTDOOR_TELEGRAM_SECRET" placeholder:"SECRET" help:"Secret of the webhook, 1–256 characters A-Z a-z 0-9 _ -."`
	TelegramAPI    string `env:"FRONTDOOR_TELEGRAM_API" default:"https://api.telegram.org" placeholder:"URL" help:"Base URL of the Bot API; ${default} when not set."`
	TelegramMode   string `env:"FRONTDOOR_TELEGRAM_MODE" enum:"webhook,poll," default:"" placeholder:"webhook|poll" help:"How updates arrive. Not set: webhook when there is a secret, else poll."`

	TelegramName string `env:"FRONTDOOR_TELEGRAM_NAME" placeholder:"NAME" help:"The bot's name, as in t.me/NAME, for links and posters; frontdoor telegram setup tells it."`

	TwilioSID    string        `env:"FRONTDOOR_TWILIO_ACCOUNT_SID" placeholder:"SID" help:"Twilio account. Not set: no SMS."`
	TwilioToken  string        `env:"FRONTDOOR_TWILIO_AUTH_TOKEN" placeholder:"TOKEN" help:"Twilio auth token; also checks the signature of webhooks."`
	TwilioFrom   string        `env:"FRONTDOOR_TWILIO_FROM" placeholder:"NUMBER" help:"Sending number (+8657…) or messaging service (MG…)."`
	TwilioAPI    string        `env:"FRONTDOOR_TWILIO_API" default:"https://api.twilio.com" placeholder:"URL" help:"Base URL of the Messages API; ${default} when not set."`
	TwilioOptOut string        `env:"FRONTDOOR_TWILIO_OPTOUT" enum:"provider,ours" default:"provider" placeholder:"provider|ours" help:"Who answers STOP, START and HELP; ${default} when not set."`
	TextAnswer   time.Duration `name:"sms-answer" env:"FRONTDOOR_SMS_ANSWER" default:"1h" placeholder:"TIME" help:"How long after a resident wrote a text message still answers them, so that it goes in the quiet hours of the town's file too; ${default} when not set."`
	TextNumber   int           `name:"sms-number-limit" env:"FRONTDOOR_SMS_NUMBER_LIMIT" default:"200" placeholder:"SEGMENTS" help:"How many segments go to one number on one day, 0 for any; ${default} when not set. More waits for the next day."`
	TextDaily    int           `name:"sms-daily-limit" env:"FRONTDOOR_SMS_DAILY_LIMIT" default:"20000" placeholder:"SEGMENTS" help:"How many segments go out on one day in all, 0 for any; ${default} when not set. More waits for the next day; cards about danger go out."`

	WeChatAppID  string `name:"wechat-appid" env:"FRONTDOOR_WECHAT_APPID" placeholder:"APPID" help:"AppID of a WeChat official account (wx…). Not set: no WeChat."`
	WeChatSecret string `name:"wechat-secret" env:"FRONTDOOR_WECHAT_SECRET" placeholder:"SECRET" help:"AppSecret of the account."`
	WeChatToken  string `name:"wechat-token" env:"FRONTDOOR_WECHAT_TOKEN" placeholder:"WORD" help:"Token set in WeChat's console beside the server's address; signs what WeChat posts."`
	WeChatAESKey string `name:"wechat-aes-key" env:"FRONTDOOR_WECHAT_AES_KEY" placeholder:"KEY" help:"EncodingAESKey of safe mode, 43 characters. Not set: plain mode."`
	WeChatAPI    string `name:"wechat-api" env:"FRONTDOOR_WECHAT_API" default:"https://api.weixin.qq.com" placeholder:"URL" help:"Base URL of WeChat's interface; ${default} when not set."`

	open311Settings
	hookSettings
	metricsSettings
	pushSettings
	oidcSettings

	unlimited bool // the bench's server only: no rate limits
}

// telegramMode is the mode in force.
func (s *serveSettings) telegramMode() string {
	switch {
	case s.TelegramMode != "":
		return s.TelegramMode
	case s.TelegramSecret != "":
		return "webhook"
	}
	return "poll"
}

// telegramName is the bot's name without the @ that people write before it.
func (s *serveSettings) telegramName() string { return strings.TrimPrefix(s.TelegramName, "@") }

// telegram, sms and wechat are true when the channel is switched on: by its account.
func (s *serveSettings) telegram() bool { return s.TelegramToken != "" }
func (s *serveSettings) sms() bool      { return s.TwilioSID != "" }
func (s *serveSettings) wechat() bool   { return s.WeChatAppID != "" }

// leftovers is every setting of a channel that is off: harmless, and worth a word,
// for somebody meant it to be on.
func (s *serveSettings) leftovers() []string {
	var out []string
	say := func(off, account string, names map[string]string) {
		for name, value := range names {
			if value != "" {
				out = append(out, fmt.Sprintf("%s is set, but %s stays off because %s is not: set that too, or drop this one.", name, off, account))
			}
		}
	}
	if s.Archive != "" && s.bookFile() != "" {
		out = append(out, "FRONTDOOR_ARCHIVE is set, but nothing is archived because the book is a file, which may grow: drop it, or let FRONTDOOR_BOOK name a Redis.")
	}
	if !strings.Contains(s.Media, "://") {
		say("the bucket", "FRONTDOOR_MEDIA", map[string]string{"FRONTDOOR_MEDIA_KEY": s.MediaKey, "FRONTDOOR_MEDIA_SECRET": s.MediaSecret})
	}
	if !s.telegram() {
		say("Telegram", "FRONTDOOR_TELEGRAM_TOKEN", map[string]string{
			"FRONTDOOR_TELEGRAM_SECRET": s.TelegramSecret, "FRONTDOOR_TELEGRAM_MODE": s.TelegramMode})
	}
	if !s.sms() {
		say("SMS", "FRONTDOOR_TWILIO_ACCOUNT_SID", map[string]string{
			"FRONTDOOR_TWILIO_AUTH_TOKEN": s.TwilioToken, "FRONTDOOR_TWILIO_FROM": s.TwilioFrom})
	}
	if !s.wechat() {
		say("WeChat", "FRONTDOOR_WECHAT_APPID", map[string]string{
			"FRONTDOOR_WECHAT_SECRET": s.WeChatSecret, "FRONTDOOR_WECHAT_TOKEN": s.WeChatToken, "FRONTDOOR_WECHAT_AES_KEY": s.WeChatAESKey})
	}
	if s.OIDCIssuer == "" {
		say("sign-in by the town's own provider", "FRONTDOOR_OIDC_ISSUER", map[string]string{
			"FRONTDOOR_OIDC_CLIENT_ID": s.OIDCClientID, "FRONTDOOR_OIDC_CLIENT_SECRET": s.OIDCClientSecret})
	}
	return sorted(out)
}

// trouble is every setting that cannot work, each as one sentence: what, why,
// what to do.
func (s *serveSettings) trouble() []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if _, _, err := net.SplitHostPort(s.Listen); err != nil {
		say("FRONTDOOR_LISTEN %q is no address to listen on: write it like 127.0.0.1:8080, or :8080 for every address of this machine.", s.Listen)
	}
	out = append(out, s.webTrouble()...)
	out = append(out, s.fontTrouble()...)
	out = append(out, s.open311Trouble()...)
	out = append(out, s.hookTrouble()...)
	out = append(out, s.metricsTrouble()...)
	out = append(out, s.pushTrouble()...)
	out = append(out, s.oidcTrouble()...)
	if _, err := s.master(); err != nil {
		say("%v.", err)
	}
	if s.Archive != "" {
		if _, err := archive.Open(s.Archive); err != nil {
			say("FRONTDOOR_ARCHIVE cannot be used: %v.", err)
		}
		if s.ArchiveAfter < 1 {
			say("FRONTDOOR_ARCHIVE_AFTER is %d: a case rests a day or more before it is archived.", s.ArchiveAfter)
		}
	}
	if strings.Contains(s.Media, "://") { // a folder is made where there is none
		if _, err := s.openMedia(nil); err != nil {
			say("FRONTDOOR_MEDIA cannot be used: %v.", err)
		}
	}
	if s.PublicURL != "" {
		if u, err := url.Parse(s.PublicURL); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			say("FRONTDOOR_PUBLIC_URL %q is not a web address: write it like https://door.example.org.", s.PublicURL)
		}
	}
	for name, value := range map[string]string{"FRONTDOOR_TELEGRAM_API": s.TelegramAPI, "FRONTDOOR_TWILIO_API": s.TwilioAPI} {
		if u, err := url.Parse(value); err != nil || u.Host == "" {
			say("%s %q is not a web address.", name, value)
		}
	}
	if s.telegram() && s.telegramMode() == "webhook" && !validSecret(s.TelegramSecret) {
		say("FRONTDOOR_TELEGRAM_SECRET must be 1 to 256 of A-Z a-z 0-9 _ - in webhook mode: without it anybody could speak in a resident's name.")
	}
	if s.TelegramName != "" && !telegram.ValidName(s.telegramName()) {
		say("FRONTDOOR_TELEGRAM_NAME %q is no name of a bot: write it as it stands behind t.me/, e.g. luobu_bot.", s.TelegramName)
	}
	need := func(channel, account string, names map[string]string) {
		for name, value := range names {
			if value == "" {
				say("%s is not set, and %s cannot work without it: set it, or unset %s to switch %s off.", name, channel, account, channel)
			}
		}
	}
	if s.sms() {
		need("SMS", "FRONTDOOR_TWILIO_ACCOUNT_SID", map[string]string{
			"FRONTDOOR_TWILIO_AUTH_TOKEN": s.TwilioToken, "FRONTDOOR_TWILIO_FROM": s.TwilioFrom, "FRONTDOOR_PUBLIC_URL": s.PublicURL})
		if s.TwilioFrom != "" && !sms.ValidSender(s.TwilioFrom) {
			say("FRONTDOOR_TWILIO_FROM is neither a whole number like +85752100000 nor a messaging service (MG and 32 of 0-9 a-f): residents could not answer.")
		}
		if s.TextAnswer <= 0 || s.TextAnswer > 24*time.Hour {
			say("FRONTDOOR_SMS_ANSWER is %v: write a time above nothing and up to a day, like 1h or 30m.", s.TextAnswer)
		}
		for name, value := range map[string]int{"FRONTDOOR_SMS_NUMBER_LIMIT": s.TextNumber, "FRONTDOOR_SMS_DAILY_LIMIT": s.TextDaily} {
			if value < 0 {
				say("%s is %d: write how many segments, or 0 for no limit.", name, value)
			}
		}
	}
	if s.wechat() {
		need("WeChat", "FRONTDOOR_WECHAT_APPID", map[string]string{
			"FRONTDOOR_WECHAT_SECRET": s.WeChatSecret, "FRONTDOOR_WECHAT_TOKEN": s.WeChatToken})
		if u, err := url.Parse(s.WeChatAPI); err != nil || u.Host == "" {
			say("FRONTDOOR_WECHAT_API %q is not a web address.", s.WeChatAPI)
		}
		if !wechat.GoodKey(s.WeChatAESKey) {
			say("FRONTDOOR_WECHAT_AES_KEY is no EncodingAESKey: copy the 43 letters and digits from WeChat's console, or unset it for plain mode.")
		}
	}
	return sorted(out)
}

func validSecret(s string) bool {
	if len(s) < 1 || len(s) > 256 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
}
