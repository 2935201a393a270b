package casebook

import "context"

// Witness is a Master that keeps, outside of the book, which keys were destroyed: a book put
// back from an older backup has them again, and Destroyed takes them from it.
type Witness interface {
	// Gone notes that a key is destroyed, before it is; twice is as good as once. The record is
	// as it lies on the shelf from then on: names without words, and addresses only as the book
	// names them (Vault.StoredAs).
	Gone(ctx context.Context, key Record) error
}

// Gones lists the keys that were destroyed: a Shelf does, and what a Witness keeps.
type Gones interface {
	List(ctx context.Context, kind string) ([]Record, error)
}
