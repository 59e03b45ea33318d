# What people who work on Passerelle run. `make` alone lists it.

FUZZTIME ?= 20s
# Messages written before the words that hear them: they are counted, not demanded one by one. flows/scenarios_test.go holds
# the same list, and how good the figures must be.
MEASURED = $(wildcard flows/scenarios/messages_*.yaml) $(patsubst %,flows/scenarios/%.yaml,dangers calmes deux_besoins langues)
HELD = $(wildcard flows/scenarios/held/*.yaml)
SCENARIOS = $(filter-out $(MEASURED),$(wildcard flows/scenarios/*.yaml))

.DEFAULT_GOAL := help
.PHONY: help run check format vet lint race content listen bench fuzz image

help: ## montrer cette liste
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## servir la page sur http://127.0.0.1:8080/
	go run ./cmd/passerelle

check: format vet lint race ## tout vérifier avant de proposer un changement

format: ## refuser les fichiers Go mal mis en forme
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then \
		echo "À mettre en forme avec « gofmt -w » :"; echo "$$unformatted"; exit 1; \
	fi

vet: ## chercher les erreurs de code connues (go vet)
	go vet ./...

lint: ## chercher le code douteux ou mort (staticcheck)
	go tool staticcheck ./...

race: ## lancer les tests avec le détecteur d'accès concurrents
	go test -race -timeout 20m ./...

content: ## vérifier parcours, catalogue et textes, et jouer les scénarios
	go run ./cmd/passerelle check
	go run ./cmd/passerelle scenarios $(SCENARIOS)

listen: ## compter ce qui est entendu et conseillé, sur les deux moitiés des scénarios
	go run ./cmd/passerelle scenarios --figures $(SCENARIOS) $(MEASURED) $(HELD)

# One package at a time: two benchmarks that share the machine measure each other.
bench: ## mesurer temps et mémoire
	go test -p 1 -run '^$$' -bench . -benchmem ./...

# Go fuzzes one target of one package at a time.
fuzz: ## chercher, FUZZTIME par cible, ce qui fait tomber le programme
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do \
		sed -nE 's/^func (Fuzz[A-Za-z0-9_]+)\(.*/\1/p' "$$file" | while read -r target; do \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
		done || exit 1; \
	done

image: ## construire l'image de conteneur « passerelle »
	docker build --tag passerelle .
