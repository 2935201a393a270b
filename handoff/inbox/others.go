// # Beside other inboxes
//
// C is Chatwoot, Z Zammad, F FreeScout, L Libredesk, as their own READMEs and manuals
// tell of them; none was run beside this one. A letter stands where the same is told
// there, in brackets where it is an add-on or a paid edition. Where no letter stands
// they may have it all the same and say nothing of it.
//
// Have:
//
//	one list of several channels, live counts, filters in the address    C Z L
//	messengers and text messages: Telegram, SMS, WeChat, web chat        C Z (F); WeChat: nobody
//	e-mail                                                               no, see below
//	internal notes, colleagues by @                                      C Z F
//	saved replies by /                                                   C Z (F) L
//	labels, priority, putting aside until a day                          C Z (F) L
//	several cases at once                                                C Z F
//	following a case without having it                                   F, Z by mention
//	who else looks on or writes                                          C Z F
//	claim as compare-and-set: one wins, the other reads who
//	an offer that is accepted or declined, the first agent accountable
//	taking back what was sent, closed, handed back, merged, done to many
//	a new message of the resident stops sending once
//	a resident's own take-back on the chat page, crossed out for agents
//	erasing all of a resident's closed cases at once     Z: data privacy tasks
//	text messages counted in segments as one writes
//	drafts on the server, for all devices of an agent                    Z
//	merging: preview, undo, one talk and outcome for all                 F Z merge; C contacts only
//	splitting                                                            Z
//	cases nearby in place and time are shown
//	a one-time link for outside parties, chosen words and photos only
//	mediation between several sides, agreed on the same words only
//	deadlines on the town's working calendar, warnings, a ladder         C (paid) Z L: deadlines
//	proposing by area, category, duty and load                           C L: by capacity
//	satisfaction asked after closing                                     C (F) L
//	monthly report                                                       C Z (F) L: dashboards
//	search from one Chinese character on, in a file of its own           Z by Elasticsearch; C L by the database
//	commands by Ctrl+K, single keys that can be switched off             C L: commands; Z: keys
//	roles by area and category; second factor                            C (paid) L: own roles; C Z (F): factor
//	a chained record of who looked, searched, took out                   L, C (paid): a log, not chained
//	numbers covered until asked for, words sealed in the book
//	JSON interface, webhooks                                             C Z (F) L
//	browser notices and web push without a resident's words              C F: push
//	whole without JavaScript; one program, one file of data
//
// Have not:
//
//	e-mail, voice calls, WhatsApp, Facebook, LINE       C Z (F); L e-mail: a town's residents come by the channels above
//	apps for phones                                     C F; here the pages at 360 px
//	sign-in by SAML or LDAP                             C (paid) Z; by OIDC: have
//	rules and macros an admin clicks together           C Z (F) L; here the town's file and the catalogue
//	fields of one's own on contacts                     C Z (F) L; here the slots of a category
//	a help center                                       C Z (F) L; here short answers of the bot, with source and day
//	drafts and summaries by a language model            C L
//	saved views of one's own, team chat, time accounting, plug-ins
//	more languages than Chinese and English             C Z F L
//	several towns in one program                        C
//
// On purpose not:
//
//	telling that a resident opened a message, beyond what a channel says (F has open tracking)
//	campaigns to residents who did not write
//	free text to many at once: closing several sends one fixed sentence
//	resident's words on a lock screen
//	anything from another host: fonts, scripts, maps
//	a case that closes by itself, or one that is assigned and not only proposed
//	answers made by a machine in an agent's name
package inbox
