package intake

import (
	"regexp"
	"strings"
)

// dialled is the first phone number of a text: "+33555000001", or as dialled where it is a short one. Ambiguous numbers are
// read as those of a département; "" when there is none that can be read.
func dialled(text, departement string) string {
	for _, part := range strings.FieldsFunc(separated.Replace(text), func(c rune) bool { return strings.ContainsRune("/|,;\n", c) }) {
		if number := national(digitsOf(part), departement); number != "" {
			return number
		}
	}
	return ""
}

var separated = strings.NewReplacer(" ou ", "/", " et ", "/", "(0)", "", "\u00a0", " ")

// digitsOf is the digits of a text, after a + where it begins with one.
func digitsOf(text string) string {
	var b strings.Builder
	for _, c := range text {
		if c >= '0' && c <= '9' || c == '+' && b.Len() == 0 {
			b.WriteRune(c)
		}
	}
	if digits, ok := strings.CutPrefix(b.String(), "00"); ok {
		return "+" + digits
	}
	return b.String()
}

// The numbering of France, as published by the ARCEP, and of its Pacific collectivities.
var (
	abroad   = regexp.MustCompile(`^\+(508\d{6}|687\d{6}|681\d{6}|689\d{8})$`)
	overseas = regexp.MustCompile(`^0((?:59[046]|26[239]|508|69[0-79]|639)\d{6})$`)
	short    = regexp.MustCompile(`^(15|17|18|11[0-9]|116\d{3}|3\d{3})$`)
)

// national writes the digits of one number as it is dialled from anywhere.
func national(digits, departement string) string {
	digits = rewritten(digits)
	at := overseas.FindStringSubmatch(digits)
	switch {
	case abroad.MatchString(digits):
		return digits
	case at != nil:
		return "+" + overseasCode(at[1]) + at[1]
	case len(digits) == 10 && digits[0] == '0' && digits[1] != '0':
		return "+33" + digits[1:]
	case short.MatchString(digits):
		return digits
	}
	return local(digits, departement)
}

// rewritten mends what spreadsheets, forms and hurried hands do to numbers: "+330555000001", "33555000001", "555000001",
// "+0555000001", "+2620262000001", and overseas ones whose first three digits were taken for the code: "+262000001".
func rewritten(digits string) string {
	bare := strings.TrimPrefix(digits, "+")
	if at := doubled.FindStringSubmatch(bare); at != nil {
		return "0" + at[1]
	}
	lacksZero := len(bare) == 9 && bare[0] != '0' && (digits == bare || overseas.MatchString("0"+bare))
	switch {
	case lacksZero:
		return "0" + bare
	case len(bare) == 10 && bare[0] == '0':
		return bare
	}
	return digits
}

// doubled is a number after its country code, with the 0 that is only dialled without it or not. Mayotte had 269 for a code.
var doubled = regexp.MustCompile(`^(?:33|262|269|590|594|596|508)0?([1-9]\d{8})$`)

// overseasCode is the country code of an overseas number, without its first 0.
func overseasCode(number string) string {
	switch number[:3] {
	case "590", "690", "691":
		return "590"
	case "594", "694":
		return "594"
	case "596", "696", "697":
		return "596"
	case "508":
		return "508"
	}
	return "262" // La Réunion and Mayotte: 262, 263, 269, 639, 692, 693
}

// local reads numbers without a code, where they are used.
func local(digits, departement string) string {
	codes := map[string]string{"975": "508", "986": "681", "987": "689", "988": "687"}
	if code := codes[departement]; code != "" && abroad.MatchString("+"+code+digits) {
		return "+" + code + digits
	}
	return ""
}
