package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// healthcheckCommand asks a running passerelle whether it is well, for containers that have no other program to ask.
type healthcheckCommand struct {
	Listen string `env:"PASSERELLE_LISTEN" default:"127.0.0.1:8080" placeholder:"ADRESSE" help:"Adresse du serveur (${default})."`
}

// Run fails unless /healthz says ok.
func (c *healthcheckCommand) Run(ctx context.Context, std streams) error {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fmt.Errorf("PASSERELLE_LISTEN : %w. Remède : écrire adresse:port", err)
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("pas de réponse : %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("le serveur répond %s", answer.Status)
	}
	fmt.Fprintln(std.out, "ok")
	return nil
}
