package notice

// TextIDs lists every text that a page or its short form may ask for, for those who check that they exist.
func TextIDs() []string {
	ids := make([]string, 0, len(texts)+len(kinds)+4)
	for _, ref := range All() {
		ids = append(ids, ref.Title())
	}
	for _, id := range texts {
		ids = append(ids, "notice."+id)
	}
	for _, kind := range kinds {
		ids = append(ids, "notice.sources.kind."+kind)
	}
	return ids
}

var texts = []string{
	"demo", "run_by", "contact", "contact_none", "erase", "erase_word",
	"carry.web", "carry.terminal", "carry.telegram", "carry.other_door", "carry.open",

	"trust.what", "trust.program", "trust.not_state", "trust.who", "trust.kept_head", "trust.kept", "trust.kept_not",
	"trust.carry_head", "trust.erase_head",

	"privacy.kept_head", "privacy.answers", "privacy.until", "privacy.sealed", "privacy.commune", "privacy.mark", "privacy.cookies",
	"privacy.never_head", "privacy.never", "privacy.words", "privacy.location", "privacy.address",
	"privacy.count_head", "privacy.count_none", "privacy.count_places",
	"privacy.see_head", "privacy.see_none", "privacy.see_machine", "privacy.see_device", "privacy.links",
	"privacy.copies_head", "privacy.copies", "privacy.copies_before", "privacy.rights_head", "privacy.rights", "privacy.complain",

	"legal.publisher_head", "legal.publisher", "legal.host_head", "legal.host", "legal.host_unknown", "legal.address",
	"legal.software_head", "legal.software", "legal.advice_head", "legal.advice", "legal.emergency",

	"sources.services_head", "sources.services", "sources.read_on", "sources.read_between", "sources.unread",
	"sources.numbers_tried", "sources.numbers_untried", "sources.pages_tried", "sources.pages_untried", "sources.low",
	"sources.places_head", "sources.places", "sources.places_none", "sources.list", "sources.licence", "sources.newest", "sources.sheet",
	"sources.communes_head", "sources.communes", "sources.communes_licence", "sources.elsewhere",
	"sources.item", "sources.item_about", "sources.item_undated",

	"brief.trust", "brief.whole", "brief.whole_foot",

	"hours", "hour", "month", // values in words: .N; .N; .Month, .Year
}

// Hour and the like say values in words.
const (
	TextHours = "notice.hours" // .N
	TextHour  = "notice.hour"  // of one
	TextMonth = "notice.month" // .Month, .Year
)
