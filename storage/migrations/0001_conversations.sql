-- +goose Up
-- WITHOUT ROWID: rows lie in the order of their keys, so that the file does not tell who wrote first.
-- No created_at and no exact time: an hour of expiry is all that is known of when.
CREATE TABLE conversation (
    k BLOB PRIMARY KEY,
    sealed BLOB NOT NULL,
    expires_hour INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX conversation_expires ON conversation (expires_hour);

CREATE TABLE done (
    k BLOB PRIMARY KEY,
    reply BLOB,
    sent INTEGER NOT NULL,
    expires_hour INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX done_expires ON done (expires_hour);
