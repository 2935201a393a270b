// Package answers holds the short answers a town gives at once to common questions:
// which papers to bring, when a window is open.
//
// They lie in a file of their own and not in the town's: other people write them, they
// change every few weeks, each has a source and a day on which somebody last made sure
// of it, and a mistake in one must be mended without touching hotlines and hours. The
// built-in answers.yaml explains every field and holds none: what is not checked in the
// town itself must not be said.
//
// An answer is found only by words that are all in the question; whether a message is a
// question at all, and nothing more than that, is for package script to see. In doubt
// nothing is found. The package reads no clock: Old is told what day it is.
package answers
