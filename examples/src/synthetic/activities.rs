//! A year of activities: lectures in the villages above all, and everything else that the plan looks at.

use super::city::{CITY, City, day, entered};
use super::people::{People, key};
use super::random::Random;
use super::{Progress, Scale, Sink};
use jinguo::ledger::{ActivityRecord, ParticipationRow, Record, RecordKey, Withdrawal};
use jinguo::plan::ActivityStatus;
use jinguo::time::{Day, Stamp};
use std::collections::BTreeMap;
use std::io;

/// Lectures against abuse, in the whole city.
const LECTURES: u64 = 14_000;
/// Participants of a lecture with a sign-in list, on average.
const LISTED: u64 = 540;
/// Attendance rows to report progress against.
const ROWS: u64 = 8_000_000;

struct Diary<'a> {
    sink: &'a mut dyn Sink,
    random: Random,
    next: u32,
    rows: u64,
}

/// An activity before it is entered.
struct Plan<'a> {
    kind: &'a str,
    topics: &'a [&'a str],
    host: &'a str,
    date: Day,
    headcounts: &'a [(&'a str, u32)],
    attributes: &'a [(&'a str, u32)],
}

impl<'a> Plan<'a> {
    fn new(kind: &'a str, topics: &'a [&'a str], host: &'a str, date: Day) -> Self {
        Self {
            kind,
            topics,
            host,
            date,
            headcounts: &[],
            attributes: &[],
        }
    }
}

impl Diary<'_> {
    /// A day of a month range.
    fn within(&mut self, first: u64, last: u64) -> Day {
        let month = self.random.between(first, last) as u32;
        day(month, self.random.between(1, 28) as u32)
    }

    fn record(
        &self,
        id: &str,
        plan: &Plan<'_>,
        status: ActivityStatus,
        recorded_at: Option<Stamp>,
    ) -> ActivityRecord {
        let owned = |(name, number): &(&str, u32)| ((*name).to_owned(), *number);
        ActivityRecord {
            id: id.to_owned(),
            kind: plan.kind.to_owned(),
            topics: plan.topics.iter().map(|topic| (*topic).to_owned()).collect(),
            date: plan.date,
            last_date: None,
            status,
            hosts: vec![plan.host.to_owned()],
            organiser: None,
            headcounts: plan.headcounts.iter().map(owned).collect(),
            evidence: if status == ActivityStatus::Verified { 2 } else { 0 },
            attributes: plan
                .attributes
                .iter()
                .map(|(name, number)| ((*name).to_owned(), number.to_string()))
                .collect::<BTreeMap<_, _>>(),
            recorded_at,
        }
    }

    /// Enters an activity as offices do: some announced before, all reported some days after, most verified later; five
    /// in a hundred cancelled. Gives the id, and when its sign-in list was entered.
    fn hold(&mut self, plan: &Plan<'_>) -> io::Result<(String, Option<Stamp>)> {
        self.next += 1;
        let id = format!("A{:06}", self.next);
        let draw = self.random.next();
        if draw % 1000 < 250 {
            let planned = self.record(
                &id,
                plan,
                ActivityStatus::Planned,
                entered(plan.date.plus(-14), 9),
            );
            self.sink.record(Record::Activity(planned))?;
        }
        // One in twenty is reported weeks late.
        let delay = if (draw >> 10) % 1000 < 50 {
            25 + (draw >> 20) % 40
        } else {
            (draw >> 20) % 6
        };
        let reported = entered(plan.date.plus(delay as i32), 17);
        let cancelled = (draw >> 30) % 1000 < 50;
        let status = if cancelled {
            ActivityStatus::Cancelled
        } else {
            ActivityStatus::Held
        };
        self.sink
            .record(Record::Activity(self.record(&id, plan, status, reported)))?;
        if !cancelled && (draw >> 40) % 1000 < 700 {
            let verified = entered(plan.date.plus(delay as i32 + 20), 10);
            self.sink.record(Record::Activity(self.record(
                &id,
                plan,
                ActivityStatus::Verified,
                verified,
            )))?;
        }
        Ok((id, if delay > 20 { reported } else { None }))
    }

    /// Enters a sign-in list.
    fn list(
        &mut self,
        activity: &(String, Option<Stamp>),
        role: &str,
        people: impl IntoIterator<Item = u64>,
    ) -> io::Result<()> {
        for person in people {
            self.rows += 1;
            let row = ParticipationRow {
                activity: &activity.0,
                person: &key(person),
                role,
                recorded_at: activity.1,
            };
            self.sink.participation(row)?;
        }
        Ok(())
    }

    /// Holds an activity with one list.
    fn with(&mut self, plan: &Plan<'_>, role: &str, people: &[u64], in_a_thousand: u64) -> io::Result<()> {
        let activity = self.hold(plan)?;
        let present: Vec<u64> = people
            .iter()
            .copied()
            .filter(|_| self.random.chance(in_a_thousand))
            .collect();
        self.list(&activity, role, present)
    }
}

/// Enters the whole year.
pub fn make(
    city: &mut City,
    people: &People,
    scale: Scale,
    sink: &mut dyn Sink,
    progress: Progress<'_>,
) -> io::Result<()> {
    let mut diary = Diary {
        sink,
        random: Random::new(5),
        next: 0,
        rows: 0,
    };
    lectures(city, people, scale, &mut diary, progress)?;
    committees(city, people, &mut diary)?;
    villages(city, people, &mut diary)?;
    counties(city, people, &mut diary)?;
    federation(city, people, &mut diary)
}

/// Lectures of 呵护花蕾. Some villages never have one, and counties differ in how many they hold.
fn lectures(
    city: &City,
    people: &People,
    scale: Scale,
    diary: &mut Diary<'_>,
    progress: Progress<'_>,
) -> io::Result<()> {
    let villages: Vec<usize> = (0..city.communities.len())
        .filter(|at| {
            let community = &city.communities[*at];
            !community.is_virtual && at % 190 != 3 && *at != city.merged.0
        })
        .collect();
    // How eager each county is, in hundredths.
    let eager = |county: &str| -> u64 {
        let at = city
            .counties
            .iter()
            .position(|other| other == county)
            .unwrap_or(0);
        [150, 95, 120, 70, 100, 135, 62, 105, 160, 128]
            .get(at)
            .copied()
            .unwrap_or(100)
    };
    for number in 0..LECTURES {
        let at = *diary.random.pick(&villages);
        let community = &city.communities[at];
        // December of the year before and January of the year after do not count.
        let date = Day::from_ymd(2021, 12, 1)
            .unwrap_or(Day::FIRST)
            .plus(diary.random.below(400) as i32);
        let (minors, guardians) = &people.communities[at];
        let lived = (minors.len() + guardians.len()) as u64;
        let listed = LISTED * eager(community.county()) / 100 / u64::from(scale.divide);
        let listed = diary
            .random
            .between(listed / 2, listed * 3 / 2)
            .max(u64::from(lived > 0));
        let draw = diary.random.next();
        let heads = [
            ("minor", (listed * 2 / 5) as u32),
            ("guardian", (listed * 3 / 5) as u32),
        ];
        let only_heads = draw % 1000 < 80;
        let plan = Plan {
            headcounts: if only_heads { &heads } else { &[] },
            ..Plan::new("lecture", &["bud_care"], &community.id, date)
        };
        let activity = diary.hold(&plan)?;
        let lecturers: Vec<u64> = (0..2)
            .map(|_| *diary.random.pick(&people.village_executives[at]))
            .collect();
        diary.list(&activity, "lecturer", lecturers)?;
        if only_heads {
            correct_heads(diary, &activity.0, &plan, draw)?;
        } else {
            attend(diary, people, city, at, &activity, listed)?;
        }
        if number % 900 == 17 {
            let recorded_at = entered(date.plus(60), 9).unwrap_or_default();
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
        topics: plan.topics,
        kind: plan.kind,
        host: plan.host,
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

/// Nine in ten come from the village, some from anywhere, one in fifty is in no register; one row in twenty is entered twice.
fn attend(
    diary: &mut Diary<'_>,
    people: &People,
    city: &City,
    at: usize,
    activity: &(String, Option<Stamp>),
    listed: u64,
) -> io::Result<()> {
    let (minors, guardians) = &people.communities[at];
    let here = minors.start..guardians.end;
    for _ in 0..listed {
        let draw = diary.random.next();
        let person = match draw % 100 {
            0 | 1 => draw | 1 << 63,
            2..=9 => {
                let other = &people.communities[(draw >> 8) as usize % city.communities.len()];
                let range = other.0.start..other.1.end;
                if range.is_empty() {
                    continue;
                } else {
                    people.at(range.start + (draw >> 24) as usize % range.len())
                }
            }
            _ if here.is_empty() => continue,
            _ => people.at(here.start + (draw >> 8) as usize % here.len()),
        };
        let twice = (draw >> 48) % 1000 < 50;
        diary.list(
            activity,
            "audience",
            std::iter::repeat_n(person, if twice { 2 } else { 1 }),
        )?;
    }
    Ok(())
}

/// What committee members do: the five duties, and training.
fn committees(city: &City, people: &People, diary: &mut Diary<'_>) -> io::Result<()> {
    let members = |township: &str| -> Vec<u64> {
        let own = city
            .townships
            .iter()
            .position(|other| other == township)
            .map_or(&[][..], |at| &people.township_executives[at]);
        let villages = city
            .communities
            .iter()
            .zip(&people.village_executives)
            .filter(|(community, _)| community.township() == township);
        own.iter()
            .copied()
            .chain(villages.flat_map(|(_, members)| members.iter().copied()))
            .collect()
    };
    for township in &city.townships {
        let all = members(township);
        let zeal = diary.random.between(650, 980);
        let date = diary.within(3, 4);
        diary.with(
            &Plan::new("tree_planting", &[], township, date),
            "participant",
            &all,
            zeal,
        )?;
        let date = diary.within(4, 10);
        diary.with(
            &Plan::new("training", &[], township, date),
            "audience",
            &all,
            zeal,
        )?;
        let date = diary.within(5, 11);
        diary.with(
            &Plan::new("proposal", &[], township, date),
            "author",
            &all,
            zeal * 9 / 10,
        )?;
        let date = diary.within(2, 11);
        diary.with(
            &Plan::new("lecture", &["grand_lecture"], township, date),
            "lecturer",
            &all,
            zeal * 8 / 10,
        )?;
    }
    for (county, members) in city.counties.iter().zip(&people.county_executives) {
        for (kind, role) in [
            ("tree_planting", "participant"),
            ("training", "audience"),
            ("proposal", "author"),
            ("lecture", "lecturer"),
            ("household_contact", "host"),
        ] {
            let date = diary.within(3, 11);
            diary.with(&Plan::new(kind, &[], county, date), role, members, 900)?;
        }
    }
    for (kind, role) in [
        ("tree_planting", "participant"),
        ("training", "audience"),
        ("proposal", "author"),
        ("lecture", "lecturer"),
        ("household_contact", "host"),
    ] {
        diary.with(
            &Plan::new(kind, &[], CITY, day(6, 8)),
            role,
            &people.city_executives,
            960,
        )?;
    }
    Ok(())
}

/// What happens in each village: visits, help, contact with households.
fn villages(city: &City, people: &People, diary: &mut Diary<'_>) -> io::Result<()> {
    for (at, community) in city
        .communities
        .iter()
        .enumerate()
        .filter(|(_, community)| !community.is_virtual)
    {
        let date = diary.within(1, 12);
        diary.with(
            &Plan::new("household_contact", &[], &community.id, date),
            "host",
            &people.village_executives[at],
            780,
        )?;
        let date = diary.within(1, 12);
        diary.with(
            &Plan::new("help_visit", &[], &community.id, date),
            "beneficiary",
            &people.in_need[at],
            640,
        )?;
        if at % 9 == 0 {
            let date = diary.within(2, 12);
            diary.with(
                &Plan::new("led_project", &[], &community.id, date),
                "host",
                &people.village_executives[at][..2],
                1000,
            )?;
        }
        if at % 6 == 0 {
            let date = diary.within(1, 12);
            diary.hold(&Plan::new(
                "mass_activity",
                &["beautiful_home"],
                &community.id,
                date,
            ))?;
        }
    }
    Ok(())
}

/// What each county holds several times a year.
fn counties(city: &City, people: &People, diary: &mut Diary<'_>) -> io::Result<()> {
    const OFTEN: [(&str, &[&str], u32); 21] = [
        ("mass_activity", &["congress_20"], 6),
        ("media_work", &[], 9),
        ("media_report", &[], 4),
        ("lecture", &["grand_lecture"], 12),
        ("mass_activity", &["post_merit"], 3),
        ("training", &["rural_women_quality"], 5),
        ("training", &["vocational_skills"], 7),
        ("lecture", &["three_to_countryside"], 4),
        ("training", &["three_to_countryside", "vocational_skills"], 4),
        ("children_career_experience", &["three_to_countryside"], 3),
        ("exchange", &["energy_home"], 1),
        ("rights_service", &[], 11),
        ("publicity", &["law"], 8),
        ("dispute_screening", &[], 12),
        ("family_creation", &[], 3),
        ("publicity", &["clean_family"], 3),
        ("publicity", &["family_education"], 5),
        ("parent_class", &["moral_hall"], 4),
        ("parent_class", &["organ_parents"], 3),
        ("child_care", &["holiday_care"], 4),
        ("heart_to_heart", &[], 2),
    ];
    for county in &city.counties {
        for (kind, topics, times) in OFTEN {
            for _ in 0..times {
                let date = if kind == "child_care" {
                    if diary.random.chance(400) {
                        diary.within(1, 2)
                    } else {
                        diary.within(7, 8)
                    }
                } else {
                    diary.within(1, 12)
                };
                let heads = [("woman", diary.random.between(30, 400) as u32)];
                diary.hold(&Plan {
                    headcounts: &heads,
                    ..Plan::new(kind, topics, county, date)
                })?;
            }
        }
        for _ in 0..3 {
            let (date, posts) = (
                diary.within(1, 4),
                [("posts", diary.random.between(200, 3000) as u32)],
            );
            diary.hold(&Plan {
                attributes: &posts,
                ..Plan::new("job_fair", &["spring_breeze"], county, date)
            })?;
            let (date, families) = (
                diary.within(3, 11),
                [("families", diary.random.between(5, 60) as u32)],
            );
            diary.hold(&Plan {
                attributes: &families,
                ..Plan::new("family_search", &[], county, date)
            })?;
        }
        let date = diary.within(5, 9);
        diary.with(
            &Plan::new("training", &["bud_care"], county, date),
            "audience",
            &people.lecturers,
            115,
        )?;
    }
    Ok(())
}

/// What the city's federation does itself.
fn federation(city: &City, people: &People, diary: &mut Diary<'_>) -> io::Result<()> {
    const MONTHLY: [&str; 7] = [
        "study_session",
        "meeting",
        "meeting",
        "document",
        "party_day",
        "branch_link",
        "investigation",
    ];
    for month in 1..=12u32 {
        for (at, kind) in MONTHLY.into_iter().enumerate() {
            let date = day(month, 3 + at as u32 * 3);
            let topics: &[&str] = if kind == "study_session" {
                &["party_theory"]
            } else {
                &[]
            };
            diary.with(
                &Plan::new(kind, topics, CITY, date),
                "participant",
                &people.cadres,
                if kind == "study_session" { 90 } else { 0 },
            )?;
        }
    }
    for (kind, month) in [
        ("forum", 5),
        ("forum", 9),
        ("business_talk", 4),
        ("business_talk", 8),
        ("knowledge_test", 6),
        ("knowledge_test", 11),
        ("warning_education", 7),
    ] {
        diary.with(
            &Plan::new(kind, &[], CITY, day(month, 18)),
            "participant",
            &people.cadres,
            620,
        )?;
    }
    let executives: Vec<u64> = people
        .village_executives
        .iter()
        .flatten()
        .step_by(150)
        .copied()
        .collect();
    for (topic, date, audience) in [
        ("grassroots_executives", day(4, 12), &executives),
        ("township_chairs", day(5, 17), &people.chairs),
        ("new_media_workers", day(7, 6), &people.new_media),
    ] {
        diary.with(
            &Plan::new("training", &[topic], CITY, date),
            "audience",
            audience,
            930,
        )?;
    }
    for (kind, topics, date) in [
        ("policy_document", &["party_theory"][..], day(2, 15)),
        ("policy_document", &["science_innovation_scheme"], day(10, 20)),
        ("contest_preparation", &["innovation_contest"], day(6, 20)),
        ("contest", &["innovation_contest"], day(9, 24)),
        ("sports_day", &["parent_child_sports"], day(6, 1)),
        ("selection", &["top_executives"], day(12, 20)),
        ("selection", &["top_models"], day(12, 20)),
    ] {
        diary.hold(&Plan::new(kind, topics, CITY, date))?;
    }
    let entries = [("entries", 386)];
    diary.hold(&Plan {
        attributes: &entries,
        ..Plan::new("collection", &["womens_diary"], CITY, day(3, 8))
    })?;
    let _ = city;
    Ok(())
}
