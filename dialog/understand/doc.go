// Package understand turns a resident's words, Chinese or English, into values.
//
// Every function is pure: text (and, for dates, the time of the message) in,
// findings out. A finding says what was read (Value), in whose words (Raw) and
// where in the text it stood (byte offsets), so that Raw == text[Start:End].
// Values have the forms that slots store: dates as 2026-11-21, money as decimal
// yuan, phones in E.164, places as the id of a known place or the words.
//
// The order a message passes through the package:
//
//	Clean → Mask → Command / YesNo / Options (short answers)
//	             → Correction
//	             → Dates, Amounts, Phones, Places, Persons, Name, Wish
//
// Readers work on the text as Clean leaves it, but never fail on other text.
// Traditional characters are understood everywhere: readers look at a folded
// copy (simplified, lower case) that has the same byte offsets.
//
// The package never asks, never decides what a value is for, keeps no state,
// reads no clock and never guesses: what it is not sure of it does not report.
package understand
