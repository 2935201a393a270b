// Package webchat is the resident's chat page and the channel behind it.
//
// The page follows the book: what is said to a visitor is in the book before it
// is sent, so Send only rings a bell, and every open page reads on from where it
// was. A visitor is known by a random name of 128 bits in a cookie; that name is
// the address, so the same talk is there after a reload and tomorrow. Looking at
// the page writes nothing.
//
//	GET  /                 the page
//	GET  /web/thread       the talk as JSON, and a cursor
//	GET  /web/stream       what is new after a cursor, as server-sent events
//	POST /web/messages     {"id", "text" or "choice" or "pin", "lang"}
//	POST /web/unsaid       {"id"}: takes a message back, for two minutes, unless the bot has answered it
//	POST /web/photos       multipart: id, caption, photo
//	POST /web/voices       multipart: id, caption, voice; two minutes of it
//	GET  /web/media/{ref}  a photo or a voice note of the visitor's own talk
//	GET  /calendar         where the quick exit leads
//	GET  /widget.js        the chat on another site's page, in a frame
//
// Words, photos and voice notes are acknowledged with 200 only after they are stored; the
// page keeps them until then and sends them again under the same id. Too much at once is
// answered 429 with Retry-After, which the page waits for; what one device or one host
// may send is more than people write.
//
// Whoever is not alone leaves by one tap, or by Esc twice: a calendar that lies in the
// page already takes its place, offline too, nothing is added to the history, what was
// written still goes out, and the next visit shows nothing of the talk before a tap.
//
// In a frame of another site browsers keep an ordinary cookie from us. The frame has one
// of its own, which the browser keeps apart for each such site (Partitioned), so its talk
// is another one than that of the page itself. Where even that is not kept the page says
// so and leads to itself in a window of its own. Which sites may show it is a setting.
//
// It never decides what to say, never keeps a photo's hidden data (where it was
// taken), and never loads anything from another host.
package webchat
