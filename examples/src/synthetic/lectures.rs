//! Lectures of 呵护花蕾: who goes, who never does, and how the lists come in.

use super::activities::{Diary, Plan};
use super::city::{City, entered};
use super::people::{People, key};
use super::random::mix;
use super::{Progress, Scale};
use jinguo::ledger::{Record, RecordKey, Withdrawal};
use jinguo::plan::ActivityStatus;
use jinguo::time::{Day, Stamp};
use std::io;

/// Lectures in the whole city.
const LECTURES: u64 = 14_000;
/// The largest hall.
const SEATS: u64 = 1_200;
/// Attendance rows to report progress against.
const ROWS: u64 = 8_000_000;

/// Of a thousand people of each county, how many a lecture can reach at all: the others work elsewhere, or never come.
const REACH: [u64; 10] = [860, 730, 800, 660, 740, 820, 580, 770, 890, 790];

/// The people of each village who come to lectures, as positions in the register.
struct Regulars(Vec<Vec<usize>>);

impl Regulars {
    fn new(city: &City, people: &People) -> Self {
        let villages = city.communities.iter().zip(&people.communities);
        let of_village = villages.map(|(community, (minors, guardians))| {
            let county = city
                .counties
                .iter()
                .position(|county| county == community.county());
            let county = county.and_then(|at| REACH.get(at)).copied().unwrap_or(700);
            // Villages differ by up to a tenth to either side.
            let reach = county + community.weight * 37 % 200 - 100;
            (minors.start..guardians.end)
                .filter(|at| mix(people.at(*at)) % 1000 < reach)
                .collect()
        });
        Self(of_village.collect())
    }

    /// So many of a village, nobody twice, by an unfinished shuffle.
    fn some(&mut self, diary: &mut Diary<'_>, village: usize, count: usize) -> &[usize] {
        let regulars = &mut self.0[village];
        let count = count.min(regulars.len());
        for at in 0..count {
            let other = at + diary.random.below((regulars.len() - at) as u64) as usize;
            regulars.swap(at, other);
        }
        &regulars[..count]
    }

    /// Somebody of any village, if anybody there comes to lectures.
    fn anybody(&self, draw: u64) -> Option<usize> {
        let village = &self.0[(draw >> 8) as usize % self.0.len()];
        village.get((draw >> 24) as usize % village.len().max(1)).copied()
    }
}

/// Holds the lectures. Some villages never have one, large ones have more.
pub fn hold(
    city: &City,
    people: &People,
    scale: Scale,
    diary: &mut Diary<'_>,
    progress: Progress<'_>,
) -> io::Result<()> {
    let villages: Vec<usize> = (0..city.communities.len())
        .filter(|at| !city.communities[*at].is_virtual && at % 190 != 3 && *at != city.merged.0)
        .collect();
    let largest = city
        .communities
        .iter()
        .map(|community| community.weight)
        .max()
        .unwrap_or(1);
    let mut regulars = Regulars::new(city, people);
    for number in 0..LECTURES {
        let mut at = *diary.random.pick(&villages);
        // Every second lecture goes where people are.
        while number % 2 == 0 && diary.random.below(largest) >= city.communities[at].weight {
            at = *diary.random.pick(&villages);
        }
        // December of the year before and January of the year after do not count.
        let date = Day::from_ymd(2021, 12, 1)
            .unwrap_or(Day::FIRST)
            .plus(diary.random.below(400) as i32);
        let come = regulars.0[at].len() as u64 * diary.random.between(40, 95) / 100;
        let come = come.min(diary.random.between(SEATS / 2, SEATS));
        let draw = diary.random.draw();
        let heads = [
            ("minor", (come * 2 / 5) as u32),
            ("guardian", (come * 3 / 5) as u32),
        ];
        let only_heads = draw % 1000 < 80;
        // One in thirty is held by two villages of a township together, one in fifty goes over two days.
        let neighbour = city.communities.get(at + 1).filter(|other| {
            number % 30 == 11 && !other.is_virtual && other.township() == city.communities[at].township()
        });
        let also: Vec<&str> = neighbour.iter().map(|other| other.id.as_str()).collect();
        let plan = Plan {
            headcounts: if only_heads { &heads } else { &[] },
            also: &also,
            days: if number % 50 == 23 { 2 } else { 1 },
            ..Plan::new("lecture", &["bud_care"], &city.communities[at].id, date)
        };
        let activity = diary.hold(&plan)?;
        let members = &people.village_executives[at];
        let first = diary.random.below(members.len() as u64) as usize;
        diary.list(
            &activity,
            "lecturer",
            [first, first + 5].map(|member| members[member % members.len()]),
        )?;
        if only_heads {
            correct_heads(diary, &activity.0, &plan, draw)?;
        } else {
            attend(diary, people, &mut regulars, at, &activity, come as usize)?;
        }
        // A lecturer who was announced and did not come was taken off the list later.
        if number % 250 == 41 {
            let recorded_at = after(&activity, date.plus(45));
            let of = RecordKey::Participation {
                activity: activity.0.clone(),
                person: key(members[first]),
                role: "lecturer".to_owned(),
            };
            diary.sink.record(Record::Withdrawal(Withdrawal {
                of,
                recorded_at,
                reason: Some("本人未到场".to_owned()),
            }))?;
        }
        if number % 400 == 17 {
            let recorded_at = after(&activity, date.plus(60));
            let of = RecordKey::Activity(activity.0);
            diary.sink.record(Record::Withdrawal(Withdrawal {
                of,
                recorded_at,
                reason: Some("核查未发现该活动".to_owned()),
            }))?;
        }
        progress("活动与参加", diary.rows, ROWS / u64::from(scale.divide));
    }
    Ok(())
}

/// The morning of a day, or of the day after the report of an activity that came in later than that.
fn after((_, late): &(String, Option<Stamp>), day: Day) -> Stamp {
    let day = late.map_or(day, |late| day.max(late.day().next()));
    entered(day, 9).unwrap_or_default()
}

/// One headcount in ten is corrected later.
fn correct_heads(diary: &mut Diary<'_>, id: &str, plan: &Plan<'_>, draw: u64) -> io::Result<()> {
    if !(draw >> 12).is_multiple_of(10) {
        return Ok(());
    }
    let fewer = plan
        .headcounts
        .iter()
        .map(|(audience, heads)| (*audience, heads * 9 / 10))
        .collect::<Vec<_>>();
    let corrected = Plan {
        headcounts: &fewer,
        ..*plan
    };
    let record = diary.record(
        id,
        &corrected,
        ActivityStatus::Held,
        entered(plan.date.plus(90), 14),
    );
    diary.sink.record(Record::Activity(record))
}

/// Beside the people of the village one in twelve comes from elsewhere, and one in fifty is in no register; one row in
/// twenty is entered twice.
fn attend(
    diary: &mut Diary<'_>,
    people: &People,
    regulars: &mut Regulars,
    at: usize,
    activity: &(String, Option<Stamp>),
    come: usize,
) -> io::Result<()> {
    let mut present: Vec<u64> = regulars
        .some(diary, at, come)
        .iter()
        .map(|position| people.at(*position))
        .collect();
    for _ in 0..come / 9 {
        let draw = diary.random.draw();
        // Of 2⁶⁴ numbers hardly one is a key: whoever signs with one is in no register.
        let person = match draw % 10 {
            0 | 1 => Some(draw),
            _ => regulars.anybody(draw).map(|position| people.at(position)),
        };
        present.extend(person);
    }
    for person in present {
        let times = if diary.random.chance(50) { 2 } else { 1 };
        diary.list(activity, "audience", std::iter::repeat_n(person, times))?;
    }
    Ok(())
}
