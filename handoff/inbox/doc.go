// Package inbox shows agents their work: pages made on the server, one stylesheet,
// one small module of JavaScript and one stream of events; all embedded, nothing
// from another host.
//
// A page is always whole: the address says what is listed and which case is open,
// so every page can be bookmarked, reloaded and used without JavaScript. When the
// stream says that something changed, the module asks for the same page again and
// puts in place what is new; there is no second way of drawing anything.
//
// It decides nothing: every act goes through handoff.Desk. What is no act lies on the
// Shelf: drafts (drafts.go), saved replies (replies.go), who looks on (here.go).
//
// Agents sign in by password, or by the town's own provider (oidc.go): then the second factor is
// that provider's.
//
// Pages of admins lie under /inbox/admin (admin.go). They call what the command line calls;
// webhooks come by an interface (Hooks), so that this package and hook need not know each other.
// An admin also erases a closed case, or all of its resident, by a form on its page (erase.go).
//
// What agents asked of it, by number:
//
//	 1 yes   queues with live counts, my area where the town has stations and the agent an area
//	 2 yes   row: unread kept on the server, so that all devices of an agent agree
//	 3 yes   most urgent first; queue, category, flag and order are in the address
//	 4 yes   pages by place; a pill instead of a jump
//	 5 yes   several at once with a result each and undo, Next; the town's labels
//	 6 yes   order of the book; what came late says when it was written (Telegram, WeChat, the chat page; SMS tells no time)
//	 7 yes   the bot's questions folded, answers quotable
//	 8 yes   opens at the first unread; the newest 50, older ones on scroll
//	 9 yes   states as icon and text, the reason, send again
//	10 yes   media in place
//	11 yes   edits show what was said first; what a resident takes back is crossed out, with the time, and the row says so. The chat
//	         page lets them, for two minutes, unless the bot has answered. No other channel tells: Telegram tells bots of edits, of
//	         deletions only those that a business account has connected to its own chats, which this bot is not; WeChat's service
//	         accounts and text messages (Twilio, RCS, too) tell of neither
//	12 yes   notes look otherwise than replies
//	13 yes   one line for what happened
//	14 yes   drafts on the server within a second
//	15 yes   saved replies ranked by category and next state; colleagues listed after @; words with an unfilled variable go to nobody outside
//	16 yes   text messages counted, with the links of files that go along
//	17 yes   undo for 5 s, Send & resolve shows the exact words, many get one sentence
//	18 yes   Enter of an input method sends nothing
//	19 yes   a new message stops once whatever a resident would read: replies, closing, questions, promises, reasons
//	20 yes   priority moves a case in its list; a pin leads to the phone's map or the town's
//	21 yes   facts put right in place, with source; the category's questions one tap away
//	22 yes   owner, whether on duty now, and handovers
//	23 yes   channels of the resident, the one they wrote by last, language, opt-out; other cases and merge candidates with the reason
//	24 yes   one summary line, a next step with its day that comes back, following
//	25 yes   waiting for resident, department, a day; a one-time link for outside parties
//	26 yes   the loser of a claim reads whose it is; takeover by supervisors
//	27 yes   returning and transferring have a reason and keep the place
//	28 yes   claiming silences the bot in the same commit
//	29 yes   handing back shows the words, 10 s to undo
//	30 yes   reopens to the same agent; off duty then: to the queue of its area, where the town has stations
//	31 yes   who looks on or replies, gone 12 s after the last beat
//	32 yes   cases nearby, merging with a preview and undo, one talk and one outcome for all, splitting
//	33 yes   the stream goes on from the last event
//	34 yes   comes back by itself, says what is stale
//	35 yes   what was written offline waits on the device, page closed or not, and goes once, in order
//	36 yes   pages are put in place whole: no skeleton, no shift
//	37 yes   empty lists say why and what next
//	38 yes   cause and retry; a fault has a number that stands in the log
//	39 yes   signs in again in a dialog, by the town's own provider in a window beside it; a draft or a beat that finds the session
//	         ended says so by a bar, and takes nobody away from writing
//	40 yes   browser, web push, own Telegram; by wish and hours of duty, one a case, no resident's words
//	41 yes   360 px, 44 px, a bar below
//	42 yes   back to the same place
//	43 yes   tap to call and to map; photos and papers with a note or a reply, from the camera, made small, tried until they are through;
//	         they reach residents by the channel, or by a link of 30 days where it carries no files (text messages, WeChat)
//	44 yes   every page held against axe-core (make accessible), wide and narrow, light and dark; focus, targets, 200 and 400 % zoom by tests
//	45 yes   the talk is a log, the list is walked by keys, the focus stays, or goes to the talk where what had it is no more; names
//	         and roles are looked at in the tree that screen readers read, with none of them running
//	46 yes   single keys can be switched off
//	47 yes   both languages whole, no other host
//	48 yes   light and dark by the system
//	49 yes   every act is an event; looking, searching (not the words), exports and signing in are in a chained record; a supervisor
//	         takes out all of a resident, an admin has one case forgotten, or all that are closed of its resident
//	50 yes   roles by area and category, a code at sign-in, or the town's own provider (OIDC; on purpose no SAML or LDAP); numbers
//	         uncovered by a button, which is recorded; in the API by tokens that may
//
// Which tests fail where one of them is not so: points_test.go.
package inbox
