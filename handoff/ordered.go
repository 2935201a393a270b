package handoff

import (
	"iter"
	"slices"
	"sort"
)

// chunkMost is how many elements a chunk of an ordered list holds before it splits:
// small enough to be moved about, large enough that there are few.
const chunkMost = 256

// ordered is a sorted list without doubles, kept in chunks, so that putting in and
// taking out cost little among a hundred thousand too.
type ordered[T any] struct {
	compare func(a, b T) int
	chunks  [][]T // none empty
	n       int
}

// append puts in what comes behind all there is. Room is left for what comes between.
func (o *ordered[T]) append(t T) {
	last := len(o.chunks) - 1
	if last < 0 || len(o.chunks[last]) >= chunkMost*3/4 {
		o.chunks = append(o.chunks, nil)
		last++
	}
	if c := o.chunks[last]; len(c) > 0 && o.compare(c[len(c)-1], t) == 0 {
		return
	}
	o.chunks[last] = append(o.chunks[last], t)
	o.n++
}

// size is how many there are; a list that is nil has none.
func (o *ordered[T]) size() int {
	if o == nil {
		return 0
	}
	return o.n
}

// chunkFor is the first chunk whose last element is not before t, or the last one.
func (o *ordered[T]) chunkFor(t T) int {
	i := sort.Search(len(o.chunks), func(i int) bool {
		c := o.chunks[i]
		return o.compare(c[len(c)-1], t) >= 0
	})
	return min(i, len(o.chunks)-1)
}

func (o *ordered[T]) insert(t T) {
	if len(o.chunks) == 0 {
		o.chunks, o.n = [][]T{{t}}, 1
		return
	}
	i := o.chunkFor(t)
	at, found := slices.BinarySearchFunc(o.chunks[i], t, o.compare)
	if found {
		return
	}
	o.chunks[i] = slices.Insert(o.chunks[i], at, t)
	o.n++
	if c := o.chunks[i]; len(c) > chunkMost {
		half := len(c) / 2
		o.chunks[i] = slices.Clip(c[:half])
		o.chunks = slices.Insert(o.chunks, i+1, slices.Clone(c[half:]))
	}
}

func (o *ordered[T]) remove(t T) {
	if len(o.chunks) == 0 {
		return
	}
	i := o.chunkFor(t)
	at, found := slices.BinarySearchFunc(o.chunks[i], t, o.compare)
	if !found {
		return
	}
	o.chunks[i] = slices.Delete(o.chunks[i], at, at+1)
	o.n--
	if len(o.chunks[i]) == 0 {
		o.chunks = slices.Delete(o.chunks, i, i+1)
	}
}

// from gives the elements at and after t, in order; a list that is nil has none.
func (o *ordered[T]) from(t T) iter.Seq[T] {
	return func(yield func(T) bool) {
		if o == nil || len(o.chunks) == 0 {
			return
		}
		first := o.chunkFor(t)
		at, _ := slices.BinarySearchFunc(o.chunks[first], t, o.compare)
		for i, chunk := range o.chunks[first:] {
			if i > 0 {
				at = 0
			}
			for _, e := range chunk[at:] {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// before gives the elements before t, the last one first; a list that is nil has none.
func (o *ordered[T]) before(t T) iter.Seq[T] {
	return func(yield func(T) bool) {
		if o == nil || len(o.chunks) == 0 {
			return
		}
		last := o.chunkFor(t)
		at, _ := slices.BinarySearchFunc(o.chunks[last], t, o.compare)
		for i := last; i >= 0; i-- {
			if i < last {
				at = len(o.chunks[i])
			}
			for _, e := range slices.Backward(o.chunks[i][:at]) {
				if !yield(e) {
					return
				}
			}
		}
	}
}
