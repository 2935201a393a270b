// Package agreement makes papers of a mediation: the agreement that was signed, and the file
// with which a case goes on to the next step of the ladder. Both are PDF, with Chinese
// letters of a font that the caller brings; the file is data, too.
//
//	agreement.go   what was signed, kept under legal hold, and whether a paper is genuine
//	handover.go    everything the next one must know, so that nobody tells it twice
//	words.go       what stands on them, in both languages
//	pdf.go         lines of text on pages
//
// An agreement that was issued is kept on the Shelf in a record of its own: it outlives the
// talks of its sides, which each side may have erased. It goes with what is left of its case,
// when the law holds that no more. Who checks a paper is told
// its number, its day and whether its words are the ones signed; nothing else.
package agreement
