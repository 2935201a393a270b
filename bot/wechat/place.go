package wechat

import "math"

// WeChat's maps are drawn in GCJ-02, which lies some hundred metres beside WGS 84
// inside mainland China. The way there is published widely; the way back goes step by
// step, until the way there hits the point.

const (
	earthRadius = 6378245.0
	earthShape  = 0.00669342162296594323 // eccentricity squared
)

// fromGCJ brings a point of a Chinese map to WGS 84, to within a millimetre or so; one
// outside the mainland stays where it is.
func fromGCJ(lat, lon float64) (float64, float64) {
	if outside(lat, lon) {
		return lat, lon
	}
	atLat, atLon := lat, lon
	for range 6 {
		toLat, toLon := toGCJ(atLat, atLon)
		atLat, atLon = atLat+lat-toLat, atLon+lon-toLon
	}
	return atLat, atLon
}

// toGCJ is the point of a Chinese map for one of WGS 84.
func toGCJ(lat, lon float64) (float64, float64) {
	if outside(lat, lon) {
		return lat, lon
	}
	x, y := lon-105, lat-35
	root := math.Sqrt(math.Abs(x))
	waves := 20*math.Sin(6*x*math.Pi) + 20*math.Sin(2*x*math.Pi)
	dLat := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*root + (2*waves+2*(20*math.Sin(y*math.Pi)+40*math.Sin(y/3*math.Pi)+160*math.Sin(y/12*math.Pi)+320*math.Sin(y/30*math.Pi)))/3
	dLon := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*root + (2*waves+2*(20*math.Sin(x*math.Pi)+40*math.Sin(x/3*math.Pi)+150*math.Sin(x/12*math.Pi)+300*math.Sin(x/30*math.Pi)))/3
	at := lat / 180 * math.Pi
	magic := 1 - earthShape*math.Sin(at)*math.Sin(at)
	dLat = dLat * 180 / (earthRadius * (1 - earthShape) / (magic * math.Sqrt(magic)) * math.Pi)
	dLon = dLon * 180 / (earthRadius / math.Sqrt(magic) * math.Cos(at) * math.Pi)
	return lat + dLat, lon + dLon
}

// outside says that a point is not on the mainland, roughly: there the maps agree.
func outside(lat, lon float64) bool {
	return lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271
}
