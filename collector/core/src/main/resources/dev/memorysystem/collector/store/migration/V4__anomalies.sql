-- What is unusual in a workload and no leak: all of it in one row. Time and body as in V1.
CREATE TABLE anomaly (
  workload TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  updated_at BIGINT NOT NULL
);
