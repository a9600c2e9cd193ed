//! The units: the real regions, and invented organs, enterprises and social organisations under them.

use super::Sink;
use super::random::Random;
use jinguo::ledger::{Record, UnitRecord};
use jinguo::time::{Day, Stamp};
use std::io;

/// The real units of Changde, in our column form.
const UNITS: &str = include_str!("../../changde-2022/units.csv");
/// The city.
pub const CITY: &str = "4307";

/// A village or community.
pub struct Community {
    /// Its id.
    pub id: String,
    /// How large it is, beside the others.
    pub weight: u64,
    /// Whether it is a virtual one, where nobody lives.
    pub is_virtual: bool,
}

impl Community {
    /// The township.
    pub fn township(&self) -> &str {
        &self.id[..9]
    }

    /// The county.
    pub fn county(&self) -> &str {
        &self.id[..6]
    }
}

/// All units of the ledger.
pub struct City {
    rows: Vec<UnitRecord>,
    pub counties: Vec<String>,
    pub townships: Vec<String>,
    pub communities: Vec<Community>,
    /// Municipal organs that exist all year.
    pub organs: Vec<String>,
    /// Enterprises, social organisations and parks with the county above.
    pub enterprises: Vec<String>,
    /// The village that is merged away, and the one that takes its people.
    pub merged: (usize, usize),
}

/// A day of 2022.
pub fn day(month: u32, date: u32) -> Day {
    Day::from_ymd(2022, month, date).unwrap_or(Day::LAST)
}

/// A moment of entry: a day with an hour.
pub fn entered(day: Day, hour: u32) -> Option<Stamp> {
    let seconds = u32::try_from(day.number()).ok()? * 86_400 + hour * 3600;
    Some(Stamp::from_seconds(seconds))
}

impl City {
    /// Reads the real units and invents the others.
    pub fn new() -> Self {
        let mut random = Random::new(1);
        let mut city = Self {
            rows: Vec::new(),
            counties: Vec::new(),
            townships: Vec::new(),
            communities: Vec::new(),
            organs: Vec::new(),
            enterprises: Vec::new(),
            merged: (0, 0),
        };
        for line in UNITS.trim_start_matches('\u{feff}').lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let [id, name, level, parent, groups, code, ..] = fields[..] else {
                continue;
            };
            let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            match level {
                "county" => city.counties.push(id.to_owned()),
                "township" => city.townships.push(id.to_owned()),
                "community" => city.communities.push(Community {
                    id: id.to_owned(),
                    // A product of two draws: many small villages, a few very large communities.
                    weight: 12 + random.below(60) * random.below(60) / 10,
                    is_virtual: groups.contains("virtual"),
                }),
                _ => {}
            }
            city.rows.push(UnitRecord {
                id: id.to_owned(),
                name: name.to_owned(),
                level: level.to_owned(),
                parent: given(parent),
                groups: groups.split(';').filter_map(given).collect(),
                division_code: given(code),
                ..UnitRecord::default()
            });
        }
        city.invent_organs();
        city.invent_enterprises(&mut random);
        city.change_villages();
        city
    }

    fn invent_organs(&mut self) {
        for number in 1..=100u32 {
            let id = format!("ORG{number:03}");
            let mut record = UnitRecord {
                id: id.clone(),
                name: format!("市直机关{number:03}（合成）"),
                level: "organ".to_owned(),
                parent: Some(CITY.to_owned()),
                groups: vec!["municipal_organ".to_owned()],
                ..UnitRecord::default()
            };
            match number {
                // Two are merged into others in spring, one is set up in autumn.
                99 | 100 => record.valid_to = Some(day(3, 31)),
                98 => record.valid_from = Some(day(9, 1)),
                _ => self.organs.push(id),
            }
            self.rows.push(record);
        }
        for number in 1..=12u32 {
            self.rows.push(UnitRecord {
                id: format!("RES{number:03}"),
                name: format!("驻常单位{number:03}（合成）"),
                level: "organ".to_owned(),
                parent: Some(CITY.to_owned()),
                groups: vec!["resident_organ".to_owned()],
                ..UnitRecord::default()
            });
        }
    }

    fn invent_enterprises(&mut self, random: &mut Random) {
        const KINDS: [(&str, &str, &str); 6] = [
            ("enterprise", "new_economic", "新经济组织"),
            ("social_organisation", "new_social", "新社会组织"),
            ("park", "new_field", "园区商圈"),
            ("enterprise", "new_business", "新业态企业"),
            ("social_organisation", "new_stratum", "新阶层组织"),
            ("enterprise", "new_group", "新就业群体单位"),
        ];
        for number in 1..=420u32 {
            let (level, group, name) = *random.pick(&KINDS);
            let id = format!("NEW{number:03}");
            self.rows.push(UnitRecord {
                id: id.clone(),
                name: format!("{name}{number:03}（合成）"),
                level: level.to_owned(),
                parent: Some(random.pick(&self.counties).clone()),
                groups: vec![group.to_owned()],
                ..UnitRecord::default()
            });
            self.enterprises.push(id);
        }
    }

    /// One village gets a new name on 1 May, one is merged into its neighbour at the end of August.
    fn change_villages(&mut self) {
        let real: Vec<usize> = (0..self.communities.len())
            .filter(|at| !self.communities[*at].is_virtual)
            .collect();
        let (renamed, merged) = (real[100], real[200]);
        self.merged = (merged, merged + 1);
        let find = |rows: &[UnitRecord], id: &str| rows.iter().position(|row| row.id == id);
        if let Some(at) = find(&self.rows, &self.communities[renamed].id) {
            let mut later = self.rows[at].clone();
            later.name = format!("{}（2022年5月更名，示例）", later.name);
            later.valid_from = Some(day(5, 1));
            later.recorded_at = entered(day(5, 9), 10);
            self.rows.push(later);
        }
        if let Some(at) = find(&self.rows, &self.communities[merged].id) {
            let mut closed = self.rows[at].clone();
            closed.valid_to = Some(day(8, 31));
            closed.recorded_at = entered(day(9, 5), 10);
            self.rows.push(closed);
        }
    }

    /// Hands over all units.
    pub fn units(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        std::mem::take(&mut self.rows)
            .into_iter()
            .try_for_each(|row| sink.record(Record::Unit(row)))
    }
}
