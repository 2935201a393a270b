// Package transcript plays conversations written down in plain text, so that a person
// who does not program can say what the bot should have said, and a test or a command
// can hold it to that. It is the only player: the tests and frontdoor eval use it.
//
// A file holds conversations, one line a thing that happens:
//
//	# what it shows            a comment; "== title" begins the next conversation
//	: channel sms              telegram (default), sms, web or wechat; also ": lang en", ": now 2026-11-23T10:00"
//	> words                    the resident; the line is answered when the burst pause is over
//	> [yes]                    a tapped button; [photo] [voice] [pin 29.1,119.6] [edit m1] words [unsay m1]
//	>? menu words              only if that is what is asked just then
//	>> words                   the resident goes on at once: no pause before the next line
//	! wait 26h                 time passes
//	@ words                    an agent replies;  @ [claim] [handback] [close] words [note] words …
//	+ JH-1 facilities resolved 5d 路灯   a case carried over from before
//	< words                    the bot, the whole text, ⏎ for a line break; ⚠ when it alerts;
//	                           (…) for the likeliest categories of a menu
//	= key value                what must hold now: asking, category, status, flags, lang, cases,
//	                           questions (asked so far), silent, alerts, or a slot's value
//
// Talk takes the steps, Play compares a file with what the bot says, and Figures counts
// over any number of files what the goals of the conversation speak of.
//
// The package does no I/O: texts come in and go out as strings.
package transcript
