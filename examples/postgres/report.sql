-- The report: workers make the states of whole partitions and merge what they made; the leader merges theirs.
SELECT jinguo.report(1, state)
FROM (SELECT jinguo.state(1, part, record) AS state FROM facts GROUP BY part) AS states
