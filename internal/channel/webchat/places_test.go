package webchat

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"passerelle/internal/channel/channeltest"
)

// A villager on a small phone: the commune in words, the places with their numbers and their map, a door found closed.
func TestPlacesOnASmallPhone(t *testing.T) {
	c := startChromiumWith(t, channeltest.Talker(t))
	c.phone(360, 740)
	fits := func(page string) {
		if wide := ask[int](c, "document.documentElement.scrollWidth"); wide != 360 {
			t.Errorf("%s is %d wide: %v", page, wide, ask[[]string](c, tooWide))
		}
		if small := ask[[]string](c, tooSmall); len(small) > 0 {
			t.Errorf("%s has buttons too small for a finger: %q", page, small)
		}
	}
	c.open("/")
	c.follow(chromedp.SendKeys("#text", "je dois refaire ma carte d'identité\r"))
	c.follow(chromedp.Click(`.exits button[value="nesaispas"]`))
	fits("the question")
	c.follow(chromedp.SendKeys("#text", "saint denis\r"))
	fits("the choice between communes")
	c.follow(chromedp.Click(`.choices button[value$="93066"]`))
	fits("the places")
	for _, link := range []string{`a[href^="tel:+331"]`, `a[href^="https://www.openstreetmap.org/?mlat=48.9"]`} {
		if n := ask[int](c, "document.querySelectorAll('"+link+"').length"); n != 3 {
			t.Errorf("%d links %s, not one for each place", n, link)
		}
	}
	first := ask[string](c, `document.querySelector("article:nth-of-type(2) h3").innerText`)
	c.follow(chromedp.Click(`button.small`))
	fits("the places that remain")
	if said := ask[string](c, `document.querySelector("section[role=status]").innerText`); !strings.Contains(said, "Merci de me le dire") || strings.Contains(said, strings.TrimPrefix(first, "1. ")) {
		t.Errorf("after the report of %q:\n%s", first, said)
	}
}
