package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	tg "github.com/go-telegram/bot"

	"frontdoor/dialog/phrases"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook/redis"
)

// checkCommand says what is wrong, in sentences, and exits with 1 if anything is.
type checkCommand struct{ serveSettings }

func (*checkCommand) Help() string {
	return "Looks at the settings, the catalogue, the town's file, sentences and answers, the book and, where they are on, at what Telegram, Twilio and WeChat say. Changes nothing."
}

// finding is one sentence, good or bad.
type finding struct {
	bad  bool
	text string
}

func fine(format string, args ...any) finding { return finding{false, fmt.Sprintf(format, args...)} }
func bad(format string, args ...any) finding  { return finding{true, fmt.Sprintf(format, args...)} }

func (c *checkCommand) Run(p *program) error {
	var all []finding
	for _, t := range slices.Concat(c.trouble(), c.leftovers(), unknownVariables(os.Environ())) {
		all = append(all, bad("%s", t))
	}
	all = append(all, c.checkTown()...)
	all = append(all, c.checkBook(p.ctx)...)
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	all = append(all, c.checkMedia(ctx)...)
	all = append(all, c.checkTelegram(ctx)...)
	all = append(all, c.checkTwilio(ctx)...)
	all = append(all, c.checkWeChat(ctx)...)
	all = append(all, c.checkOIDC(ctx)...)
	wrong := 0
	for _, f := range all {
		mark := "ok    "
		if f.bad {
			mark = "wrong "
			wrong++
		}
		fmt.Fprintln(p.stdout, mark+strings.ReplaceAll(f.text, "\n", "\n      "))
	}
	if wrong > 0 {
		fmt.Fprintf(p.stdout, "%d of %d checks found something to mend.\n", wrong, len(all))
		return errTold
	}
	return p.ctx.Err()
}

func (c *checkCommand) checkTown() []finding {
	cat, place, err := c.load()
	if err != nil {
		return []finding{bad("The town's data cannot be used: %v", err)}
	}
	found := []finding{fine("The catalogue has %d categories; the town is %s with %d places.", len(cat.Categories()), place.Name("zh"), len(place.Places))}
	found = append(found, c.checkPhrases(place)...)
	found = append(found, c.checkAnswers(cat, place)...)
	switch model, err := c.model(); {
	case err != nil:
		found = append(found, bad("The classifier cannot be used: %v", err))
	case c.Model != "":
		found = append(found, fine("The classifier %s knows %d lines of the town's own.", c.Model, model.Header().Own))
	}
	if c.ModelBeside != "" {
		if model, err := (townSettings{Model: c.ModelBeside}).model(); err != nil {
			found = append(found, bad("The classifier of FRONTDOOR_MODEL_BESIDE cannot be used: %v", err))
		} else {
			found = append(found, fine("The classifier %s runs beside and knows %d lines of the town's own.", c.ModelBeside, model.Header().Own))
		}
	}
	return found
}

// checkPhrases measures the sentences in this town, with those of its own.
func (c *checkCommand) checkPhrases(place *town.Town) []finding {
	sentences, err := c.phrases()
	if err == nil {
		err = fits(place, sentences)
	}
	switch {
	case err != nil:
		return []finding{bad("The sentences cannot be used:\n%v", err)}
	case c.Phrases == "":
		return nil
	}
	standard, err := phrases.Default()
	if err != nil {
		return []finding{bad("The built-in sentences cannot be read: %v", err)}
	}
	return []finding{fine("The town says %d Chinese and %d English sentences of %d in its own words.",
		sentences.Otherwise("zh", standard), sentences.Otherwise("en", standard), len(standard.Keys()))}
}

func (c *checkCommand) checkBook(ctx context.Context) []finding {
	if file := c.bookFile(); strings.HasPrefix(c.Book, "sqlite:") && file != "" {
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			if err := canMake(file); err != nil {
				return []finding{bad("The book %s does not exist yet and cannot be made: %v", c.Book, err)}
			}
			return []finding{fine("The book %s does not exist yet; frontdoor serve will make it.", c.Book)}
		}
	}
	opening, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	b, err := c.openBook(opening)
	if err != nil {
		return []finding{bad("The book cannot be opened: %v", err)}
	}
	defer b.Close()
	found, err := promises(ctx, b)
	found = append(found, c.sealing())
	found = append(found, c.archived(ctx, b)...)
	found = append(found, c.checkSpent(ctx, b)...)
	found = append(found, c.checkOpen311(ctx, b)...)
	found = append(found, c.checkHooks(ctx, b)...)
	if err != nil {
		return []finding{bad("The book's server does not say what it keeps: %v", err)}
	}
	agents, err := handoff.NewRoster(b, nil).List(ctx)
	switch {
	case err != nil:
		return append(found, bad("The book cannot be read: %v", err))
	case len(agents) == 0:
		return append(found, bad("The book %s has no agents, so nobody can answer: frontdoor agent add -login wu -name 吴姐 -role admin", c.bookName()))
	}
	found = append(found, fine("The book %s can be read; it knows %d agents.", c.bookName(), len(agents)))
	if cat, place, err := c.load(); err == nil { // else it was said already
		found = append(found, checkRules(cat, place, agents, time.Now())...)
	}
	return found
}

// checkMedia tries to keep a file. A folder that is not there yet is left to the start.
func (c *checkCommand) checkMedia(ctx context.Context) []finding {
	at := c.mediaFolder()
	if _, err := os.Stat(at); errors.Is(err, os.ErrNotExist) && !strings.Contains(at, "://") {
		if err := canMake(at); err != nil {
			return []finding{bad("The folder for what residents send, %s, does not exist and cannot be made: %v", at, err)}
		}
		return []finding{fine("The folder for what residents send, %s, does not exist yet; frontdoor serve will make it.", at)}
	}
	files, err := c.openMedia(nil)
	if err == nil {
		err = files.Try(ctx)
	} else if strings.Contains(at, "://") {
		return nil // told among the settings
	}
	if err != nil {
		return []finding{bad("What residents send cannot be kept in %s: %v", at, err)}
	}
	return []finding{fine("What residents send is kept in %s.", at)}
}

// promises is what can be lost with the book, in sentences.
func promises(ctx context.Context, b book) ([]finding, error) {
	shared, ok := b.(*redis.Book)
	if !ok {
		return []finding{fine("What is acknowledged survives a power cut (WAL, synchronous=FULL); back up the file against the loss of the disk.")}, nil
	}
	told, err := shared.Promises(ctx)
	var found []finding
	for _, p := range told {
		found = append(found, finding{p.Bad, "Redis: " + p.Text})
	}
	return found, err
}

// canMake tries whether a file could be made, by another one in the nearest folder
// that exists, which is taken away again.
func canMake(file string) error {
	folder := filepath.Dir(file)
	for {
		_, err := os.Stat(folder)
		if up := filepath.Dir(folder); errors.Is(err, os.ErrNotExist) && up != folder {
			folder = up
			continue
		}
		trial, err := os.CreateTemp(folder, ".frontdoor-check-*")
		if err != nil {
			return fmt.Errorf("nothing can be written to the folder %s: %w", folder, errors.Unwrap(err))
		}
		return errors.Join(trial.Close(), os.Remove(trial.Name()))
	}
}

func (c *checkCommand) checkTelegram(ctx context.Context) []finding {
	if !c.telegram() {
		return []finding{fine("Telegram is off: FRONTDOOR_TELEGRAM_TOKEN is not set.")}
	}
	client, err := tg.New(c.TelegramToken, tg.WithServerURL(strings.TrimRight(c.TelegramAPI, "/")), tg.WithSkipGetMe())
	if err != nil {
		return []finding{bad("FRONTDOOR_TELEGRAM_TOKEN cannot be used: %v", hideToken(err, c.TelegramToken))}
	}
	me, err := client.GetMe(ctx)
	if err != nil {
		return []finding{bad("Telegram does not answer for this token: %v", hideToken(err, c.TelegramToken))}
	}
	found := []finding{fine("Telegram knows the bot as @%s.", me.Username)}
	info, err := client.GetWebhookInfo(ctx)
	if err != nil {
		return append(found, bad("Telegram does not say what webhook is set: %v", hideToken(err, c.TelegramToken)))
	}
	want := strings.TrimRight(c.PublicURL, "/") + "/telegram"
	switch mode := c.telegramMode(); {
	case mode == "poll" && info.URL != "":
		found = append(found, bad("A webhook is set (%s) while FRONTDOOR_TELEGRAM_MODE is poll; serve will remove it when it starts.", info.URL))
	case mode == "poll":
		found = append(found, fine("No webhook is set, as poll mode needs it."))
	case c.PublicURL == "":
		found = append(found, bad("FRONTDOOR_PUBLIC_URL is not set, so it cannot be checked that the webhook points here."))
	case info.URL != want:
		found = append(found, bad("The webhook points to %q, not to %s.", info.URL, want))
	default:
		found = append(found, fine("The webhook points to %s.", want))
	}
	if info.LastErrorMessage != "" {
		found = append(found, bad("Telegram's last try to reach the webhook failed: %s.", info.LastErrorMessage))
	}
	return found
}

func (c *checkCommand) checkTwilio(ctx context.Context) []finding {
	if !c.sms() {
		return []finding{fine("SMS is off: the Twilio settings are not set.")}
	}
	gateway, err := c.twilio(slog.New(slog.DiscardHandler), nil)
	if err != nil {
		return nil // told among the settings
	}
	found := []finding{fine("Twilio has no two-way SMS in mainland China: for numbers there a domestic gateway is needed, one more file beside bot/sms/twilio.go.")}
	hook, err := gateway.Look(ctx)
	if err != nil {
		return append(found, bad("SMS: %v.", err))
	}
	for _, wrong := range hook.Wrong {
		found = append(found, bad("SMS: %s Mend it with: frontdoor sms setup", wrong))
	}
	if hook.Here() {
		found = append(found, fine("SMS: the webhook of %s points to %s.", hook.Of, hook.URL))
	}
	for _, advice := range hook.Advice {
		found = append(found, fine("SMS: %s", advice))
	}
	return found
}

// checkSpent says whether the day's text messages are used up.
func (c *checkCommand) checkSpent(ctx context.Context, b book) []finding {
	_, place, err := c.load()
	if err != nil || !c.sms() {
		return nil // the town's data are told of elsewhere
	}
	var found []finding
	full, err := c.budget(b, place.Zone).Full(ctx, clockOf(b)())
	if err == nil && full > 0 {
		found = append(found, bad("SMS: the %d segments a day for one number are used up for %d, whose messages wait for tomorrow: raise FRONTDOOR_SMS_NUMBER_LIMIT if that is no mistake or abuse.", c.TextNumber, full))
	}
	if c.TextDaily <= 0 {
		return found
	}
	used, err := c.budget(b, place.Zone).Spent(ctx, clockOf(b)())
	switch {
	case err != nil:
		return append(found, bad("What was spent on SMS today cannot be read: %v", err))
	case used >= c.TextDaily:
		return append(found, bad("SMS: today's %d segments are used up or set aside, and messages wait for tomorrow: raise FRONTDOOR_SMS_DAILY_LIMIT if that is no mistake or abuse.", c.TextDaily))
	}
	return append(found, fine("SMS: %d of today's %d segments are used or set aside.", used, c.TextDaily))
}

// hideToken keeps the bot's token, which is part of every address, out of what is
// shown.
func hideToken(err error, token string) string {
	text := strings.ReplaceAll(err.Error(), token, "…")
	return botPath.ReplaceAllString(text, "/bot…/")
}

var botPath = regexp.MustCompile(`/bot[^/"\s]+/`)
