// Package booktest holds every engine of the casebook to the contract: Run checks
// each sentence of casebook's doc.go and of the comments on Book and Shelf, with
// the Clerk on top. Faulty breaks a book on purpose.
//
// It knows no engine. It never sleeps and hopes: times are told, and where it must
// wait for another goroutine it waits for the thing itself.
package booktest
