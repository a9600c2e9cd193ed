//! A year of activities: lectures in the villages above all, and everything else that the plan looks at.

use super::city::{CITY, City, day, entered};
use super::people::{People, key};
use super::random::Random;
use super::{Progress, Scale, Sink, lectures};
use jinguo::ledger::{ActivityRecord, ParticipationRow, Record};
use jinguo::plan::ActivityStatus;
use jinguo::time::{Day, Stamp};
use std::collections::BTreeMap;
use std::io;

/// The book in which activities are entered.
pub struct Diary<'a> {
    pub sink: &'a mut dyn Sink,
    pub random: Random,
    next: u32,
    /// Rows of sign-in lists so far.
    pub rows: u64,
}

/// An activity before it is entered.
pub struct Plan<'a> {
    pub kind: &'a str,
    pub topics: &'a [&'a str],
    pub host: &'a str,
    /// Who hosts it as well.
    pub also: &'a [&'a str],
    pub date: Day,
    /// How many days it lasts.
    pub days: u32,
    /// Whether it is held whatever comes: what happens once a year is not called off.
    pub certain: bool,
    pub headcounts: &'a [(&'a str, u32)],
    pub attributes: &'a [(&'a str, u32)],
}

impl<'a> Plan<'a> {
    pub fn new(kind: &'a str, topics: &'a [&'a str], host: &'a str, date: Day) -> Self {
        Self {
            kind,
            topics,
            host,
            also: &[],
            date,
            days: 1,
            certain: false,
            headcounts: &[],
            attributes: &[],
        }
    }

    /// The same, over so many days.
    pub fn over(self, days: u32) -> Self {
        Self { days, ..self }
    }

    /// The same, held whatever comes.
    pub fn certain(self) -> Self {
        Self {
            certain: true,
            ..self
        }
    }

    /// The day on which it ends.
    pub fn last(&self) -> Day {
        self.date.plus(self.days.saturating_sub(1) as i32)
    }
}

impl Diary<'_> {
    /// A day of a month range.
    fn within(&mut self, first: u64, last: u64) -> Day {
        let month = self.random.between(first, last) as u32;
        day(month, self.random.between(1, 28) as u32)
    }

    /// The record of a plan.
    pub fn record(
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
            last_date: (plan.days > 1).then(|| plan.last()),
            status,
            hosts: std::iter::once(&plan.host)
                .chain(plan.also)
                .map(|host| (*host).to_owned())
                .collect(),
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
    /// in a hundred cancelled, unless it is certain. Gives the id, and when its sign-in list was entered.
    pub fn hold(&mut self, plan: &Plan<'_>) -> io::Result<(String, Option<Stamp>)> {
        self.next += 1;
        let id = format!("A{:06}", self.next);
        let draw = self.random.draw();
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
        let reported = entered(plan.last().plus(delay as i32), 17);
        let cancelled = !plan.certain && (draw >> 30) % 1000 < 50;
        let status = if cancelled {
            ActivityStatus::Cancelled
        } else {
            ActivityStatus::Held
        };
        self.sink
            .record(Record::Activity(self.record(&id, plan, status, reported)))?;
        if !cancelled && (draw >> 40) % 1000 < 700 {
            let verified = entered(plan.last().plus(delay as i32 + 20), 10);
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
    pub fn list(
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
    lectures::hold(city, people, scale, &mut diary, progress)?;
    committees(city, people, &mut diary)?;
    villages(city, people, &mut diary)?;
    counties(city, people, &mut diary)?;
    federation(city, people, &mut diary)
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
            &Plan::new("training", &[], township, date).over(2),
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
    for (township, members) in city.townships.iter().zip(&people.township_executives) {
        let date = diary.within(2, 11);
        diary.with(
            &Plan::new("household_contact", &[], township, date),
            "host",
            members,
            820,
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
            diary.with(&Plan::new(kind, &[], county, date).certain(), role, members, 900)?;
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
            &Plan::new(kind, &[], CITY, day(6, 8)).certain(),
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
        let mut date = diary.within(1, 12);
        if at == city.merged.0 {
            // Somebody still writes the old name three weeks after the merger.
            date = day(9, 20);
        }
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
                let mut plan = Plan::new(kind, topics, county, date);
                plan.headcounts = &heads;
                if kind == "training" {
                    plan.days = 3;
                }
                // 三下乡 is held together with the township that it goes to.
                let township = city
                    .townships
                    .iter()
                    .filter(|township| township.starts_with(county.as_str()));
                let township: Vec<&str> = township.map(String::as_str).collect();
                let host = [*diary.random.pick(&township)];
                if topics.contains(&"three_to_countryside") {
                    plan.also = &host;
                }
                diary.hold(&plan)?;
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
            &Plan::new("training", &["bud_care"], county, date)
                .over(2)
                .certain(),
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
            &Plan::new(kind, &[], CITY, day(month, 18)).certain(),
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
            &Plan::new("training", &[topic], CITY, date).over(3).certain(),
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
        ("selection", &["top_projects"], day(12, 20)),
    ] {
        let days = if kind == "contest" { 3 } else { 1 };
        diary.hold(&Plan::new(kind, topics, CITY, date).over(days).certain())?;
    }
    // Ten municipal organs host it together with the federation.
    let organs: Vec<&str> = city.organs.iter().take(10).map(String::as_str).collect();
    diary.hold(&Plan {
        also: &organs,
        ..Plan::new("lecture", &["grand_lecture"], CITY, day(3, 8)).certain()
    })?;
    let entries = [("entries", 386)];
    diary.hold(&Plan {
        attributes: &entries,
        ..Plan::new("collection", &["womens_diary"], CITY, day(3, 8)).certain()
    })?;
    last_year(diary)
}

/// Meetings and documents of the year before, with which this year's are compared: three meetings a month, and a document
/// in every month but April.
fn last_year(diary: &mut Diary<'_>) -> io::Result<()> {
    for month in 1..=12u32 {
        for (kind, date) in [("meeting", 4), ("meeting", 14), ("meeting", 24), ("document", 16)] {
            if kind == "document" && month == 4 {
                continue;
            }
            let date = Day::from_ymd(2021, month, date).unwrap_or(Day::FIRST);
            diary.hold(&Plan::new(kind, &[], CITY, date).certain())?;
        }
    }
    Ok(())
}
