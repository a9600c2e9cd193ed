-- What is asked: the plan, the common facts as CSV texts, the days, and into how many partitions the persons are parted.
CREATE TABLE job (
    id int PRIMARY KEY,
    plan text NOT NULL,
    units text NOT NULL,
    organisations text,
    activities text,
    observations text, -- of units only
    as_of date NOT NULL,
    known_at date NOT NULL,
    parts int NOT NULL CHECK (parts BETWEEN 1 AND 1024)
);

-- The partition of a person.
CREATE FUNCTION partition(person text, parts int) RETURNS int
    AS 'MODULE_PATHNAME', 'jinguo_pg_partition' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- The state of one partition, of all its facts of persons as JSON records: GROUP BY the partition.
CREATE FUNCTION state_add(internal, job int, part int, record text) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_state_add' LANGUAGE C PARALLEL SAFE;
CREATE FUNCTION state_combine(internal, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_state_combine' LANGUAGE C PARALLEL SAFE;
CREATE FUNCTION state_serialize(internal) RETURNS bytea
    AS 'MODULE_PATHNAME', 'jinguo_pg_state_serialize' LANGUAGE C STRICT PARALLEL SAFE;
CREATE FUNCTION state_deserialize(bytea, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_state_deserialize' LANGUAGE C STRICT PARALLEL SAFE;
CREATE FUNCTION state_final(internal) RETURNS bytea
    AS 'MODULE_PATHNAME', 'jinguo_pg_state_final' LANGUAGE C PARALLEL SAFE COST 100000;
CREATE AGGREGATE state(job int, part int, record text) (
    SFUNC = state_add, STYPE = internal, COMBINEFUNC = state_combine, SERIALFUNC = state_serialize,
    DESERIALFUNC = state_deserialize, FINALFUNC = state_final, PARALLEL = SAFE
);

-- The report of the states of all partitions, as canonical JSON.
CREATE FUNCTION report_add(internal, job int, state bytea) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_report_add' LANGUAGE C PARALLEL SAFE COST 1000;
CREATE FUNCTION report_combine(internal, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_report_combine' LANGUAGE C PARALLEL SAFE;
CREATE FUNCTION report_serialize(internal) RETURNS bytea
    AS 'MODULE_PATHNAME', 'jinguo_pg_report_serialize' LANGUAGE C STRICT PARALLEL SAFE;
CREATE FUNCTION report_deserialize(bytea, internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'jinguo_pg_report_deserialize' LANGUAGE C STRICT PARALLEL SAFE;
CREATE FUNCTION report_final(internal) RETURNS text
    AS 'MODULE_PATHNAME', 'jinguo_pg_report_final' LANGUAGE C PARALLEL SAFE;
CREATE AGGREGATE report(job int, state bytea) (
    SFUNC = report_add, STYPE = internal, COMBINEFUNC = report_combine, SERIALFUNC = report_serialize,
    DESERIALFUNC = report_deserialize, FINALFUNC = report_final, PARALLEL = SAFE
);
