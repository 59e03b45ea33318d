-- +goose Up
-- Published lists of places with human help, and what is said of a place in one tap. Nothing here is about a person.
CREATE TABLE place_generation (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL, -- loading, current, previous, gone
    source TEXT NOT NULL,
    layout TEXT NOT NULL,
    file TEXT NOT NULL,
    address TEXT NOT NULL,
    url TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    dated TEXT NOT NULL,
    imported_hour INTEGER NOT NULL,
    checked_hour INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    report TEXT NOT NULL
);
-- A list is served in one state, and can go back to one.
CREATE UNIQUE INDEX place_generation_serving ON place_generation (source, state) WHERE state IN ('current', 'previous');

CREATE TABLE place (
    generation INTEGER NOT NULL REFERENCES place_generation (id),
    id TEXT NOT NULL,
    sheet TEXT NOT NULL, -- JSON
    PRIMARY KEY (generation, id)
) WITHOUT ROWID;

CREATE TABLE place_quarantine (
    generation INTEGER NOT NULL REFERENCES place_generation (id),
    n INTEGER NOT NULL,
    line INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (generation, n)
) WITHOUT ROWID;

-- How many said it, and nothing of when: rows lie in the order of the places.
CREATE TABLE place_report (
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (place, kind)
) WITHOUT ROWID;

-- It grows at every swap, so that a program that serves sees what another one imported.
CREATE TABLE place_version (n INTEGER NOT NULL);
INSERT INTO place_version (n) VALUES (0);
