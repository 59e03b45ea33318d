//go:build ignore

// Generate packs the France Services that the program carries, from the list as ANCT publishes it:
//
//	go run generate.go FILE
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"passerelle/internal/intake"
	"passerelle/internal/starter"
	"passerelle/internal/territory"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file string) error {
	gazetteer, err := territory.Load()
	if err != nil {
		return err
	}
	list, err := os.Open(file)
	if err != nil {
		return err
	}
	defer list.Close()
	batch, err := intake.Read(context.Background(), intake.File{Name: filepath.Base(file), Body: list, Source: starter.Source}, gazetteer)
	if err != nil {
		return err
	}
	packed, err := starter.Encode(batch.Places)
	if err != nil {
		return err
	}
	return os.WriteFile("france-services.json.gz", packed, 0o644)
}
