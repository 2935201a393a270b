// Package inbox shows agents their work: pages made on the server, one stylesheet,
// one small module of JavaScript and one stream of events; all embedded, nothing
// from another host.
//
// A page is always whole: the address says what is listed and which case is open,
// so every page can be bookmarked, reloaded and used without JavaScript. When the
// stream says that something changed, the module asks for the same page again and
// puts in place what is new; there is no second way of drawing anything.
//
// It decides nothing: every act goes through handoff.Desk.
package inbox
