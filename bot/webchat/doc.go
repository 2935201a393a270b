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
//	POST /web/photos       multipart: id, caption, photo
//	GET  /web/media/{ref}  a photo of the visitor's own talk
//
// Words and photos are acknowledged with 200 only after they are stored; the page
// keeps them until then and sends them again under the same id.
//
// It never decides what to say, never keeps a photo's hidden data (where it was
// taken), and never loads anything from another host.
package webchat
