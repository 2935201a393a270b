package town

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// outlineOf reads a geometry of GeoJSON, whose points are longitude and latitude; a height
// behind them is left out.
func outlineOf(kind string, coordinates []byte) (orb.MultiPolygon, error) {
	var read [][][][]*float64
	var err error
	switch kind {
	case "Polygon":
		read = make([][][][]*float64, 1)
		err = json.Unmarshal(coordinates, &read[0])
	case "MultiPolygon":
		err = json.Unmarshal(coordinates, &read)
	default:
		return nil, fmt.Errorf("the outline is a %s; it must be a Polygon or a MultiPolygon", kind)
	}
	if err != nil {
		return nil, fmt.Errorf("the coordinates cannot be read: %w", err)
	}
	var shape orb.MultiPolygon
	for _, rings := range read {
		var polygon orb.Polygon
		for _, points := range rings {
			var ring orb.Ring
			for _, p := range points {
				if len(p) < 2 || p[0] == nil || p[1] == nil {
					return nil, errors.New("the coordinates cannot be read: a point is longitude and latitude")
				}
				ring = append(ring, orb.Point{*p[0], *p[1]})
			}
			polygon = append(polygon, ring)
		}
		shape = append(shape, polygon)
	}
	return shape, nil
}

// outline looks whether an outline can be one.
func (r *reader) outline(owner string, shape orb.MultiPolygon) bool {
	good := len(shape) > 0
	for _, polygon := range shape {
		good = good && len(polygon) > 0
		for i, ring := range polygon {
			if !r.ring(owner, ring) {
				return false
			}
			if i > 0 && slices.ContainsFunc(ring, func(p orb.Point) bool { return !planar.RingContains(polygon[0], p) }) {
				r.Add(1, owner, "a hole lies outside of what it is a hole in")
				return false
			}
		}
	}
	if !good {
		r.Add(1, owner, "the outline is empty")
	}
	return good
}

// leastArea is about a square metre, in square degrees: less is a line.
const leastArea = 1e-10

func (r *reader) ring(owner string, ring orb.Ring) bool {
	if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
		r.Add(1, owner, "a ring needs at least four points and ends where it begins")
		return false
	}
	for _, p := range ring {
		if p[0] < -180 || p[0] > 180 || p[1] < -90 || p[1] > 90 {
			r.Add(1, owner, "the point %g,%g lies outside the world; GeoJSON writes longitude first", p[0], p[1])
			return false
		}
	}
	if at, crosses := crossing(ring); crosses {
		r.Add(1, owner, "a ring crosses itself near %g,%g, so nobody can say what lies inside", at[0], at[1])
		return false
	}
	if math.Abs(planar.Area(ring)) < leastArea {
		r.Add(1, owner, "a ring encloses nothing: its points lie on a line")
		return false
	}
	return true
}

// crossing finds a place where a ring crosses itself; where it only touches itself it is
// still clear what lies inside.
func crossing(ring orb.Ring) (orb.Point, bool) {
	sides := make([][2]orb.Point, 0, len(ring))
	for i, p := range ring[1:] {
		side := [2]orb.Point{ring[i], p}
		if side[0][0] > side[1][0] {
			side[0], side[1] = side[1], side[0]
		}
		sides = append(sides, side)
	}
	slices.SortFunc(sides, func(a, b [2]orb.Point) int { return cmp.Compare(a[0][0], b[0][0]) })
	for i, a := range sides {
		for _, b := range sides[i+1:] {
			if b[0][0] > a[1][0] {
				break // this side and all after it lie farther east
			}
			if turn(a[0], a[1], b[0])*turn(a[0], a[1], b[1]) < 0 && turn(b[0], b[1], a[0])*turn(b[0], b[1], a[1]) < 0 {
				return b[0], true
			}
		}
	}
	return orb.Point{}, false
}

// turn is 1 where c lies left of the way from a to b, -1 right of it, 0 on it.
func turn(a, b, c orb.Point) int {
	return cmp.Compare((b[0]-a[0])*(c[1]-a[1]), (b[1]-a[1])*(c[0]-a[0]))
}
