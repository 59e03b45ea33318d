package webchat

// Sentences of pages outside the conversation.
const (
	textNotFound = "page.not_found"
	textNotDone  = "page.not_done"
	textTooLong  = "page.too_long"
	textRefused  = "page.refused"

	textUrgence = "exit.urgence" // the label of the fixed exit, shared by every channel
)

// exitUrgent is the id of the emergency exit (design.md, section 6).
const exitUrgent = "urgence"

// TextIDs lists every text that the page itself asks for.
func TextIDs() []string {
	return []string{
		"page.title", "page.skip", "page.skip_exits", "page.skip_page", "page.easy_on", "page.easy_off", "page.erase", "page.said",
		"page.retry", "page.pick", "page.write", "page.send", "page.exits", "page.answers", "page.change", "page.leaves",
		"page.new_tab", "page.demo", "page.run_by", "page.back_home",
		textNotFound, textNotDone, textTooLong, textRefused, textUrgence,
	}
}
