//! Women's organisations in all five modes: own, joint, of an industry, of an area, and the village's as a fallback.

use super::Sink;
use super::city::{CITY, City, day, entered};
use super::random::Random;
use jinguo::ledger::{OrganisationRecord, Record, RecordKey, Withdrawal};
use jinguo::plan::Mode;
use jinguo::time::Day;
use std::io;

struct Founder<'a> {
    sink: &'a mut dyn Sink,
    random: Random,
    next: u32,
}

impl Founder<'_> {
    fn found(
        &mut self,
        kind: &str,
        mode: Mode,
        host: &str,
        covers: &[String],
        established: Day,
    ) -> io::Result<String> {
        self.next += 1;
        let id = format!("WO{:05}", self.next);
        // What was founded within the year was entered a few days later.
        let recorded_at = if established < day(1, 1) {
            None
        } else {
            entered(established.plus(self.random.below(20) as i32), 16)
        };
        let record = OrganisationRecord {
            id: id.clone(),
            kind: kind.to_owned(),
            mode,
            host: host.to_owned(),
            covers: covers.to_vec(),
            established,
            dissolved: None,
            members: Some(self.random.between(8, 80) as u32),
            executives: Some(self.random.between(3, 15) as u32),
            recorded_at,
        };
        self.sink.record(Record::Organisation(record))?;
        Ok(id)
    }

    /// A day between two months of the year.
    fn within(&mut self, first: u32, last: u32) -> Day {
        let month = self.random.between(u64::from(first), u64::from(last)) as u32;
        day(month, self.random.between(1, 28) as u32)
    }
}

fn old() -> Day {
    Day::from_ymd(2019, 6, 1).unwrap_or(Day::FIRST)
}

/// Founds all organisations.
pub fn make(city: &mut City, sink: &mut dyn Sink) -> io::Result<()> {
    let mut founder = Founder {
        sink,
        random: Random::new(4),
        next: 0,
    };
    organs(city, &mut founder)?;
    enterprises(city, &mut founder)?;
    villages(city, &mut founder)?;
    counties(city, &mut founder)
}

/// Municipal organs: most alone, some jointly or by industry; two only after the deadline of 30 June.
fn organs(city: &City, founder: &mut Founder<'_>) -> io::Result<()> {
    let organs = &city.organs;
    for (at, organ) in organs.iter().enumerate().take(60) {
        let established = if at < 35 { old() } else { founder.within(2, 6) };
        let kind = if at % 2 == 0 {
            "women_committee"
        } else {
            "federation"
        };
        founder.found(kind, Mode::Own, organ, &[], established)?;
    }
    for group in organs[60..84].chunks(6) {
        let established = founder.within(3, 6);
        founder.found("women_committee", Mode::Joint, &group[0], group, established)?;
    }
    founder.found(
        "federation",
        Mode::Industry,
        &organs[84],
        &organs[84..90],
        day(5, 20),
    )?;
    for (at, organ) in organs[90..].iter().enumerate() {
        let late = [day(8, 16), day(9, 2)];
        let established = late.get(at).copied().unwrap_or(day(6, 10));
        founder.found("women_committee", Mode::Own, organ, &[], established)?;
    }
    // The one that was set up in September has its organisation in November; the two merged ones never had any.
    founder.found("women_committee", Mode::Own, "ORG098", &[], day(11, 8))?;
    // One was founded, dissolved in July when its unit was reorganised, and founded anew in August.
    let record = |id: &str, established, dissolved: Option<Day>| {
        Record::Organisation(OrganisationRecord {
            id: id.to_owned(),
            kind: "federation".to_owned(),
            mode: Mode::Own,
            host: "RES001".to_owned(),
            covers: Vec::new(),
            established,
            dissolved,
            members: None,
            executives: None,
            recorded_at: entered(established.max(day(1, 1)), 10),
        })
    };
    founder.sink.record(record("WORES1", old(), Some(day(7, 1))))?;
    founder.sink.record(record("WORES2", day(8, 20), None))
}

/// 两新组织 and 四新领域: the fiftieth organisation comes in October.
fn enterprises(city: &City, founder: &mut Founder<'_>) -> io::Result<()> {
    for (at, enterprise) in city.enterprises.iter().enumerate().take(40) {
        let established = if at < 12 { old() } else { founder.within(2, 9) };
        let kind = if at % 3 == 0 {
            "women_committee"
        } else {
            "federation"
        };
        founder.found(kind, Mode::Own, enterprise, &[], established)?;
    }
    let groups = [
        (Mode::Joint, 6usize),
        (Mode::Industry, 9),
        (Mode::Area, 14),
        (Mode::Fallback, 5),
    ];
    let mut start = 40;
    for round in 0..16usize {
        let (mode, size) = groups[round % groups.len()];
        let Some(covered) = city.enterprises.get(start..start + size) else {
            break;
        };
        start += size;
        let established = if round < 8 {
            founder.within(3, 8)
        } else {
            founder.within(9, 11)
        };
        founder.found("federation", mode, &covered[0], covered, established)?;
    }
    // One report turned out to be false and was withdrawn.
    let id = founder.found("federation", Mode::Own, &city.enterprises[400], &[], day(6, 1))?;
    let recorded_at = entered(day(7, 20), 9).unwrap_or_default();
    let withdrawal = Withdrawal {
        of: RecordKey::Organisation(id),
        recorded_at,
        reason: Some("虚报".to_owned()),
    };
    founder.sink.record(Record::Withdrawal(withdrawal))
}

/// Villages: a federation nearly everywhere, women's groups in most, micro homes in some.
fn villages(city: &City, founder: &mut Founder<'_>) -> io::Result<()> {
    for (at, community) in city
        .communities
        .iter()
        .enumerate()
        .filter(|(_, community)| !community.is_virtual)
    {
        if at % 400 != 7 {
            founder.found("federation", Mode::Own, &community.id, &[], old())?;
        }
        if founder.random.chance(880) {
            let established = if founder.random.chance(500) {
                old()
            } else {
                founder.within(1, 12)
            };
            founder.found("women_group", Mode::Own, &community.id, &[], established)?;
        }
        if founder.random.chance(610) {
            let established = if founder.random.chance(300) {
                old()
            } else {
                founder.within(1, 12)
            };
            founder.found("micro_home", Mode::Own, &community.id, &[], established)?;
        }
        if founder.random.chance(16) {
            let established = founder.within(1, 10);
            founder.found("energy_home", Mode::Own, &community.id, &[], established)?;
        }
    }
    Ok(())
}

fn counties(city: &City, founder: &mut Founder<'_>) -> io::Result<()> {
    for (at, county) in city.counties.iter().enumerate() {
        let established = if at < 4 { old() } else { day(2 + at as u32, 15) };
        founder.found("family_education_centre", Mode::Own, county, &[], established)?;
        if at % 2 == 0 {
            founder.found("employment_platform", Mode::Own, county, &[], old())?;
        }
    }
    founder.found("employment_platform", Mode::Own, CITY, &[], day(3, 1))?;
    founder.found("talent_salon", Mode::Own, CITY, &[], day(5, 20))?;
    founder.found("women_scientists_association", Mode::Own, CITY, &[], day(9, 28))?;
    Ok(())
}
