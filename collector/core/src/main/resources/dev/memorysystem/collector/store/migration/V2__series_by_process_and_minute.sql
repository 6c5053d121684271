-- Series of a process share a row a minute: a row for each of some sixty series took 6 MB a day.
-- What was kept minute by minute before is carried over by V3.

CREATE TABLE series_process (
  id BIGINT PRIMARY KEY,
  workload TEXT NOT NULL,
  instance_id TEXT NOT NULL,
  UNIQUE (workload, instance_id)
);

-- Which slot a series has in the rows of its process.
CREATE TABLE series_slot (
  process_id BIGINT NOT NULL,
  slot INTEGER NOT NULL,
  metric TEXT NOT NULL,
  attributes TEXT NOT NULL,
  PRIMARY KEY (process_id, slot)
);

-- The body is MinuteRow's; minute is epoch milliseconds of event time.
CREATE TABLE process_minute (
  process_id BIGINT NOT NULL,
  minute BIGINT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (process_id, minute)
);
CREATE INDEX process_minute_by_minute ON process_minute (minute);
