-- Times are epoch milliseconds of the collector's clock unless said; bodies are JSON.
-- Written in what SQLite and PostgreSQL both speak.

-- One row: the offset of the next log entry to fold.
CREATE TABLE checkpoint (
  id BIGINT PRIMARY KEY,
  log_offset BIGINT NOT NULL
);

-- The fold's state of each workload; the key is namespace/kind/name/container.
CREATE TABLE workload_state (
  workload TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  workload TEXT NOT NULL,
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE assessment (
  workload TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE process (
  instance_id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  last_seen BIGINT NOT NULL
);

CREATE TABLE pod (
  uid TEXT PRIMARY KEY,
  body TEXT NOT NULL
);

-- The id is namespace/name.
CREATE TABLE profile (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL
);

-- One metric with its attributes of one process.
CREATE TABLE series (
  id BIGINT PRIMARY KEY,
  workload TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  metric TEXT NOT NULL,
  attributes TEXT NOT NULL,
  UNIQUE (workload, instance_id, metric, attributes)
);

-- What a series did in one minute; minute and last_at are epoch milliseconds of event time.
CREATE TABLE point (
  series_id BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  min_value DOUBLE PRECISION NOT NULL,
  max_value DOUBLE PRECISION NOT NULL,
  last_value DOUBLE PRECISION NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (series_id, minute)
);
CREATE INDEX point_by_minute ON point (minute);
