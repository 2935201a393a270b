// Package learn is how the classifier learns the town's own words, step by step, each at a
// person's word (frontdoor classify -h tells the way):
//
//	cases.go      what each case of a book teaches, without personal data
//	review.go     agents' corrections, one by one: kept or not
//	train.go      training again with what was kept, and what that brings
//	measure.go    how well a classifier does on labelled lines
//	compare.go    where a new classifier and the one in use disagree about the cases of a book
//	candidate.go  a new one runs beside the one in use in the server, and decides nothing
//	beside.go     where the two disagreed, without the residents' words
package learn
