// Package bot speaks with residents. A Channel is one way to reach them; the
// Deliverer leases what the book owes them and sends it, in order per address,
// within the provider's rates, again and again until it is out or must be given
// up, and commits a receipt for each.
//
// It never decides what to say, and never knows the agents' side.
package bot
