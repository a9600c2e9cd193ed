-- The office's tables, and what the aggregates read: common facts as CSV texts, facts of persons as JSON records, in partitions by
-- person. `run` gives the variables: the file `plan`, the folder `city` of the CSV files, and the number `parts`.
SET client_min_messages = warning;

CREATE TABLE persons (id text, unit text, birth_date text, roles text, valid_from text, valid_to text, recorded_at text, withdrawn text);
CREATE TABLE participations (activity text, person text, role text, recorded_at text, withdrawn text);
CREATE TABLE observations (id text, kind text, unit text, person text, date text, value text, source text, recorded_at text, withdrawn text);
\set file :city '/persons.csv'
COPY persons FROM :'file' (FORMAT csv, HEADER match);
\set file :city '/participations.csv'
COPY participations FROM :'file' (FORMAT csv, HEADER match);
\set file :city '/observations.csv'
COPY observations FROM :'file' (FORMAT csv, HEADER match);

-- Observations of persons go with the person, those of units are common. A withdrawal names the observation only.
CREATE TABLE observed_persons AS SELECT DISTINCT id, person FROM observations WHERE person IS NOT NULL;
\set file :city '/unit-observations.csv'
COPY (SELECT * FROM observations WHERE id NOT IN (SELECT id FROM observed_persons)) TO :'file' (FORMAT csv, HEADER);

INSERT INTO jinguo.job
SELECT 1, pg_read_file(:'plan'), pg_read_file(:'city' || '/units.csv'), pg_read_file(:'city' || '/organisations.csv'),
       pg_read_file(:'city' || '/activities.csv'), pg_read_file(:'city' || '/unit-observations.csv'), '2022-12-31', '2023-01-10', :parts;

CREATE VIEW records AS
SELECT id AS person, CASE WHEN withdrawn IS NULL
    THEN json_build_object('record', 'person', 'id', id, 'unit', unit, 'birth_date', birth_date, 'valid_from', valid_from,
                           'valid_to', valid_to, 'recorded_at', recorded_at, 'roles', string_to_array(coalesce(roles, ''), ';'))
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
SELECT of.person, CASE WHEN withdrawn IS NULL
    THEN json_build_object('record', 'observation', 'id', id, 'kind', kind, 'person', of.person, 'date', date, 'value', value,
                           'source', source, 'recorded_at', recorded_at)
    ELSE json_build_object('record', 'withdrawal', 'recorded_at', recorded_at, 'of', json_build_object('observation', id)) END
FROM observations JOIN observed_persons of USING (id);

CREATE TABLE facts (part int NOT NULL, record text) PARTITION BY LIST (part);
SELECT format('CREATE TABLE facts_%s PARTITION OF facts FOR VALUES IN (%s)', part, part) FROM generate_series(0, :parts - 1) part \gexec
INSERT INTO facts SELECT jinguo.partition(person, :parts), json_strip_nulls(record) FROM records;
-- A partition without persons has a state as well.
INSERT INTO facts SELECT part, NULL FROM generate_series(0, :parts - 1) part;
ANALYZE;
