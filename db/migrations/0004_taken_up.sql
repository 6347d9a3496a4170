-- What a run that ended early had been told of artifacts that it never came to judge, and the run that went on from
-- there: these observations count as that run's, so that nobody is asked twice.
CREATE TABLE taken_up (
    observation_id INTEGER PRIMARY KEY REFERENCES observations (id),
    run_id INTEGER NOT NULL REFERENCES runs (id)
);
CREATE INDEX taken_up_run ON taken_up (run_id);
