package directory

import "slices"

// Doubted are the places, by key, that enough people said were closed or did not answer: counts are by key, then by what
// was said.
func (r *Rules) Doubted(reports map[string]map[string]int) []string {
	var keys []string
	for key, said := range reports {
		total := 0
		for _, n := range said {
			total += n
		}
		if r.limits.reports > 0 && total >= int(r.limits.reports) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Doubt is the directory with these places last, until somebody has checked them.
func (d *Directory) Doubt(keys []string) *Directory {
	if len(keys) == 0 {
		return d
	}
	doubting := *d
	doubting.entries = slices.Clone(d.entries)
	for _, key := range keys {
		if i, ok := d.byKey[key]; ok {
			doubting.entries[i].traits |= doubted
		}
	}
	return &doubting
}
