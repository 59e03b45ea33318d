package catalogue

import "passerelle/internal/source"

// Written is the service as it stands in its file, for those who hold what is advised against what was written.
func (s *Service) Written() source.Node { return s.node }
