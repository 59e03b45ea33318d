package vault

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

const (
	indexFile = "index.key"
	stateFile = "state.key"
	keySize   = 32
)

// readKeys returns the keys of dir. It makes them when both are absent and no database needs them.
func readKeys(dir string, databaseExists bool) (index, state []byte, err error) {
	paths := [2]string{filepath.Join(dir, indexFile), filepath.Join(dir, stateFile)}
	missing, err := missingFiles(dir, paths)
	switch {
	case err != nil:
		return nil, nil, err
	case len(missing) > 0 && databaseExists:
		return nil, nil, fmt.Errorf("clé absente : %s. La base existe déjà et ne se lit pas sans elle. "+
			"Remettez votre copie du dossier %s. Si la clé est perdue, déplacez la base ailleurs : "+
			"passerelle en créera une neuve, et les conversations ouvertes seront perdues", missing[0], dir)
	case len(missing) == 1:
		return nil, nil, fmt.Errorf("clé absente : %s. L'autre clé du dossier %s est là, et une clé ne sert pas sans l'autre. "+
			"Remettez votre copie du dossier, ou videz-le : passerelle en créera deux neuves, car aucune base n'existe encore",
			missing[0], dir)
	case len(missing) == 2:
		if err := createKeys(dir, paths); err != nil {
			return nil, nil, fmt.Errorf("impossible de créer les clés dans %s : "+
				"vérifiez que le compte qui lance passerelle peut y écrire (%w)", dir, cause(err))
		}
	}
	// Keys just made are read back too: what counts is what the next start will find.
	if index, err = readKey(paths[0]); err != nil {
		return nil, nil, err
	}
	if state, err = readKey(paths[1]); err != nil {
		return nil, nil, err
	}
	return index, state, nil
}

func missingFiles(dir string, paths [2]string) (missing []string, err error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return paths[:], nil
	case err != nil:
		return nil, unreadable(dir, err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s est un fichier, il faut un dossier : "+
			"donnez un autre dossier dans PASSERELLE_KEYS, ou déplacez ce fichier", dir)
	}
	for _, path := range paths {
		switch _, err := os.Lstat(path); {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, path)
		case err != nil:
			return nil, unreadable(path, err)
		}
	}
	return missing, nil
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s n'est pas un fichier ordinaire : remettez votre copie de cette clé", path)
	case info.Mode().Perm()&^0o600 != 0 && runtime.GOOS != "windows": // Windows has no such bits
		return nil, fmt.Errorf("clé lisible par d'autres comptes : %s (droits %04o). Tapez : chmod 600 %s",
			path, info.Mode().Perm(), path)
	case info.Size() != keySize:
		return nil, fmt.Errorf("clé abîmée : %s fait %d octets au lieu de %d. Remettez votre copie de cette clé",
			path, info.Size(), keySize)
	}
	key, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(key) != keySize {
		return nil, fmt.Errorf("clé abîmée : %s a changé pendant la lecture. Relancez passerelle", path)
	}
	return key, nil
}

// createKeys writes both keys whole before either takes its name: a crash leaves two keys or none, save in the
// instant between two renames.
func createKeys(dir string, paths [2]string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	var temps [2]string
	defer func() {
		for _, temp := range temps {
			_ = os.Remove(temp) // gone already when all went well
		}
	}()
	for i := range temps {
		temp, err := writeKey(dir)
		temps[i] = temp
		if err != nil {
			return err
		}
	}
	for i, path := range paths {
		if err := os.Rename(temps[i], path); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

func writeKey(dir string) (path string, err error) {
	var key [keySize]byte
	_, _ = rand.Read(key[:])
	f, err := os.CreateTemp(dir, ".new-*.key") // 0600 whatever the umask
	if err != nil {
		return "", err
	}
	_, err = f.Write(key[:])
	return f.Name(), errors.Join(err, f.Sync(), f.Close())
}

// syncDir makes renames survive a power failure.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // a directory cannot be synced there
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func unreadable(path string, err error) error {
	return fmt.Errorf("impossible de lire %s : vérifiez que ce fichier appartient au compte qui lance passerelle (%w)",
		path, cause(err))
}

// cause drops the path that the system repeats: the message has it already.
func cause(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}
