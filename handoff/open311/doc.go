// Package open311 speaks Open311 GeoReport v2 at /open311/v2, in XML and JSON, with the
// updates of mySociety's extension: other programs read there how public matters stand,
// and file requests of their own users.
//
//	open311.go   what it is built on, paths, formats, methods, limits
//	form.go      reading parameters: an empty one is an absent one; files.go, photos
//	dates.go     moments with their zone, and ranges of them
//	answer.go    one shape, written as XML or JSON; problem.go, errors
//	services.go  discovery, the services and their attributes, from the catalogue
//	public.go    what of a case may be shown
//	requests.go  looking for requests, one request, tokens
//	post.go      filing a request; attributes.go, its answers; once.go, twice is once
//	updates.go   what became of requests, and words added to one
//
// What is public. Reading needs no key, so only cases of the catalogue's public
// categories are shown, once they were handed over, and of these none that is told
// anonymously or in confidence, by or about a child, is urgent, or ever alarmed anybody.
// Shown are the service, the kind as one of the catalogue's options, the place as far as
// the town's list of places names it (never a house), the point rounded to a raster, the
// status, the outcome as one of the closed list of words, and moments. Nothing that a
// resident or an agent wrote, no name, phone, picture, or name of an agent is shown.
//
// A program with a key also sees what it filed itself, of any category, with the words
// and the point that it sent. Requests it filed are ordinary cases at an address of
// their own (open311:NAME.…). Nothing can be sent to that address: what agents write
// there stays with the case, which says so, and the requester is reached by the phone or
// e-mail in its facts. Outcomes are told as words of a closed list alone.
//
// A request sent twice is one: by Idempotency-Key, service_request_id_ext or the
// attributes fixmystreet_id and external_id for ever, without any of them by the same content within
// ten minutes. Attributes that no service definition names are ignored. device_id is not
// kept. media_url is kept as a fact and never fetched. Photos may come as parts of a
// multipart/form-data request: they are cleaned and lie with the case as those of the chat
// do; of other files the notice says that they were not taken.
//
// Beyond the specification: page and page_size; api_key on reads; updates with the
// states of FixMyStreet (FIXED, NO_FURTHER_ACTION ...), for CLOSED there means fixed.
package open311
