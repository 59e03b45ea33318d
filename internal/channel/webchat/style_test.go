package webchat

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Words stand out by 7 to 1 (WCAG AAA; 4.5 is AA), the edges of what can be touched by 3 to 1, in the light and in the
// dark.
func TestContrast(t *testing.T) {
	style, err := files.ReadFile("style.css")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`(?s):root \{(.*?)\}`).FindAllStringSubmatch(string(style), -1)
	for i, scheme := range []string{"light", "dark"} {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]+);`).FindAllStringSubmatch(blocks[i][1], -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for pair, least := range map[string]float64{
			"ink ground": 7, "ink paper": 7, "ink tint": 7, "ink danger-tint": 7, "quiet ground": 5, "quiet paper": 5,
			"accent paper": 7, "on-accent accent": 7, "ground ink": 7,
			"danger paper": 7, "danger tint": 4.5, "on-danger danger": 7,
			"edge ground": 3, "edge paper": 3, "accent ground": 3, "danger ground": 3, "danger danger-tint": 3,
		} {
			a, b, _ := strings.Cut(pair, " ")
			if colours[a] == 0 && colours[b] == 0 {
				t.Fatalf("%s: no colours %s", scheme, pair)
			}
			ratio := (math.Max(colours[a], colours[b]) + .05) / (math.Min(colours[a], colours[b]) + .05)
			if ratio < least {
				t.Errorf("%s: %s is %.2f to 1, want %.1f", scheme, pair, ratio, least)
			}
		}
	}
}

// luminance is that of WCAG, for #rgb and #rrggbb.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := colour[1:]
	if len(hex) == 3 {
		hex = strings.Join([]string{hex[:1], hex[:1], hex[1:2], hex[1:2], hex[2:], hex[2:]}, "")
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
