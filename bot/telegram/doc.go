// Package telegram is the channel to residents on Telegram, over the Bot API.
//
// It takes updates in by a webhook (POST /telegram) or by long polling, never
// both, and tells Telegram that one has arrived only after the Receiver stored
// it. It reads a narrow form of its own of each update: new kinds of Telegram's
// unions cannot make an update unreadable, and nothing that is not meant for the
// conversation is kept. The raw update is never stored or logged.
//
// What an update becomes (decode.go):
//
//	Input.ID    "u" + update_id: a redelivery carries the same
//	Input.From  "telegram:" + the chat's id
//	Input.Seq   message_id, the order in which the resident wrote
//	Input.Ref   the Input.ID of the edited message (its message_id where that is
//	            not remembered, see edits.go), or the message_id of the one whose
//	            button was tapped
//	Media.Ref   "telegram:" + file_id, opened by OpenMedia
//
// It talks to persons only: a group it is put into is declined and left, and
// nothing said there is stored.
//
// The token is part of every URL of the Bot API. It never appears in an error or
// in a log: the transport (api.go) takes it out of what it returns.
package telegram
