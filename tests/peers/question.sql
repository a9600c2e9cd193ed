-- The question over the tables p (persons), a (activities), r (regions) and t (attendance), for DuckDB and SQLite alike:
-- who is a minor by the end of 2022 or a guardian, who of them attended a verified lecture against abuse in 2022, and
-- which communities held one.
create temp table lecture as
    select activity_id, host_region from a
    where type = 'abuse-prevention-lecture' and status = 'verified' and date between '2022-01-01' and '2022-12-31';
create temp table reached as
    select distinct person_id from t where activity_id in (select activity_id from lecture);
create temp table counted as
    select region, kind, count(*) as due, count(reached.person_id) as covered
    from p left join reached on reached.person_id = p.person_id
    where kind = 'guardian' or birth_date > '2004-12-31'
    group by region, kind;
create temp table community as
    select code,
        coalesce(sum(case when kind = 'minor' then due end), 0) as minors,
        coalesce(sum(case when kind = 'minor' then covered end), 0) as minors_covered,
        coalesce(sum(case when kind = 'guardian' then due end), 0) as guardians,
        coalesce(sum(case when kind = 'guardian' then covered end), 0) as guardians_covered,
        case when code in (select host_region from lecture) then 1 else 0 end as held
    from r left join counted on region = code
    group by code;
