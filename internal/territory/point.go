package territory

import "math"

// Point is a place on Earth, WGS84, in degrees.
type Point struct{ Lat, Lon float64 }

// Vector is a point on the unit sphere: distances between vectors need no trigonometry.
type Vector struct{ X, Y, Z float32 }

// earthKm is the mean radius of the Earth.
const earthKm = 6371.0088

// Valid tells whether the coordinates can be on Earth, and are not the 0,0 of an empty field.
func (p Point) Valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180 && (p.Lat != 0 || p.Lon != 0)
}

// Vector is the point on the unit sphere.
func (p Point) Vector() Vector {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return Vector{float32(math.Cos(lat) * math.Cos(lon)), float32(math.Cos(lat) * math.Sin(lon)), float32(math.Sin(lat))}
}

// Chord2 is the square of the straight line between two vectors: it grows with their distance.
func (v Vector) Chord2(w Vector) float32 {
	x, y, z := v.X-w.X, v.Y-w.Y, v.Z-w.Z
	return x*x + y*y + z*z
}

// Km is the great-circle distance of two vectors whose squared chord is given.
func Km(chord2 float32) float64 { return 2 * earthKm * math.Asin(math.Sqrt(float64(chord2))/2) }

// Km is the great-circle distance between two points.
func (p Point) Km(q Point) float64 {
	sin := func(degrees float64) float64 { return math.Sin(degrees * math.Pi / 360) }
	dLat, dLon := sin(q.Lat-p.Lat), sin(q.Lon-p.Lon)
	h := dLat*dLat + math.Cos(p.Lat*math.Pi/180)*math.Cos(q.Lat*math.Pi/180)*dLon*dLon
	return 2 * earthKm * math.Asin(math.Min(1, math.Sqrt(h)))
}
