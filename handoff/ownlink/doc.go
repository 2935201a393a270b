// Package ownlink has the pages a resident opens by a one-time link (dialog.Link): all that
// is kept of them, to read and to save; and a form for an identity paper, which is sealed
// for the agents of the case and goes through no talk.
//
// What fetches links before people do (previews of messengers, scanners of mail) gets a
// page with a button and uses nothing up. Pressing it opens the link for this browser
// alone, which then has a while to read and save; whoever brings the link afterwards reads
// that it was opened. Where a browser keeps no cookie, the page stands once, and the files
// cannot be saved. Nothing is kept by browsers or proxies, and no word of it is logged.
package ownlink
