// Package bot speaks with residents. A Channel is one way to reach them; the
// Deliverer leases what the book owes them and sends it, in order per address,
// within the provider's rates, again and again until it is out or must be given
// up, and commits a receipt for each.
//
// It never decides what to say, and never knows the agents' side.
//
// # How to add a channel
//
// A channel is one folder beside telegram, sms, wechat, and it imports bot,
// casebook and dialog only.
//
//  1. Say in its doc.go what becomes of what the provider sends: Input.ID must be
//     the same whenever a message is delivered again, Input.From is NAME:PERSON,
//     Input.Seq the sender's own order, Media.Ref NAME:FILE.
//  2. In: mount the webhook in Routes by HandlePost (or Handle). Check first who
//     calls, read the body by ReadPost, decode it by a pure function into a narrow
//     form, give the Input to the Receiver, and say yes to the provider only when
//     the Receiver returned without an error; 503 otherwise. What means nothing to
//     the conversation is answered yes and stored nowhere. The raw body is never
//     stored and never logged.
//  3. Out: Send cuts the text by Split or SplitBy to what the provider takes,
//     remembers by Parts what is out already, and returns a *SendError: Again with
//     After for what passes, Gone for who cannot be reached any more, Shut for what
//     may go out once the resident writes again, none of them for what never can; Reason by InWords, in both languages, without personal
//     data, a provider's code behind both by With; Partly says that a part was out. The
//     text alone must do: buttons are a courtesy. Settings that the provider refuses are
//     Again, and logged once.
//  4. What residents send is opened by OpenMedia (MediaOpener), bounded by Bounded.
//  5. Secrets never stand in an error or in a log; time is Config.Now, connections
//     are NewTransport, the log is slog.
//  6. Tests: a strict double in bottest that refuses what the provider refuses; the
//     provider's published examples under bottest/published with the Input that
//     each must become; bottest.Outs through Send; a table of wrong callers, of
//     refusals and troubles, and its lines in bottest's table of all that agents read of
//     them (failures_test.go); a fuzz test of the decoder.
//  7. Outside the folder there is little: the name in dialog/address.go (and the
//     window of a provider that closes one, dialog/window.go), the settings and
//     their trouble in cmd/frontdoor/settings.go, one entry of the slice in
//     cmd/frontdoor/server.go, a line each of serve.go, check.go and arrows_test.go,
//     its code on the poster in cmd/frontdoor/poster.go (with the words poster.NAME of
//     dialog/phrases), and the channel's name for agents in handoff/inbox/words. WeChat
//     needed this, and a command of its own in cmd/frontdoor/wechat.go.
package bot
