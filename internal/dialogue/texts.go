package dialogue

// What the engine says of its own, beside the texts of flows: "said.<what>".
var sentences = []string{
	"welcome", "hello", "help", "resume", "continue", "restart", "new_request", "flow_changed", "back", "back_start",
	"switch", "between", "other_topic", "miss_first", "miss_second", "stop_here", "stale_other",
	"same_answer", "change", "reask", "changed", "kept", "called", "after_alarm", "calm", "erase_nothing",
	"place_which", "place_postcode", "place_confirm", "place_more", "place_abroad", "place_none", "place_unknown", "reported",
	"card_which", "card_removed",
}

// Its buttons: "option.<choice>".
var choices = []string{
	followWhy, followFailed, followNew, followStop, asideContinue, asideRestart, asideChange, asideKeep, asideOther,
	asideCalled, asideErase, asideHelp, asideYes, asideNo, placeAsk, placeRefuse, placeMore, placeOther, followCard, followMore, followRemove,
}

// RenamedText is the text that gives today's name of what people still call otherwise.
func RenamedText(id string) string { return "renamed." + id }

// TextIDs lists every text that the engine itself asks for.
func TextIDs() []string {
	ids := []string{"follow.advice", "follow.human", "follow.end", "follow.card"}
	for _, what := range sentences {
		ids = append(ids, "said."+what)
	}
	for _, choice := range choices {
		ids = append(ids, "option."+choice)
	}
	ids = append(ids, departementLabel, elsewhereLabel, showCardLabel)
	for _, exit := range Exits() {
		ids = append(ids, "exit."+exit)
	}
	return ids
}
