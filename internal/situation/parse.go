package situation

import (
	"fmt"
	"strconv"
	"strings"
	"text/scanner"
)

// MaxConditionDepth bounds parentheses and negations in one condition.
const MaxConditionDepth = 20

// Compile reads a condition, for example "age <= 25 and (enfants = oui or not known(logement))", and checks every name
// and value in it against the vocabulary. Errors are French and name what is wrong, for authors.
func (v *Vocabulary) Compile(text string) (*Condition, error) {
	p := &conditionParser{words: v}
	p.scan.Init(strings.NewReader(text))
	p.scan.Mode = scanner.ScanIdents | scanner.ScanInts
	p.scan.IsIdentRune = func(r rune, i int) bool {
		return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	p.scan.Error = func(*scanner.Scanner, string) {}
	p.next()
	root, err := p.or()
	if err == nil && p.token != "" {
		err = fmt.Errorf("« %s » n'est pas attendu ici", p.token)
	}
	if err != nil {
		return nil, fmt.Errorf("condition « %s » : %w", text, err)
	}
	return &Condition{text: text, root: root, facts: p.facts}, nil
}

type conditionParser struct {
	words *Vocabulary
	scan  scanner.Scanner
	token string // "" at the end
	depth int
	facts Set
}

func (p *conditionParser) next() {
	if p.scan.Scan() == scanner.EOF {
		p.token = ""
		return
	}
	p.token = p.scan.TokenText()
	if strings.Contains("<>!", p.token) && p.scan.Peek() == '=' {
		p.scan.Next()
		p.token += "="
	}
}

func (p *conditionParser) take(token string) bool {
	if p.token != token {
		return false
	}
	p.next()
	return true
}

func (p *conditionParser) expect(token string) error {
	if !p.take(token) {
		return fmt.Errorf("« %s » attendu, « %s » trouvé", token, p.token)
	}
	return nil
}

func (p *conditionParser) or() (node, error) {
	a, err := p.and()
	for err == nil && p.take("or") {
		var b node
		if b, err = p.and(); err == nil {
			a = either{a, b}
		}
	}
	return a, err
}

func (p *conditionParser) and() (node, error) {
	a, err := p.not()
	for err == nil && p.take("and") {
		var b node
		if b, err = p.not(); err == nil {
			a = both{a, b}
		}
	}
	return a, err
}

func (p *conditionParser) not() (node, error) {
	if p.depth++; p.depth > MaxConditionDepth {
		return nil, fmt.Errorf("plus de %d niveaux", MaxConditionDepth)
	}
	defer func() { p.depth-- }()
	if p.take("not") {
		a, err := p.not()
		return negation{a}, err
	}
	if p.take("(") {
		a, err := p.or()
		if err != nil {
			return nil, err
		}
		return a, p.expect(")")
	}
	if p.take("known") {
		return p.known()
	}
	return p.comparison()
}

func (p *conditionParser) known() (node, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	fact, err := p.fact()
	if err != nil {
		return nil, err
	}
	return known{fact.Index}, p.expect(")")
}

func (p *conditionParser) fact() (*Fact, error) {
	fact, ok := p.words.Fact(p.token)
	if !ok {
		return nil, fmt.Errorf("le fait « %s » n'est pas déclaré dans facts.yaml", p.token)
	}
	p.facts = p.facts.With(fact.Index)
	p.next()
	return fact, nil
}

func (p *conditionParser) comparison() (node, error) {
	fact, err := p.fact()
	if err != nil {
		return nil, err
	}
	operator := p.token
	switch operator {
	case "in":
		p.next()
		return p.among(fact)
	case "=", "!=", "<", "<=", ">", ">=":
		p.next()
	default:
		return nil, fmt.Errorf("= != < <= > >= ou in attendu après « %s », « %s » trouvé", fact.ID, operator)
	}
	value, err := p.value(fact)
	if err != nil {
		return nil, err
	}
	return compare(fact, operator, value)
}

func compare(fact *Fact, operator string, v Value) (node, error) {
	const least, most = 1, 1<<31 - 1
	switch operator {
	case "=":
		return span{fact.Index, v.lo, v.hi}, nil
	case "!=":
		return negation{span{fact.Index, v.lo, v.hi}}, nil
	}
	if fact.Type != Number {
		return nil, fmt.Errorf("« %s » n'est pas un nombre : seuls =, != et in conviennent", fact.ID)
	}
	switch operator {
	case "<":
		return span{fact.Index, least, v.lo - 1}, nil
	case "<=":
		return span{fact.Index, least, v.hi}, nil
	case ">":
		return span{fact.Index, v.hi + 1, most}, nil
	default:
		return span{fact.Index, v.lo, most}, nil
	}
}

func (p *conditionParser) among(fact *Fact) (node, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	n := among{fact: fact.Index}
	for {
		v, err := p.value(fact)
		if err != nil {
			return nil, err
		}
		n.values = append(n.values, v)
		if !p.take(",") {
			return n, p.expect(")")
		}
	}
}

func (p *conditionParser) value(fact *Fact) (Value, error) {
	if p.token == "" {
		return Value{}, fmt.Errorf("une valeur de « %s » est attendue", fact.ID)
	}
	v, err := fact.Parse(p.token)
	if err != nil {
		return Value{}, err
	}
	p.next()
	return v, nil
}

// AtLeast and AtMost build the conditions that catalogues write as bounds (age_min, child_age_max).
func AtLeast(fact *Fact, n int) *Condition { return bound(fact, ">=", n) }

// AtMost is the condition that a number is n or less.
func AtMost(fact *Fact, n int) *Condition { return bound(fact, "<=", n) }

func bound(fact *Fact, operator string, n int) *Condition {
	root, _ := compare(fact, operator, number(n))
	return &Condition{text: fact.ID + " " + operator + " " + strconv.Itoa(n), root: root, facts: Set(0).With(fact.Index)}
}
