package telegram

import (
	"bufio"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// textMost is the longest text of one message, in UTF-16 units.
const textMost = 4096

// part is one call of the Bot API; a message may need several.
type part func(context.Context) error

// Send sends the text, cut where it is too long, with the buttons under its last
// part, and then each attachment. A part that is out is not sent again when a
// later one fails. The provider's ID is the message_id of the first part sent.
func (c *Channel) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	chat, err := strconv.ParseInt(m.To.Local(), 10, 64)
	if err != nil {
		return "", &bot.SendError{Reason: bot.InWords("收件地址不是Telegram的", "the address is none of Telegram's"), Err: err}
	}
	parts, err := c.plan(chat, m)
	if err != nil {
		return "", err
	}
	provider := ""
	for i := c.parts.Sent(m.ID); i < len(parts); i++ {
		heard, err := c.do(ctx, parts[i])
		if err != nil {
			var failed *bot.SendError
			if errors.As(err, &failed) && !failed.Again {
				failed.Partly(i)
				c.parts.Done(m.ID)
			}
			return "", err
		}
		c.parts.Took(m.ID, i+1)
		if provider == "" {
			provider = heard
		}
	}
	c.parts.Done(m.ID)
	return provider, nil
}

// plan lists the calls a message needs.
func (c *Channel) plan(chat int64, m casebook.Outgoing) ([]part, error) {
	texts := bot.Split(m.Text, textMost)
	if len(texts)+len(m.Media) == 0 {
		return nil, &bot.SendError{Reason: bot.InWords("消息是空的", "the message is empty")}
	}
	var parts []part
	for i, text := range texts {
		p := &telegram.SendMessageParams{ChatID: chat, Text: text}
		if k := c.keyboard(chat, m.CommittedAt, m.Choices); k != nil && i == len(texts)-1 {
			p.ReplyMarkup = k
		}
		parts = append(parts, func(ctx context.Context) error { return c.api.post(ctx, "sendMessage", p) })
	}
	for _, media := range m.Media {
		parts = append(parts, func(ctx context.Context) error { return c.sendMedia(ctx, chat, media) })
	}
	return parts, nil
}

// do makes one call and says what came of it, by the answer's own words.
func (c *Channel) do(ctx context.Context, call part) (string, error) {
	ctx, heard := listen(ctx)
	err := call(ctx)
	if heard.OK { // taken, whatever the library thinks of the rest of the answer
		return messageID(heard.Result), nil
	}
	var own *bot.SendError
	if errors.As(err, &own) {
		return "", own
	}
	return "", sendError(heard, c.api.hide(err))
}

// sendMedia sends one attachment as what it is.
func (c *Channel) sendMedia(ctx context.Context, chat int64, m dialog.Media) error {
	input, done, err := c.inputFile(ctx, m)
	if err != nil {
		return err
	}
	defer done()
	switch m.Kind {
	case "photo":
		_, err = c.client.SendPhoto(ctx, &telegram.SendPhotoParams{ChatID: chat, Photo: input})
	case "voice":
		_, err = c.client.SendVoice(ctx, &telegram.SendVoiceParams{ChatID: chat, Voice: input})
	case "video":
		_, err = c.client.SendVideo(ctx, &telegram.SendVideoParams{ChatID: chat, Video: input})
	case "sticker":
		_, err = c.client.SendSticker(ctx, &telegram.SendStickerParams{ChatID: chat, Sticker: input})
	default:
		_, err = c.client.SendDocument(ctx, &telegram.SendDocumentParams{ChatID: chat, Document: input})
	}
	return err
}

// inputFile is an attachment as the Bot API takes it: a file it has, a link it
// fetches, or the bytes themselves.
func (c *Channel) inputFile(ctx context.Context, m dialog.Media) (models.InputFile, func(), error) {
	if id, ok := strings.CutPrefix(m.Ref, refPrefix); ok {
		return &models.InputFileString{Data: id}, func() {}, nil
	}
	if strings.HasPrefix(m.Ref, "https://") {
		return &models.InputFileString{Data: m.Ref}, func() {}, nil
	}
	var body io.ReadCloser
	err := errors.New("nobody opens attachments")
	if c.cfg.Open != nil {
		body, err = c.cfg.Open(ctx, m)
	}
	if err != nil {
		return nil, nil, &bot.SendError{Reason: bot.InWords("附件打不开", "the attachment cannot be opened"), Err: err}
	}
	name := path.Base(m.Name)
	if m.Name == "" {
		name = m.Kind
	}
	// The library panics on a reader that is no pointer, so it gets one.
	return &models.InputFileUpload{Filename: name, Data: bufio.NewReader(body)}, func() { body.Close() }, nil //nolint:errcheck // only read from
}
