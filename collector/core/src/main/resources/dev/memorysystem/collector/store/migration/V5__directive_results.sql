-- What directives found in processes: the newest few of each. Time and body as in V1.
CREATE TABLE directive_result (
  process TEXT NOT NULL,
  kind TEXT NOT NULL,
  directive TEXT NOT NULL,
  namespace TEXT NOT NULL,
  at BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (process, kind, directive)
);
