-- The office's tables, filled from CSV files, and what the aggregates read: common facts as texts, facts of persons as JSON records,
-- in partitions by person. The variables `folder`, `plan` and `parts` come from `run`.
\set ON_ERROR_STOP 1
SET client_min_messages = warning;

CREATE TABLE persons (id text, unit text, birth_date text, roles text, valid_from text, valid_to text, recorded_at text, withdrawn text);
CREATE TABLE participations (activity text, person text, role text, recorded_at text, withdrawn text);
CREATE TABLE observations (id text, kind text, unit text, person text, date text, value text, source text, recorded_at text, withdrawn text);
\i columns.sql

INSERT INTO jinguo.job
SELECT 1, pg_read_file(:'plan'), pg_read_file(:'folder' || '/units.csv'), pg_read_file(:'folder' || '/organisations.csv'),
       pg_read_file(:'folder' || '/activities.csv'), pg_read_file(:'folder' || '/unit-observations.csv'),
       '2022-12-31', '2023-01-10', :parts;

CREATE TABLE facts (part int NOT NULL, record text) PARTITION BY LIST (part);
SELECT format('CREATE TABLE facts_%s PARTITION OF facts FOR VALUES IN (%s)', part, part) FROM generate_series(0, :parts - 1) part \gexec

CREATE VIEW records AS
SELECT id AS person, CASE WHEN withdrawn IS NULL
    THEN json_build_object('record', 'person', 'id', id, 'unit', unit, 'birth_date', birth_date, 'valid_from', valid_from,
                           'valid_to', valid_to, 'recorded_at', recorded_at, 'roles', to_json(string_to_array(coalesce(roles, ''), ';')))
    ELSE json_build_object('record', 'withdrawal', 'recorded_at', recorded_at,
                           'of', json_build_object('person', json_build_object('id', id, 'valid_from', valid_from))) END AS record
FROM persons
UNION ALL
SELECT person, CASE WHEN withdrawn IS NULL
    THEN json_build_object('record', 'participation', 'activity', activity, 'person', person, 'role', role, 'recorded_at', recorded_at)
    ELSE json_build_object('record', 'withdrawal', 'recorded_at', recorded_at, 'of',
                           json_build_object('participation', json_build_object('activity', activity, 'person', person, 'role', role))) END
FROM participations
UNION ALL
SELECT person, json_build_object('record', 'observation', 'id', id, 'kind', kind, 'person', person, 'date', date, 'value', value,
                                 'source', source, 'recorded_at', recorded_at)
FROM observations WHERE person IS NOT NULL;

INSERT INTO facts SELECT jinguo.partition(person, :parts), json_strip_nulls(record) FROM records;
-- A partition without persons has a state as well.
INSERT INTO facts SELECT part, NULL FROM generate_series(0, :parts - 1) part;
ANALYZE;
