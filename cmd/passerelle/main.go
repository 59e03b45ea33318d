// Command passerelle is a chatbot for people in France who are stuck with an online procedure, and for those who help
// them. This file wires its subcommands; nothing else knows everything.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is the command line. Without a subcommand, passerelle serves.
type commands struct {
	Serve     serveCommand     `cmd:"" default:"withargs" help:"Servir la page de discussion (commande par défaut)."`
	Chat      chatCommand      `cmd:"" help:"Discuter dans ce terminal."`
	Places    placesCommand    `cmd:"" help:"Les lieux où l'on est aidé : importer une liste, chercher, faire le point."`
	Check     checkCommand     `cmd:"" help:"Vérifier parcours, catalogue et textes, et dire ce qui est prouvé."`
	Scenarios scenariosCommand `cmd:"" help:"Jouer des scénarios et montrer chaque écart."`
	Explain   explainCommand   `cmd:"" help:"Dire ce qui est entendu dans un message, et pourquoi."`
	Graph     graphCommand     `cmd:"" help:"Dessiner un parcours (Mermaid)."`
	Schema    schemaCommand    `cmd:"" help:"Écrire les schémas que lisent les éditeurs de texte, pour compléter et souligner."`

	Healthcheck healthcheckCommand `cmd:"" help:"Demander au serveur en marche s'il va bien."`
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errFaults ends a command that has already said what is wrong.
var errFaults = errors.New("faults were found")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	if err == nil {
		return
	}
	if !errors.Is(err, errFaults) {
		fmt.Fprintf(os.Stderr, "passerelle: %v\n", err)
	}
	stop()
	os.Exit(1)
}

// run does one command.
func run(ctx context.Context, args []string, std streams) error {
	var c commands
	exited := false
	parser, err := kong.New(&c,
		kong.Name("passerelle"),
		kong.Description("Le robot qui aide à trouver le bon service et la bonne personne."),
		kong.Writers(std.out, std.err),
		kong.Exit(func(int) { exited = true }),
		kong.UsageOnError(),
	)
	if err != nil {
		return fmt.Errorf("read the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if exited {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w (passerelle --help les montre toutes)", err)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(std)
}
