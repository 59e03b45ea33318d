package locale

// Texts that put an answer together, beside those of flows and services.
const (
	AskedExamples = "asked.examples" // .First, .Second: two answers on the screen
	AgainFirst    = "again.first"
	AgainSecond   = "again.second"

	AdviceBest    = "advice.best"
	AdviceHead    = "advice.head"
	AdviceNone    = "advice.none"
	AdviceLow     = "advice.low"
	AdviceWhyHead = "advice.why_head"
	AdviceWhyNeed = "advice.why_need" // .Need
	AdviceWhyAll  = "advice.why_all"

	LinkCall = "link.call" // .Number
	LinkText = "link.text" // .Number
	LinkOpen = "link.open" // .Site

	HandoffRequest = "handoff.request"
	HandoffFlow    = "handoff.flow"
	HandoffMisses  = "handoff.misses"
	HandoffFailed  = "handoff.failed"
	HandoffLimit   = "handoff.limit"

	DangerConfirmAsk = "danger.confirm_ask"
	ForeignNote      = "danger.language" // to who writes in another language
	Ended            = "ended"           // .Hours
	Erased           = "erased"

	FailureBusy   = "failure.busy"
	FailureUrgent = "failure.urgent"
	FailureLong   = "failure.too_long"
)

// PhoneCost is the line of a number with the price of the call; .Number.
func PhoneCost(cost string) string { return "phone." + cost }

// IDs lists these texts, for those who check that they exist.
func IDs() []string {
	ids := []string{
		AskedExamples, AgainFirst, AgainSecond, AdviceBest, AdviceHead, AdviceNone, AdviceLow, AdviceWhyHead, AdviceWhyNeed, AdviceWhyAll,
		LinkCall, LinkText, LinkOpen, HandoffRequest, HandoffFlow, HandoffMisses, HandoffFailed, HandoffLimit,
		DangerConfirmAsk, Ended, Erased, FailureBusy, FailureUrgent, FailureLong,
	}
	for _, cost := range []string{"gratuit", "prix_appel_normal", "surtaxe", "sms_gratuit"} {
		ids = append(ids, PhoneCost(cost))
	}
	return ids
}
