package storage

import "database/sql"

// Handle lets tests set limits and faults that the package has no need of.
func (s *Store) Handle() *sql.DB { return s.db }
