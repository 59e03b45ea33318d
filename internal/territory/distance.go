package territory

// edit is the cost of one letter left out, added, changed or swapped with its neighbour; a letter changed for one beside
// it on a French keyboard costs slip.
const (
	edit = 4
	slip = 3
)

// beside tells, for each letter, the letters around it on an AZERTY keyboard, one bit each.
var beside = neighbours("azertyuiop", "qsdfghjklm", "wxcvbn")

func neighbours(rows ...string) (beside [26]uint32) {
	near := func(a, b byte) {
		beside[a-'a'] |= 1 << (b - 'a')
		beside[b-'a'] |= 1 << (a - 'a')
	}
	for r, keys := range rows {
		for i := range keys {
			if i > 0 {
				near(keys[i-1], keys[i])
			}
			if r+1 < len(rows) && i < len(rows[r+1]) {
				near(keys[i], rows[r+1][i])
			}
		}
	}
	return beside
}

func change(a, b byte) int {
	switch {
	case a == b:
		return 0
	case a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' && beside[a-'a']&(1<<(b-'a')) != 0:
		return slip
	}
	return edit
}

// longestCompared is the length beyond which two texts are not compared letter by letter.
const longestCompared = 64

// distance is what it costs to turn one text into the other (Damerau–Levenshtein, swaps of neighbours only), in quarters of
// an edit; it gives up, with more than most, as soon as the cost exceeds it.
func distance(a, b string, most int) int {
	if len(a) > longestCompared || len(b) > longestCompared || (len(a)-len(b))*edit > most || (len(b)-len(a))*edit > most {
		return most + 1
	}
	var rows [3][longestCompared + 1]int
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		above[j] = j * edit
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i * edit
		least := row[0]
		for j := 1; j <= len(b); j++ {
			cost := min(above[j]+edit, row[j-1]+edit, above[j-1]+change(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost = min(cost, before[j-2]+edit)
			}
			row[j] = cost
			least = min(least, cost)
		}
		if least > most {
			return most + 1
		}
		before, above, row = above, row, before
	}
	return min(above[len(b)], most+1)
}
