// Package metrics counts what the program does, for Prometheus. What happens is counted as
// it passes: requests, words taken in, messages sent, lines of the log. What waits is
// counted when somebody asks. No label holds anything of a resident's: channels, routes as
// they are declared, outcomes, names of webhooks.
//
// A figure that cannot be read is left out and named in frontdoor_unreadable: an alert on
// it would else be quiet just when the book is away.
package metrics
