//! The people: minors and guardians of every village, committee members of every level, lecturers, cadres.

use super::city::{CITY, City, day, entered};
use super::random::{Random, mix};
use super::{Progress, Scale, Sink};
use jinguo::ledger::{PersonRow, Record, RecordKey, Withdrawal};
use jinguo::time::{Day, Stamp};
use std::io;
use std::ops::Range;

const MINORS: u64 = 950_000;
const GUARDIANS: u64 = 1_600_000;

/// Who lives where, as far as activities need to know.
pub struct People {
    /// Keys of minors and guardians, community by community: minors first.
    keys: Vec<u64>,
    /// Of each community: its minors, then its guardians, as positions in `keys`.
    pub communities: Vec<(Range<usize>, Range<usize>)>,
    /// Persons in need of each community.
    pub in_need: Vec<Vec<u64>>,
    /// Committee members of each village, of each township, of each county, of the city.
    pub village_executives: Vec<Vec<u64>>,
    pub township_executives: Vec<Vec<u64>>,
    pub county_executives: Vec<Vec<u64>>,
    pub city_executives: Vec<u64>,
    pub chairs: Vec<u64>,
    pub lecturers: Vec<u64>,
    pub cadres: Vec<u64>,
    pub new_media: Vec<u64>,
    next: u64,
}

/// The key of a person as the ledger writes it: sixteen hexadecimal digits that say nothing.
pub fn key(person: u64) -> String {
    format!("{person:016x}")
}

struct Persona<'a> {
    unit: &'a str,
    birth: Option<Day>,
    roles: &'a str,
    from: Option<Day>,
    to: Option<Day>,
    recorded: Option<Stamp>,
}

impl People {
    /// Makes everybody.
    pub fn make(
        city: &mut City,
        scale: Scale,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> io::Result<Self> {
        let mut people = Self {
            keys: Vec::new(),
            communities: Vec::new(),
            in_need: Vec::new(),
            village_executives: Vec::new(),
            township_executives: Vec::new(),
            county_executives: Vec::new(),
            city_executives: Vec::new(),
            chairs: Vec::new(),
            lecturers: Vec::new(),
            cadres: Vec::new(),
            new_media: Vec::new(),
            next: 0,
        };
        people.families(city, scale, sink, progress)?;
        people.officers(city, sink)?;
        Ok(people)
    }

    /// The key of a minor or guardian by position.
    pub fn at(&self, position: usize) -> u64 {
        self.keys[position]
    }

    fn person(&mut self, sink: &mut dyn Sink, persona: &Persona<'_>) -> io::Result<u64> {
        self.next += 1;
        let person = mix(self.next ^ 0x0bad_5eed_0000_0000);
        Self::row(sink, person, persona)?;
        Ok(person)
    }

    fn row(sink: &mut dyn Sink, person: u64, persona: &Persona<'_>) -> io::Result<()> {
        sink.person(PersonRow {
            id: &key(person),
            unit: persona.unit,
            birth_date: persona.birth,
            roles: persona.roles,
            valid_from: persona.from,
            valid_to: persona.to,
            recorded_at: persona.recorded,
        })
    }

    fn families(
        &mut self,
        city: &City,
        scale: Scale,
        sink: &mut dyn Sink,
        progress: Progress<'_>,
    ) -> io::Result<()> {
        let mut random = Random::new(2);
        let lived: u64 = city
            .communities
            .iter()
            .filter(|community| !community.is_virtual)
            .map(|community| community.weight)
            .sum();
        // Shares are cut so that they add up to the whole city exactly.
        let share = |total: u64, weight: u64| total * weight / lived / u64::from(scale.divide);
        let (mut weight, mut made) = (0u64, 0u64);
        let total = (MINORS + GUARDIANS) / u64::from(scale.divide);
        for (at, community) in city.communities.iter().enumerate() {
            let before = weight;
            weight += if community.is_virtual { 0 } else { community.weight };
            let mut in_need = Vec::new();
            let mut ranges = [0..0, 0..0];
            for (range, (all, is_minor)) in ranges.iter_mut().zip([(MINORS, true), (GUARDIANS, false)]) {
                let start = self.keys.len();
                for _ in 0..share(all, weight) - share(all, before) {
                    let person = self.resident(&mut random, city, at, is_minor, &mut in_need, sink)?;
                    self.keys.push(person);
                    made += 1;
                }
                *range = start..self.keys.len();
            }
            let [minors, guardians] = ranges;
            self.communities.push((minors, guardians));
            self.in_need.push(in_need);
            progress("人员", made, total);
        }
        Ok(())
    }

    fn resident(
        &mut self,
        random: &mut Random,
        city: &City,
        at: usize,
        is_minor: bool,
        in_need: &mut Vec<u64>,
        sink: &mut dyn Sink,
    ) -> io::Result<u64> {
        let draw = random.draw();
        let birth = birth(draw, is_minor);
        let needy = (draw >> 40) % 1000;
        let roles = match (is_minor, needy) {
            (true, 0..30) => "minor;left_behind_child",
            (true, 30..34) => "minor;other_in_need",
            (true, _) => "minor",
            (false, 0..12) => "guardian;left_behind_woman",
            (false, 12..20) => "guardian;disabled_woman",
            (false, _) => "guardian",
        };
        // Two birth dates in a thousand are missing.
        let birth = if (draw >> 20) % 1000 < 2 {
            None
        } else {
            Some(birth)
        };
        // Who was born within the year was entered some weeks later.
        let recorded = birth
            .filter(|birth| *birth >= day(1, 1))
            .and_then(|birth| entered(birth.plus(30), 9));
        let unit = &city.communities[at].id;
        let persona = Persona {
            unit,
            birth,
            roles,
            from: None,
            to: None,
            recorded,
        };
        let merged = at == city.merged.0;
        if !merged && !(draw >> 8).is_multiple_of(1000) {
            let person = self.person(sink, &persona)?;
            if roles.contains(';') {
                in_need.push(person);
            }
            return Ok(person);
        }
        // One in a thousand moves within the year; of the merged village all do, but for a few whom nobody has entered yet.
        let (left, home) = if merged {
            (day(9, 1), &city.communities[city.merged.1].id)
        } else {
            (
                day(2, 1).plus(((draw >> 30) % 300) as i32),
                &random.pick(&city.communities).id,
            )
        };
        if merged && (draw >> 8) % 1000 < 20
            || city
                .communities
                .iter()
                .any(|community| community.is_virtual && community.id == *home)
        {
            return self.person(sink, &persona);
        }
        if birth.is_some_and(|birth| birth >= left.plus(-40)) {
            return self.person(sink, &persona);
        }
        let person = self.person(
            sink,
            &Persona {
                to: Some(left.previous()),
                ..persona
            },
        )?;
        Self::row(
            sink,
            person,
            &Persona {
                unit: home,
                from: Some(left),
                recorded: entered(left.plus(12), 11),
                ..persona
            },
        )?;
        Ok(person)
    }

    fn officers(&mut self, city: &City, sink: &mut dyn Sink) -> io::Result<()> {
        let mut random = Random::new(3);
        let mut adult = |unit: &str, roles: &str, people: &mut Self, sink: &mut dyn Sink| {
            let birth = Some(birth(random.draw(), false));
            people.person(
                sink,
                &Persona {
                    unit,
                    birth,
                    roles,
                    from: None,
                    to: None,
                    recorded: None,
                },
            )
        };
        for community in &city.communities {
            let mut members = Vec::new();
            for number in 0..if community.is_virtual { 0 } else { 13 } {
                let roles = if number == 0 {
                    "executive_village;lecturer"
                } else {
                    "executive_village"
                };
                // A lecturer in every second village.
                let roles = if community.weight % 2 == 0 {
                    roles
                } else {
                    "executive_village"
                };
                let person = adult(&community.id, roles, self, sink)?;
                if roles.ends_with("lecturer") {
                    self.lecturers.push(person);
                }
                members.push(person);
            }
            self.village_executives.push(members);
        }
        for township in &city.townships {
            let mut members = Vec::new();
            for number in 0..25 {
                let roles = match number {
                    0 => "executive_township;chair_township;cadre",
                    1 => "executive_township;cadre",
                    _ => "executive_township",
                };
                let person = adult(township, roles, self, sink)?;
                match number {
                    0 => {
                        self.chairs.push(person);
                        self.cadres.push(person);
                    }
                    1 => self.cadres.push(person),
                    _ => {}
                }
                members.push(person);
            }
            self.township_executives.push(members);
        }
        for county in &city.counties {
            let mut members = Vec::new();
            for number in 0..35 {
                let roles = if number < 8 {
                    "executive_county;cadre"
                } else {
                    "executive_county"
                };
                let person = adult(county, roles, self, sink)?;
                if number < 8 {
                    self.cadres.push(person);
                }
                members.push(person);
            }
            for _ in 0..6 {
                let person = adult(county, "new_media", self, sink)?;
                self.new_media.push(person);
            }
            self.county_executives.push(members);
        }
        for number in 0..45 {
            let roles = if number < 15 {
                "executive_city;cadre"
            } else {
                "executive_city"
            };
            let person = adult(CITY, roles, self, sink)?;
            if number < 15 {
                self.cadres.push(person);
            }
            self.city_executives.push(person);
        }
        // A few were entered twice under another key, and the second entry was withdrawn.
        for number in 0..5u32 {
            let person = adult(CITY, "executive_city", self, sink)?;
            let of = RecordKey::Person {
                id: key(person),
                valid_from: None,
            };
            let recorded_at = entered(day(3, 1).plus(number as i32), 15).unwrap_or_default();
            sink.record(Record::Withdrawal(Withdrawal {
                of,
                recorded_at,
                reason: Some("重复登记".to_owned()),
            }))?;
        }
        Ok(())
    }
}

/// A birth date: minors are born from 2005 to 2022, guardians from 1960 to 1999.
fn birth(draw: u64, is_minor: bool) -> Day {
    let (month, date) = (1 + (draw >> 4) as u32 % 12, 1 + (draw >> 12) as u32 % 28);
    let year = if is_minor {
        2005 + (draw >> 50) as i32 % 18
    } else {
        1960 + (draw >> 50) as i32 % 40
    };
    Day::from_ymd(year, month, date).unwrap_or(Day::FIRST)
}
