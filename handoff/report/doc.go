// Package report counts a month: how many matters a station, an agent and a category
// took and closed, how fast, and how well. It is a fold over the events of the book, and
// holds no word of a resident's, no name and no address.
//
//	history.go  what one case adds to a report, folded event by event
//	ledger.go   the histories of all cases, following the feed
//	month.go    which month; row.go, the figures of one station, agent or category
//	count.go    histories into rows
//	rank.go     the order of stations, and the bulletin
//	table.go    the figures as a table: for terminals, CSV, JSON; xlsx.go, for spreadsheets
//
// What is counted, for a month in the town's zone:
//
//	taken       cases handed over to people in the month
//	closed      closings in the month; a case closed twice was closed twice
//	notify      of the taken: from the first word to the moment agents see the case, or
//	            are alerted
//	first word  of the taken: from then to the first word of a human, or the closing
//	close       of the closed: from the handing over to this closing
//	overdue     promised first replies that fell due in the month and were not kept by then,
//	            and every other clock of the town's rules (next words, promised dates,
//	            deadlines of the category) that ran out in it
//	reopened    reopenings in the month
//	dissatisfied  cases that were given a 3 in the month
//	not solved  of the closed: partly, not ours, or cannot be done
//	repeat      of the taken: the same resident came with the same category within 30
//	            days before; and every reopening
//	questions   of the taken: what the bot asked before it handed over
//	corrected   categories that an agent put right in the month
//	agreed      agreements signed at a mediation in the month; fulfilled, those of which the
//	            last thing owed was kept in it: agreed is not fulfilled
//	open        handed over and not closed at the end of the month, and since when
//
// A month that is not over is counted up to now (Month.UpTo).
//
// Taken, notify, first word and questions count for the agent who took the case first
// (they stay accountable for it), overdue for who had it when it fell due, closed and
// what comes of it for who closed it, corrected for who corrected. A case's category and
// station are the last it had by the end of the month. Agents are known by their login.
//
// A station is the one of the grid the case lies in, where the town's file has grids, else
// the one whose poster was scanned.
//
// A closing rate alone is easy to fake, so stations are ordered by what was settled: closed
// as solved in the month, and neither opened again nor given a 3 by its end.
package report
