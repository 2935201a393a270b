package telegram

import "encoding/json"

// The narrow form of an update: what the conversation needs and nothing else.
// Fields are named as in the Bot API. Everything not named here is not read, so
// it cannot break the reading and cannot be kept by accident.

type update struct {
	ID       *int64         `json:"update_id"`
	Message  *message       `json:"message"`
	Edited   *message       `json:"edited_message"`
	Callback *callbackQuery `json:"callback_query"`
	Member   *memberUpdate  `json:"my_chat_member"`

	body []byte // all of it, for kinds of messages that are not known
}

type message struct {
	ID      int64  `json:"message_id"`
	Date    int64  `json:"date"` // seconds since 1970
	From    *user  `json:"from"`
	Chat    chat   `json:"chat"`
	Text    string `json:"text"`
	Caption string `json:"caption"`

	ReplyTo *message  `json:"reply_to_message"`
	Quote   *textPart `json:"quote"`

	Photo     []file    `json:"photo"`
	Voice     *file     `json:"voice"`
	Audio     *file     `json:"audio"`
	Video     *file     `json:"video"`
	VideoNote *file     `json:"video_note"`
	Animation *file     `json:"animation"`
	Document  *file     `json:"document"`
	Sticker   *file     `json:"sticker"`
	Contact   *contact  `json:"contact"`
	Location  *location `json:"location"`
	Venue     *venue    `json:"venue"`

	// Kinds of messages that are kept as words, see kinds.go.
	Rich       json.RawMessage `json:"rich_message"`
	Poll       *listing        `json:"poll"`
	Checklist  *listing        `json:"checklist"`
	Dice       *file           `json:"dice"`
	Story      json.RawMessage `json:"story"`
	Game       json.RawMessage `json:"game"`
	PaidMedia  json.RawMessage `json:"paid_media"`
	Invoice    json.RawMessage `json:"invoice"`
	Gift       json.RawMessage `json:"gift"`
	UniqueGift json.RawMessage `json:"unique_gift"`
	Giveaway   json.RawMessage `json:"giveaway"`
}

// textPart is words inside something else.
type textPart struct {
	Text string `json:"text"`
}

// listing is a poll or a checklist.
type listing struct {
	Question string     `json:"question"`
	Options  []textPart `json:"options"`
	Title    string     `json:"title"`
	Tasks    []textPart `json:"tasks"`
}

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	Language string `json:"language_code"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

// private says whether a person writes here. Ids of persons are positive, those
// of groups and channels are not; the type was not always sent.
func (c chat) private() bool { return c.Type == "private" || c.Type == "" && c.ID > 0 }

type file struct {
	ID     string `json:"file_id"`
	Name   string `json:"file_name"`
	MIME   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Emoji  string `json:"emoji"`
}

type contact struct {
	Phone  string `json:"phone_number"`
	First  string `json:"first_name"`
	Last   string `json:"last_name"`
	UserID int64  `json:"user_id"`
}

type location struct {
	Lat float64 `json:"latitude"`
	Lon float64 `json:"longitude"`
}

type venue struct {
	Location location `json:"location"`
	Title    string   `json:"title"`
	Address  string   `json:"address"`
}

type callbackQuery struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type memberUpdate struct {
	Chat chat `json:"chat"`
	From user `json:"from"`
	Old  struct {
		Status string `json:"status"`
	} `json:"old_chat_member"`
	New struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}
