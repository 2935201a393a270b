// Package afield lets agents work away from the desk: from their own Telegram, and
// by text message from a telephone that can do no more.
//
//	field.go    whose message it is: Take stands before everything a resident's
//	            message would go to, and lets those of residents pass
//	chat.go     an agent's own Telegram: reply by replying; commands.go, /duty and the like
//	quoted.go   which message of ours a reply answers
//	press.go    the buttons under what an agent gets; closing.go, the way to close
//	order.go    "NUMBER took", "编号 办好了 words": reading it; number.go, the number
//	worker.go   text messages of grid workers, and the one correction of a wrong one
//	carry.go    carrying an order out, from either
//	talk.go     a talk as it is shown on request
//	news.go     what is worth telling; tell.go, whom; follow.go follows the book;
//	            notice.go, what an open page of the inbox tells
//	say.go      what is answered; words/ has every sentence
//	pocket.go   what must be remembered between two messages of an agent
//
// All that happens to a case goes through handoff.Desk, as from the inbox, under a
// key made of the update or button, so that a redelivery or a double click does it
// once. What is said to an agent is an Outgoing on the agent's own address, committed
// without a state under the key of the message it answers: it goes out by the same
// deliverer as everything else, once, and the conversation that a resident might have
// on that address is never touched.
//
// Nothing that is told without being asked for holds a resident's words, name, phone
// or place; a case whose resident asked for confidence is not shown here at all.
//
// A telephone may be a worker's and a resident's: see worker.go.
package afield
