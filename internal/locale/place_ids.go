package locale

import (
	"strconv"
	"time"
)

// Texts about places: what they are, how far, when they are open.
const (
	PlaceLocated            = "place.located"             // .Commune, .Of ("du Mans"), .In
	PlaceLocatedCity        = "place.located_city"        // .Commune, .Of
	PlaceLocatedDepartement = "place.located_departement" // .In
	PlaceHead               = "place.head"                // .Commune, .Of
	PlaceHeadDepartement    = "place.head_departement"
	PlacePhoneFirst         = "place.phone_first"
	PlaceCall               = "place.call"

	PlaceKm     = "place.km" // .Km
	PlaceHere   = "place.here"
	PlaceRemote = "place.remote"

	PlaceOpen          = "place.open" // .Hour
	PlaceOpenAlways    = "place.open_always"
	PlaceOpensToday    = "place.opens_today"    // .Hour
	PlaceOpensTomorrow = "place.opens_tomorrow" // .Hour
	PlaceOpensDay      = "place.opens_day"      // .Day, .Hour
	PlaceClosed        = "place.closed"
	PlaceHoursUnknown  = "place.hours_unknown"
	PlaceHoursRaw      = "place.hours_raw"    // .Hours
	PlaceHoliday       = "place.holiday_open" // .Holiday
	PlaceThenOpens     = "place.then_opens"   // .Day, .Hour

	PlaceFree          = "place.free"
	PlaceSometimesFree = "place.sometimes_free"
	PlacePaid          = "place.paid"
	PlaceFeeUnknown    = "place.fee_unknown"
	PlaceAppointment   = "place.appointment"
	PlaceItinerant     = "place.itinerant"
	PlaceProxy         = "place.proxy"
	PlaceWheelchair    = "place.wheelchair"

	PlaceAddress       = "place.address"        // .Address
	PlaceAddressUnsure = "place.address_unsure" // .Address
	PlaceNote          = "place.note"           // .Note
	PlaceNumber        = "place.number"         // .Number

	PlaceSheet        = "place.sheet"     // .Date
	PlaceSheetOld     = "place.sheet_old" // .Date
	PlaceSheetUndated = "place.sheet_undated"

	LinkMap     = "link.map"
	LinkBooking = "link.booking"

	ClockHour      = "clock.hour"   // .Hour
	ClockMinute    = "clock.minute" // .Hour, .Minute
	ClockOne       = "clock.one"    // .Hour: of 0 and 1, which take no plural
	ClockOneMinute = "clock.one_minute"
	ClockMidnight  = "clock.midnight"
	ClockNoon      = "clock.noon"

	Date         = "date" // .Day, .Month, .Year
	FirstOfMonth = "first"
)

// PlaceKind says what a kind of helper does.
func PlaceKind(kind string) string { return "place.kind." + kind }

// PlaceReport is the button that says something of a place.
func PlaceReport(what string) string { return "place.report." + what }

// Holiday is the name of a public holiday.
func Holiday(id string) string { return "place.holiday." + id }

// Weekday is the name of a day, Monday first.
func Weekday(d time.Weekday) string { return "weekday." + strconv.Itoa((int(d)+6)%7+1) }

// Month is the name of a month.
func Month(m time.Month) string { return "month." + strconv.Itoa(int(m)) }

// PlaceIDs lists these texts; those of kinds, reports and holidays are asked for by whoever knows them.
func PlaceIDs() []string {
	ids := []string{
		PlaceLocated, PlaceLocatedCity, PlaceLocatedDepartement, PlaceHead, PlaceHeadDepartement, PlacePhoneFirst, PlaceCall,
		PlaceKm, PlaceHere, PlaceRemote, PlaceOpen, PlaceOpenAlways, PlaceOpensToday, PlaceOpensTomorrow, PlaceOpensDay,
		PlaceClosed, PlaceHoursUnknown, PlaceHoursRaw, PlaceHoliday, PlaceThenOpens, PlaceFree, PlaceSometimesFree, PlacePaid,
		PlaceFeeUnknown, PlaceAppointment, PlaceItinerant, PlaceProxy, PlaceWheelchair, PlaceAddress, PlaceAddressUnsure,
		PlaceNote, PlaceNumber, PlaceSheet, PlaceSheetOld, PlaceSheetUndated, LinkMap, LinkBooking,
		ClockHour, ClockMinute, ClockOne, ClockOneMinute, ClockMidnight, ClockNoon, Date, FirstOfMonth,
	}
	for d := range time.Weekday(7) {
		ids = append(ids, Weekday(d))
	}
	for m := time.January; m <= time.December; m++ {
		ids = append(ids, Month(m))
	}
	return ids
}
