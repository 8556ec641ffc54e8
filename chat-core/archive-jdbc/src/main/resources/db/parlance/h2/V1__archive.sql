-- Parlance: messages kept for good. H2 2.x. Each statement may be repeated, since H2 ends a transaction at each that defines something.
CREATE TABLE IF NOT EXISTS parlance_archive_schema (
  version integer PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS parlance_archive_room (
  room_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id varchar(128) NOT NULL UNIQUE,
  ordinal integer DEFAULT -1 NOT NULL,
  epoch varchar(64) DEFAULT '' NOT NULL,
  mark bigint DEFAULT 0 NOT NULL,
  posts bigint DEFAULT 0 NOT NULL,
  lost_deletions bigint DEFAULT 0 NOT NULL
);

CREATE TABLE IF NOT EXISTS parlance_archive_epoch (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  epoch varchar(64) NOT NULL,
  mark bigint,
  PRIMARY KEY (room_key, ordinal),
  UNIQUE (room_key, epoch)
);

CREATE TABLE IF NOT EXISTS parlance_archive_message (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  post bigint NOT NULL,
  posted_at bigint NOT NULL,
  change_ordinal integer NOT NULL,
  change bigint NOT NULL,
  flag smallint NOT NULL,
  erased boolean DEFAULT false NOT NULL,
  author_id varchar(128) NOT NULL,
  reply_to varchar(96),
  pinned_at bigint,
  form varbinary(10000000) NOT NULL,
  PRIMARY KEY (room_key, ordinal, post)
);

CREATE INDEX IF NOT EXISTS parlance_archive_message_change ON parlance_archive_message (room_key, change_ordinal, change);
CREATE INDEX IF NOT EXISTS parlance_archive_message_author ON parlance_archive_message (author_id, room_key, ordinal, post);
CREATE INDEX IF NOT EXISTS parlance_archive_message_room_time ON parlance_archive_message (room_key, posted_at);
CREATE INDEX IF NOT EXISTS parlance_archive_message_time ON parlance_archive_message (posted_at);
CREATE INDEX IF NOT EXISTS parlance_archive_message_reply ON parlance_archive_message (room_key, reply_to, ordinal, post);
CREATE INDEX IF NOT EXISTS parlance_archive_message_pin ON parlance_archive_message (room_key, pinned_at);
CREATE INDEX IF NOT EXISTS parlance_archive_message_flag ON parlance_archive_message (room_key, flag, change_ordinal, change);

CREATE TABLE IF NOT EXISTS parlance_archive_person (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  post bigint NOT NULL,
  emoji varchar(64) NOT NULL,
  user_id varchar(128) NOT NULL,
  place integer NOT NULL,
  PRIMARY KEY (room_key, ordinal, post, emoji, user_id)
);

CREATE INDEX IF NOT EXISTS parlance_archive_person_user ON parlance_archive_person (user_id, room_key, ordinal, post);

MERGE INTO parlance_archive_schema (version) KEY (version) VALUES (1);
