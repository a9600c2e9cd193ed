//! Reported numbers: official headcounts beside the register, points, funds.

use super::Sink;
use super::city::{CITY, City, day, entered};
use super::people::People;
use super::random::Random;
use jinguo::ledger::{ObservationRecord, Record};
use jinguo::number::Rational;
use jinguo::time::Day;
use std::collections::BTreeMap;
use std::io;

struct Reporter<'a> {
    sink: &'a mut dyn Sink,
    next: u32,
}

impl Reporter<'_> {
    fn report(&mut self, kind: &str, unit: &str, date: Day, value: u64, source: &str) -> io::Result<()> {
        self.next += 1;
        self.sink.record(Record::Observation(ObservationRecord {
            id: format!("OB{:06}", self.next),
            kind: kind.to_owned(),
            unit: Some(unit.to_owned()),
            person: None,
            date,
            value: Rational::count(value),
            source: Some(source.to_owned()),
            recorded_at: entered(date.plus(5), 9),
        }))
    }
}

/// Enters all observations.
pub fn make(city: &mut City, people: &People, sink: &mut dyn Sink) -> io::Result<()> {
    let mut random = Random::new(6);
    let mut reporter = Reporter { sink, next: 0 };
    headcounts(city, people, &mut random, &mut reporter)?;
    for (at, community) in city
        .communities
        .iter()
        .enumerate()
        .filter(|(at, community)| !community.is_virtual && at % 60 == 5)
    {
        for month in [3u32, 6, 9, 12] {
            reporter.report(
                "energy_points",
                &community.id,
                day(month, 25),
                random.between(400, 5000) + at as u64 % 7,
                "能量家园系统（合成）",
            )?;
        }
    }
    for county in &city.counties {
        reporter.report(
            "new_point_sources",
            county,
            day(10, 10),
            random.between(0, 4),
            "区县妇联报送（合成）",
        )?;
        reporter.report(
            "guiding_fund",
            county,
            day(3, 20),
            random.between(3, 20) * 10_000,
            "区县妇联报送（合成）",
        )?;
    }
    reporter.report("guiding_fund", CITY, day(3, 1), 500_000, "市妇联（合成）")
}

/// Official numbers of minors and guardians: mostly a little above the register; in one county far above, in one below.
fn headcounts(
    city: &City,
    people: &People,
    random: &mut Random,
    reporter: &mut Reporter<'_>,
) -> io::Result<()> {
    let mut sums: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    for (community, (minors, guardians)) in city.communities.iter().zip(&people.communities) {
        let percent = match community.county() {
            "430725" => 110,
            "430771" => 96,
            _ => 100 + random.below(3),
        };
        let official = [minors.len(), guardians.len()].map(|count| count as u64 * percent / 100);
        for unit in [&community.id[..], community.township(), community.county(), CITY] {
            let sum = sums.entry(unit.to_owned()).or_default();
            sum[0] += official[0];
            sum[1] += official[1];
        }
    }
    for (unit, [minors, guardians]) in sums {
        if minors + guardians > 0 {
            reporter.report("official_minors", &unit, day(1, 10), minors, "公安人口（合成）")?;
            reporter.report(
                "official_guardians",
                &unit,
                day(1, 10),
                guardians,
                "教育学籍（合成）",
            )?;
        }
    }
    Ok(())
}
