-- Parlance: messages kept for good, in partitions by the time of the post, which the host makes and drops. PostgreSQL 11 or later, a database in UTF-8.
CREATE TABLE parlance_archive_schema (
  version integer PRIMARY KEY
);

-- mark: how far the epoch is archived; posts: the number of the newest post; lost_deletions: how many deleted posts were forgotten by their age
CREATE TABLE parlance_archive_room (
  room_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room_id text COLLATE "C" NOT NULL UNIQUE,
  ordinal integer NOT NULL DEFAULT -1,
  epoch text COLLATE "C" NOT NULL DEFAULT '',
  mark bigint NOT NULL DEFAULT 0,
  posts bigint NOT NULL DEFAULT 0,
  lost_deletions bigint NOT NULL DEFAULT 0
);

-- mark: where it ended, null for the last one of the room, whose mark stands there
CREATE TABLE parlance_archive_epoch (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  epoch text COLLATE "C" NOT NULL,
  mark bigint,
  PRIMARY KEY (room_key, ordinal),
  UNIQUE (room_key, epoch)
);

-- posted_at: epoch milliseconds; flag: 0, or 1 if deleted, or 2 if it mentions the room; form: the message itself
CREATE TABLE parlance_archive_message (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  post bigint NOT NULL,
  posted_at bigint NOT NULL,
  change_ordinal integer NOT NULL,
  change bigint NOT NULL,
  flag smallint NOT NULL,
  erased boolean NOT NULL DEFAULT false,
  author_id text COLLATE "C" NOT NULL,
  reply_to text COLLATE "C",
  pinned_at bigint,
  grams integer[],
  form bytea NOT NULL,
  PRIMARY KEY (room_key, ordinal, post, posted_at)
) PARTITION BY RANGE (posted_at);

CREATE TABLE parlance_archive_message_rest PARTITION OF parlance_archive_message DEFAULT;

CREATE INDEX parlance_archive_message_change ON parlance_archive_message (room_key, change_ordinal, change);
CREATE INDEX parlance_archive_message_author ON parlance_archive_message (author_id, room_key, ordinal, post);
CREATE INDEX parlance_archive_message_room_time ON parlance_archive_message (room_key, posted_at);
CREATE INDEX parlance_archive_message_time ON parlance_archive_message (posted_at);
CREATE INDEX parlance_archive_message_reply ON parlance_archive_message (room_key, reply_to, ordinal, post) WHERE reply_to IS NOT NULL;
CREATE INDEX parlance_archive_message_pin ON parlance_archive_message (room_key, pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX parlance_archive_message_flag ON parlance_archive_message (room_key, flag, change_ordinal, change) WHERE flag <> 0;
CREATE INDEX parlance_archive_message_grams ON parlance_archive_message USING gin (grams array_ops) WHERE grams IS NOT NULL;

-- who reacted with what; a mention has no emoji
CREATE TABLE parlance_archive_person (
  room_key bigint NOT NULL,
  ordinal integer NOT NULL,
  post bigint NOT NULL,
  emoji text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  place integer NOT NULL,
  PRIMARY KEY (room_key, ordinal, post, emoji, user_id)
);

CREATE INDEX parlance_archive_person_user ON parlance_archive_person (user_id, room_key, ordinal, post);

INSERT INTO parlance_archive_schema (version) VALUES (1);
