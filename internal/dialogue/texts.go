package dialogue

// What the engine says of its own, beside the texts of flows: "said.<what>".
var sentences = []string{
	"welcome", "hello", "help", "resume", "continue", "restart", "new_request", "flow_changed", "back", "back_start",
	"switch", "between", "other_topic", "miss_first", "miss_second", "stop_here", "stale_other",
	"same_answer", "change", "reask", "changed", "kept", "called", "after_alarm", "calm", "erase_nothing",
	"place_which", "place_postcode", "place_confirm", "place_more", "place_abroad", "place_none", "place_unknown", "reported",
}

// Its buttons: "option.<choice>".
var choices = []string{
	followWhy, followFailed, followNew, followStop, asideContinue, asideRestart, asideChange, asideKeep, asideOther,
	asideCalled, asideHelp, asideYes, asideNo, placeAsk, placeRefuse, placeMore, placeOther,
}

// TextIDs lists every text that the engine itself asks for.
func TextIDs() []string {
	ids := []string{"follow.advice", "follow.human", "follow.end"}
	for _, what := range sentences {
		ids = append(ids, "said."+what)
	}
	for _, choice := range choices {
		ids = append(ids, "option."+choice)
	}
	ids = append(ids, departementLabel, elsewhereLabel)
	for _, exit := range Exits() {
		ids = append(ids, "exit."+exit)
	}
	return ids
}
