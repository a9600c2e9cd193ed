-- 示例 OA 库：六张业务表（名称由 OA 自定，查询时改成台账的列名）和三张结果表。人员只有编号。
create table oa_unit (
    code varchar(32) primary key, unit_name varchar(200) not null, unit_level varchar(40) not null,
    parent_code varchar(32), categories varchar(200), entered_at timestamp);
create table oa_person (
    person_key varchar(40) primary key, unit_code varchar(32) not null, birth date, roles varchar(200), entered_at timestamp);
create table oa_organisation (
    org_id varchar(40) primary key, org_kind varchar(60) not null, build_mode varchar(20) not null, host_code varchar(32) not null,
    covers varchar(4000), founded date not null, members integer, entered_at timestamp);
create table oa_activity (
    act_id varchar(40) primary key, act_kind varchar(40) not null, topics varchar(200), held_on date not null,
    act_status varchar(20) not null, hosts varchar(4000) not null, minors integer, guardians integer, entered_at timestamp);
create table oa_attendance (
    act_id varchar(40) not null, person_key varchar(40) not null, as_role varchar(20) not null, entered_at timestamp,
    primary key (act_id, person_key, as_role));
create table oa_observation (
    obs_id varchar(40) primary key, obs_kind varchar(60) not null, unit_code varchar(32) not null, obs_date date not null,
    obs_value decimal(12, 2) not null, source varchar(200), entered_at timestamp);

create table jinguo_run (
    as_of date primary key, known_at date not null, fingerprint char(64) not null, result_rows bigint not null, gap_rows bigint not null);
create table jinguo_result (
    as_of date not null references jinguo_run on delete cascade, measure varchar(80) not null, unit_code varchar(32) not null,
    stratum varchar(400) not null, state varchar(20) not null, standing varchar(20) not null,
    numerator bigint not null, denominator bigint not null, excluded bigint not null, excepted bigint not null, met bigint not null,
    void bigint not null, open_count bigint not null, prospective bigint not null, unknown_count bigint not null,
    exact_value varchar(80), target varchar(80), due date,
    primary key (as_of, measure, unit_code, stratum));
create table jinguo_gap (
    as_of date not null references jinguo_run on delete cascade, measure varchar(80) not null, position bigint not null,
    subject_kind varchar(20) not null, subject varchar(80) not null, unit_code varchar(32) not null, class varchar(20) not null,
    reason varchar(60) not null, due date,
    primary key (as_of, measure, position));
