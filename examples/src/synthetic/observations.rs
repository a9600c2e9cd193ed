//! Reported numbers: official headcounts beside the register, points, funds, surveys, inspections, marks.

use super::Sink;
use super::city::{CITY, City, day, entered};
use super::people::{People, key};
use super::random::Random;
use jinguo::ledger::{ObservationRecord, Record, RecordKey, Withdrawal};
use jinguo::number::Rational;
use jinguo::time::Day;
use std::collections::BTreeMap;
use std::io;

struct Reporter<'a> {
    sink: &'a mut dyn Sink,
    next: u32,
}

impl Reporter<'_> {
    fn report(&mut self, kind: &str, unit: &str, date: Day, value: u64, source: &str) -> io::Result<String> {
        self.enter(kind, Some(unit), None, date, Rational::count(value), source)
    }

    /// Enters an observation, and gives its id.
    fn enter(
        &mut self,
        kind: &str,
        unit: Option<&str>,
        person: Option<u64>,
        date: Day,
        value: Rational,
        source: &str,
    ) -> io::Result<String> {
        self.next += 1;
        let id = format!("OB{:06}", self.next);
        self.sink.record(Record::Observation(ObservationRecord {
            id: id.clone(),
            kind: kind.to_owned(),
            unit: unit.map(str::to_owned),
            person: person.map(key),
            date,
            value,
            source: Some(source.to_owned()),
            recorded_at: entered(date.plus(5), 9),
        }))?;
        Ok(id)
    }

    /// Takes an observation back.
    fn withdraw(&mut self, id: String, on: Day, reason: &str) -> io::Result<()> {
        self.sink.record(Record::Withdrawal(Withdrawal {
            of: RecordKey::Observation(id),
            recorded_at: entered(on, 15).unwrap_or_default(),
            reason: Some(reason.to_owned()),
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
    reporter.report("guiding_fund", CITY, day(3, 1), 500_000, "市妇联（合成）")?;
    surveys(city, &mut reporter)?;
    inspections(city, &mut reporter)?;
    marks(people, &mut reporter)
}

/// Three telephone surveys; in autumn one county had too few answers and one was not called at all.
fn surveys(city: &City, reporter: &mut Reporter<'_>) -> io::Result<()> {
    let mut random = Random::new(7);
    for month in [6u32, 9, 12] {
        for (at, county) in city.counties.iter().enumerate() {
            let satisfied =
                Rational::new(i128::from(random.between(840, 985)), 1000).unwrap_or(Rational::ONE);
            let answers = if at == 3 { 148 } else { random.between(205, 320) };
            if month == 9 && at == 8 {
                continue;
            }
            let date = day(month, 15);
            let source = "第三方电话调查（合成）";
            reporter.enter("phone_survey", Some(county), None, date, satisfied, source)?;
            reporter.report("phone_answers", county, date, answers, source)?;
        }
    }
    Ok(())
}

/// What inspections found: a false report in one county, a badly handled incident in another, and one charge that was
/// taken back.
fn inspections(city: &City, reporter: &mut Reporter<'_>) -> io::Result<()> {
    let source = "市妇联核查（合成）";
    let county = |at: usize| city.counties.get(at).map_or(CITY, String::as_str);
    reporter.report("false_reports", county(6), day(7, 18), 1, source)?;
    reporter.report("incidents", county(1), day(8, 9), 1, source)?;
    let charge = reporter.report("incidents", county(4), day(5, 11), 1, source)?;
    reporter.withdraw(charge, day(6, 2), "复核不成立")
}

/// Marks of committee members whom their federations put forward.
fn marks(people: &People, reporter: &mut Reporter<'_>) -> io::Result<()> {
    let mut random = Random::new(8);
    let counties = people
        .county_executives
        .iter()
        .flat_map(|members| members.iter().skip(8).take(4));
    let townships = people
        .township_executives
        .iter()
        .step_by(4)
        .filter_map(|members| members.get(3));
    let villages = people
        .village_executives
        .iter()
        .step_by(40)
        .filter_map(|members| members.get(1));
    let cities = people.city_executives.iter().skip(15).take(20);
    for member in cities.chain(counties).chain(townships).chain(villages) {
        let value = Rational::new(i128::from(random.between(1560, 1960)), 20).unwrap_or(Rational::ONE);
        let date = day(9, 10);
        let source = "推荐单位测评（合成）";
        let first = reporter.enter("executive_mark", None, Some(*member), date, value, source)?;
        // One in twelve was marked anew; the first mark was taken back.
        if random.chance(80) {
            let value = Rational::new(i128::from(random.between(1560, 1960)), 20).unwrap_or(Rational::ONE);
            reporter.withdraw(first, day(9, 20), "重新测评")?;
            reporter.enter("executive_mark", None, Some(*member), day(9, 18), value, source)?;
        }
    }
    Ok(())
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
