// Package seed fills a book with a town that never was, to try out and to measure. Nothing
// in it is real: stories of the project's own (seed.txt), invented names, and numbers that
// belong to nobody.
//
//	story.go  what people say; each story told to the conversation once, to each of its ends
//	case.go   one case made of a story: its own names, numbers and times
//	plan.go   how many cases, and all of them written in the order of their times
package seed
