//! An evaluation that follows its ledger: facts come one by one, the day of evaluation moves, and every number is right
//! again in time that goes with what changed, not with what is there.
//!
//! A step finds which subjects a criterion may hold for now and did not before, sixty-four at a time, and follows these
//! words up: from the criteria over activities to those over persons, from criteria to classes, from classes to counts.
//! What is rare and small, such as a new unit or a criterion over organisations, is computed anew.

mod attendance;
mod calendar;
mod counts;
mod lane;
mod line;
mod program;
mod step;
mod words;

use super::counted::{Counted, Counter, Persons, as_component, is_of_results};
use super::criterion::{Criteria, Frame};
use super::facts::{Facts, Index};
use super::view::{Stand, View};
use super::{Evaluation, State, units};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::{Batch, Change, Ledger, Receipt};
use crate::plan::Plan;
use crate::report::Parameters;
use crate::time::Day;
use calendar::Calendar;
use lane::Lane;
use line::{Around, Line, When};
use program::Program;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use step::{Domains, Step};

/// A plan evaluated over a ledger that goes on: batches are entered and withdrawn, and the day moves.
///
/// At every moment it gives what [`evaluate`](crate::evaluate()) gives for the same plan, facts and parameters. It holds the
/// ledger itself; a copy of that ledger that is kept elsewhere makes the next batch copy all facts first.
///
/// ```
/// use jinguo::ledger::{Batch, Ledger, Record};
/// use jinguo::{LiveEvaluation, plan::Plan, report::Parameters, time::Day};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let plan = Plan::from_json("plan.json", r#"{
/// #   "schema": "jinguo-plan/1", "id": "example", "version": "1.0.0", "status": "active",
/// #   "title": {"zh": "示例"}, "source": {"title": "示例", "issuer": "示例"},
/// #   "period": {"calendar_year": 2022}, "hierarchy": "administrative",
/// #   "vocabulary": {
/// #     "levels": [{"id": "city", "title": {"zh": "市"}}],
/// #     "activity_kinds": [{"id": "lecture", "title": {"zh": "宣讲"}}]
/// #   },
/// #   "pace": [{"value": {"on_track": 1, "at_risk": "0.8"}}],
/// #   "clauses": [{"id": "三.5", "number": "5", "title": {"zh": "切实维护妇女儿童合法权益"}}],
/// #   "measures": [{
/// #     "id": "lectures", "title": {"zh": "百场宣讲"}, "clause": "三.5",
/// #     "scoring": "count", "basis": "event", "improvement": "increase",
/// #     "initial_population": {"activity": {"status": ["held"], "kind": ["lecture"]}},
/// #     "targets": [{"count": 100, "scope": {"level": ["city"]}}]
/// #   }]
/// # }"#)?;
/// let record = |json: &str| -> Batch { serde_json::from_str::<Record>(json).into_iter().collect() };
/// let day = |text: &str| -> Day { text.parse().unwrap() };
/// let mut ledger = Ledger::new();
/// ledger.apply(record(r#"{"record": "unit", "id": "4307", "name": "常德市", "level": "city"}"#))?;
///
/// let parameters = Parameters { as_of: day("2022-05-31"), known_at: day("2022-12-31") };
/// let mut live = LiveEvaluation::new(&plan, ledger, parameters)?;
/// live.apply(record(
///     r#"{"record": "activity", "id": "A1", "kind": "lecture", "date": "2022-06-01", "status": "held", "hosts": ["4307"]}"#,
/// ))?;
/// let lectures = |live: &LiveEvaluation| live.evaluation()?.result("lectures", "4307");
/// assert_eq!(lectures(&live)?.unwrap().numerator, 0);
/// live.move_to(day("2022-06-01"))?;
/// assert_eq!(lectures(&live)?.unwrap().numerator, 1);
/// # Ok(())
/// # }
/// ```
pub struct LiveEvaluation {
    evaluation: Evaluation,
    program: Program,
    /// An error after a step that could not be made: the facts are in the ledger, and the next step makes all anew.
    state: Result<Kept, Error>,
}

/// Everything that is kept up to date.
struct Kept {
    index: Arc<Index>,
    /// How the units stand on each day that was looked at.
    stands: HashMap<Day, Arc<Stand>>,
    calendar: Calendar,
    domains: Domains,
    lanes: Vec<Lane>,
    /// In the order of the plan's components: what others are made of stands before them.
    lines: Vec<Line>,
}

/// A step in which somebody else holds the counts; it is made anew then.
fn shared() -> Error {
    Fault::new(
        Code::Internal,
        Place::document("live"),
        "shared counts",
        Words::new("计数应只有一处持有", "counts that nobody else holds"),
    )
    .into()
}

impl LiveEvaluation {
    /// Evaluates a plan over a ledger, and keeps what is needed to go on from there.
    ///
    /// # Errors
    /// As [`evaluate`](crate::evaluate()).
    pub fn new(plan: &Plan, ledger: Ledger, parameters: Parameters) -> Result<Self, Error> {
        let mut live = Self {
            evaluation: Evaluation {
                plan: plan.clone(),
                ledger,
                parameters,
                measures: Vec::new(),
                units: units::Units::default(),
            },
            program: Program::new(plan),
            state: Err(shared()),
        };
        live.start(None);
        live.checked()?;
        Ok(live)
    }

    /// The evaluation as it stands.
    ///
    /// # Errors
    /// The error of the last step, where that could not be made: what facts and day give is an error then. The facts are
    /// in the ledger.
    pub fn evaluation(&self) -> Result<&Evaluation, Error> {
        match &self.state {
            Ok(_) => Ok(&self.evaluation),
            Err(error) => Err(error.clone()),
        }
    }

    /// The ledger, with all facts that were entered.
    pub fn ledger(&self) -> &Ledger {
        &self.evaluation.ledger
    }

    /// Enters a batch as a whole: records, corrections, withdrawals.
    ///
    /// # Errors
    /// As [`Ledger::apply`]; nothing has changed then. As [`evaluate`](crate::evaluate()), where the facts are good and
    /// what they give is not: they are in the ledger then, and [`LiveEvaluation::evaluation`] gives the same error until
    /// a later step mends it.
    pub fn apply(&mut self, batch: Batch) -> Result<Receipt, Error> {
        let (receipt, change) = self.evaluation.ledger.enter(batch)?;
        self.follow(self.evaluation.parameters.as_of, &change);
        self.checked()?;
        Ok(receipt)
    }

    /// Enters the good rows of a batch and hands the others back, also where the facts cannot be evaluated with them:
    /// [`LiveEvaluation::evaluation`] tells that then; see [`LiveEvaluation::apply`].
    pub fn apply_good_rows(&mut self, batch: Batch) -> Receipt {
        let (receipt, change) = self.evaluation.ledger.enter_good_rows(batch);
        self.follow(self.evaluation.parameters.as_of, &change);
        receipt
    }

    /// Moves the day of evaluation, forward or back. What was known stays what was known on the day of `known_at`.
    ///
    /// # Errors
    /// As [`evaluate`](crate::evaluate()); see [`LiveEvaluation::apply`].
    pub fn move_to(&mut self, as_of: Day) -> Result<(), Error> {
        self.follow(as_of, &Change::default());
        self.checked()
    }

    fn checked(&self) -> Result<(), Error> {
        self.evaluation().map(|_| ())
    }

    /// Makes a step; where it is a large one, or the last one failed, everything is made anew.
    fn follow(&mut self, as_of: Day, change: &Change) {
        let from = std::mem::replace(&mut self.evaluation.parameters.as_of, as_of);
        let small = !change.moved && !change.parts_moved && change.units.is_empty();
        let done = match &mut self.state {
            Ok(kept) if small => {
                self.evaluation.measures.clear();
                kept.release();
                kept.follow(&self.program, &self.evaluation, (from, as_of), change)
            }
            _ => Ok(false),
        };
        match done {
            Ok(true) => self.show(),
            Ok(false) => {
                let kept = self.state.as_mut().ok().filter(|_| change.is_empty());
                let calendar = kept.map(|kept| std::mem::take(&mut kept.calendar));
                self.start(calendar);
            }
            Err(error) => self.state = Err(error),
        }
    }

    /// Makes everything anew, but the calendar where the facts have not changed.
    fn start(&mut self, calendar: Option<Calendar>) {
        self.evaluation.measures.clear();
        self.state = Kept::new(&self.program, &self.evaluation, calendar);
        if let Ok(kept) = &self.state {
            let parameters = self.evaluation.parameters;
            let store = self.evaluation.ledger.store();
            let facts = Facts::with(store, parameters.known_at, Arc::clone(&kept.index));
            let criteria = kept.criteria(&self.evaluation.plan, &facts);
            self.evaluation.units = units::Units::new(&criteria.view(parameters.as_of));
        }
        self.show();
    }

    /// Hands the counts to the evaluation.
    fn show(&mut self) {
        let Ok(kept) = &self.state else { return };
        let of = |place: usize, when: When| {
            let line = kept
                .lines
                .iter()
                .find(|line| (line.place, line.when) == (place, when));
            line.map(|line| Arc::clone(&line.counted))
        };
        let mut measures = Vec::new();
        for (place, measure) in self.evaluation.plan.measures().iter().enumerate() {
            let Some(now) = of(place, When::Now) else { continue };
            let dues = now.frame.passed_dues(measure, self.evaluation.parameters.as_of);
            let on_due = dues
                .into_iter()
                .filter_map(|due| Some((due, of(place, When::On(due))?)));
            measures.push(State {
                on_due: on_due.collect(),
                now,
            });
        }
        self.evaluation.measures = measures;
    }
}

impl std::fmt::Debug for LiveEvaluation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LiveEvaluation")
            .field("ledger", &self.evaluation.ledger)
            .field("parameters", &self.evaluation.parameters)
            .finish_non_exhaustive()
    }
}

/// Which measures are counted on which days: all on the day of evaluation, and those with a target on each of its due
/// days that have passed, with what they are made of.
fn needed(
    plan: &Plan,
    as_of: Day,
    frame: impl Fn(usize) -> Result<Frame, Error>,
) -> Result<BTreeSet<(usize, When)>, Error> {
    let mut needed = BTreeSet::new();
    for (place, measure) in plan.measures().iter().enumerate() {
        needed.insert((place, When::Now));
        for due in frame(place)?.passed_dues(measure, as_of) {
            let mut rest = vec![place];
            while let Some(place) = rest.pop() {
                if needed.insert((place, When::On(due))) {
                    rest.extend_from_slice(plan.components(place));
                }
            }
        }
    }
    Ok(needed)
}

impl Kept {
    fn new(program: &Program, evaluation: &Evaluation, calendar: Option<Calendar>) -> Result<Self, Error> {
        let store = evaluation.ledger.store();
        let facts = Facts::new(store, evaluation.parameters.known_at);
        let criteria = Criteria::new(&evaluation.plan, &facts);
        let mut kept = Self {
            index: facts.index(),
            stands: HashMap::new(),
            calendar: calendar.unwrap_or_else(|| Calendar::new(evaluation.plan.document(), &facts)),
            domains: Domains::new(&criteria),
            lanes: Vec::new(),
            lines: Vec::new(),
        };
        kept.add_lines(program, &criteria, evaluation.parameters.as_of)?;
        Ok(kept)
    }

    /// The criteria of a step, with the units as they are known to stand.
    fn criteria<'a>(&self, plan: &'a Plan, facts: &'a Facts<'a>) -> Criteria<'a> {
        let criteria = Criteria::new(plan, facts);
        for (day, stand) in &self.stands {
            criteria.seed(*day, Arc::clone(stand));
        }
        criteria
    }

    /// Lets composites go of their components, so that these can change.
    fn release(&mut self) {
        for counted in self
            .lines
            .iter_mut()
            .rev()
            .filter_map(|line| Arc::get_mut(&mut line.counted))
        {
            counted.components.clear();
        }
    }

    /// Drops the lines that nobody needs on a day of evaluation and counts those that are missing.
    fn add_lines(&mut self, program: &Program, criteria: &Criteria<'_>, as_of: Day) -> Result<(), Error> {
        let plan = criteria.plan;
        let counter = Counter::new(criteria, Persons::Facts);
        let frame = |place: usize, day: Day| match plan.measures().get(place) {
            Some(measure) => counter.frame(measure, day),
            None => Err(shared()),
        };
        let needed = needed(plan, as_of, |place| frame(place, as_of))?;
        self.lines
            .retain(|line| needed.contains(&(line.place, line.when)));
        let there: BTreeSet<(usize, When)> = self.lines.iter().map(|line| (line.place, line.when)).collect();
        let mut lanes: BTreeMap<(When, usize), (Frame, Vec<usize>)> = BTreeMap::new();
        let mut frames: Vec<(When, Frame)> = Vec::new();
        for &(place, when) in needed.difference(&there) {
            let day = match when {
                When::Now => as_of,
                When::On(day) => day,
            };
            let frame = frame(place, day)?;
            let known = frames.iter().position(|known| *known == (when, frame));
            let at = known.unwrap_or(frames.len());
            if known.is_none() {
                frames.push((when, frame));
            }
            lanes
                .entry((when, at))
                .or_insert((frame, Vec::new()))
                .1
                .push(place);
            counter.count(place, day)?;
        }
        let mut counted: HashMap<(usize, Day), Arc<Counted>> = counter.into_counted();
        // Composites hold their components, which must be nobody's but their line's: those on top let go first.
        for place in plan.order().iter().rev() {
            let of_place = counted.iter_mut().filter(|((of, _), _)| of == place);
            for counted in of_place.filter_map(|(_, counted)| Arc::get_mut(counted)) {
                counted.components.clear();
            }
        }
        for ((when, _), (frame, places)) in lanes {
            let (mut nodes, mut splits) = (BTreeSet::new(), BTreeSet::new());
            for parts in places.iter().filter_map(|place| program.measures.get(*place)) {
                nodes.extend(&parts.nodes);
                splits.extend(parts.crossings.iter().flatten().map(|(_, split)| *split));
            }
            let lane = Lane::new(criteria, program, frame, nodes, splits)?;
            for place in places {
                let day = match when {
                    When::Now => as_of,
                    When::On(day) => day,
                };
                let Some((counted, measure)) = counted.remove(&(place, day)).zip(plan.measures().get(place))
                else {
                    continue;
                };
                let at = (when, self.lanes.len(), &lane);
                self.lines
                    .push(Line::new(criteria, program, measure, counted, at)?);
            }
            self.lanes.push(lane);
        }
        self.arrange(plan);
        self.finish(plan)
    }

    /// Puts the lines in the order of the plan's components, tells each where its own are, and drops lanes without lines.
    /// Tells which lanes stay.
    fn arrange(&mut self, plan: &Plan) -> Vec<bool> {
        let rank: HashMap<usize, usize> = plan
            .order()
            .iter()
            .enumerate()
            .map(|(rank, place)| (*place, rank))
            .collect();
        self.lines
            .sort_by_key(|line| (rank.get(&line.place).copied(), line.when));
        let places: HashMap<(usize, When), usize> = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| ((line.place, line.when), at))
            .collect();
        for line in &mut self.lines {
            let components = plan.components(line.place).iter();
            line.components = components
                .filter_map(|place| places.get(&(*place, line.when)).copied())
                .collect();
        }
        let used: BTreeSet<usize> = self.lines.iter().map(|line| line.lane).collect();
        let new: HashMap<usize, usize> = used.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let stays: Vec<bool> = (0..self.lanes.len()).map(|lane| used.contains(&lane)).collect();
        let mut each = stays.iter();
        self.lanes.retain(|_| each.next().copied().unwrap_or(false));
        for line in &mut self.lines {
            line.lane = new.get(&line.lane).copied().unwrap_or(line.lane);
        }
        stays
    }

    /// Hands composites of results their components.
    fn finish(&mut self, plan: &Plan) -> Result<(), Error> {
        for at in 0..self.lines.len() {
            let components = self.components(plan, at);
            let Some(line) = self.lines.get_mut(at) else {
                continue;
            };
            let of_results = plan.measures().get(line.place).is_some_and(is_of_results);
            if of_results {
                Arc::get_mut(&mut line.counted).ok_or_else(shared)?.components = components;
            }
        }
        Ok(())
    }

    /// The components of a line, with weight and direction.
    fn components(&self, plan: &Plan, at: usize) -> Vec<(crate::number::Rational, bool, Arc<Counted>)> {
        let Some(line) = self.lines.get(at) else {
            return Vec::new();
        };
        let Some(measure) = plan.measures().get(line.place) else {
            return Vec::new();
        };
        let parts = line.components.iter().filter_map(|part| self.lines.get(*part));
        let all = measure.components.iter().zip(parts).map(|(component, part)| {
            let counted = Arc::clone(&part.counted);
            as_component(plan, measure, component, line.counted.frame.at, counted)
        });
        all.collect()
    }

    /// Makes a step; false where everything had better be made anew.
    fn follow(
        &mut self,
        program: &Program,
        evaluation: &Evaluation,
        (from, to): (Day, Day),
        change: &Change,
    ) -> Result<bool, Error> {
        let (plan, store) = (&evaluation.plan, evaluation.ledger.store());
        let known_at = evaluation.parameters.known_at;
        let Some(index) = Arc::get_mut(&mut self.index) else {
            return Ok(false);
        };
        let register_moves = index.follow(store, known_at, change);
        let facts = Facts::with(store, known_at, Arc::clone(&self.index));
        self.calendar.follow(&facts, change);
        let criteria = self.kept_criteria(plan, &facts, from, to);
        let Some(criteria) = criteria else {
            return Ok(false);
        };
        let domains = Domains::new(&criteria);
        let mut frames = self.frames(plan, &criteria, (from, to))?;
        self.give_up(plan, &mut frames);
        let step = Step::new(&criteria, &self.calendar, change, self.domains);
        let mut moves = Vec::with_capacity(self.lanes.len());
        for (lane, frame) in self.lanes.iter_mut().zip(frames) {
            let from = lane.frame;
            moves.push((from, lane.follow(program, &step, frame.unwrap_or(from))?));
        }
        for at in 0..self.lines.len() {
            let components = self.components(plan, at);
            let parts = self.lines.get(at).map_or(&[][..], |line| &line.components).iter();
            let parts: Vec<&Line> = parts.filter_map(|part| self.lines.get(*part)).collect();
            let components_change = parts.iter().any(|line| line.changed);
            let component_words = words::union(parts.into_iter().map(|line| &line.words));
            let Some(line) = self.lines.get_mut(at) else {
                continue;
            };
            let (Some(measure), Some(parts)) =
                (plan.measures().get(line.place), program.measures.get(line.place))
            else {
                continue;
            };
            let (Some(lane), Some((lane_from, moved))) = (self.lanes.get(line.lane), moves.get(line.lane))
            else {
                continue;
            };
            line.follow(&Around {
                step: &step,
                measure,
                parts,
                lane,
                moved,
                register_moves,
                observations: step.observations(lane_from.at, lane.frame.at),
                as_of: match line.when {
                    When::Now => (from, to),
                    When::On(day) => (day, day),
                },
                component_words,
                components_change,
                components: &components,
            })?;
        }
        self.domains = domains;
        drop(moves);
        // A composite of results that was followed holds its components already: they are let go before lines change.
        self.release();
        self.add_lines(program, &criteria, to)?;
        Ok(true)
    }

    /// The criteria of a step between two days; `None` where a rule changes between them.
    fn kept_criteria<'a>(
        &mut self,
        plan: &'a Plan,
        facts: &'a Facts<'a>,
        from: Day,
        to: Day,
    ) -> Option<Criteria<'a>> {
        if self.calendar.rules(from, to) {
            return None;
        }
        // Between two days on which no unit changes they stand alike.
        let days: BTreeSet<Day> = self
            .lanes
            .iter()
            .map(|lane| lane.frame.at)
            .chain([from])
            .collect();
        self.stands.retain(|day, _| days.contains(day));
        for day in days {
            let stand = self.stands.entry(day);
            stand.or_insert_with(|| View::new(facts, day).stand());
        }
        if let Some(stand) = self.stands.get(&from).cloned() {
            self.stands.insert(to, stand);
        }
        Some(self.criteria(plan, facts))
    }

    /// The frame of each lane on another day; `None` for one whose period gives way to the next, or whose measures part.
    fn frames(
        &self,
        plan: &Plan,
        criteria: &Criteria<'_>,
        (from, to): (Day, Day),
    ) -> Result<Vec<Option<Frame>>, Error> {
        let counter = Counter::new(criteria, Persons::Facts);
        let mut frames: Vec<Option<Frame>> = self.lanes.iter().map(|lane| Some(lane.frame)).collect();
        let mut looked: Vec<bool> = vec![false; frames.len()];
        for line in self
            .lines
            .iter()
            .filter(|line| line.when == When::Now && from != to)
        {
            let lane = self
                .lanes
                .get(line.lane)
                .zip(frames.get_mut(line.lane))
                .zip(looked.get_mut(line.lane));
            let (Some(measure), Some(((lane, slot), looked))) = (plan.measures().get(line.place), lane)
            else {
                continue;
            };
            let frame = counter.frame(measure, to)?;
            let first = !std::mem::replace(looked, true);
            let parts = !first && *slot != Some(frame);
            *slot = Some(frame).filter(|frame| frame.period == lane.frame.period && !parts);
        }
        Ok(frames)
    }

    /// Drops the lines of lanes that have no frame any more, and what is made of these.
    fn give_up(&mut self, plan: &Plan, frames: &mut Vec<Option<Frame>>) {
        if frames.iter().all(Option::is_some) {
            return;
        }
        let mut gone: BTreeSet<(usize, When)> = BTreeSet::new();
        // Components stand before what is made of them.
        for line in &self.lines {
            let lost = frames.get(line.lane).is_none_or(Option::is_none);
            if lost
                || plan
                    .components(line.place)
                    .iter()
                    .any(|part| gone.contains(&(*part, line.when)))
            {
                gone.insert((line.place, line.when));
            }
        }
        self.lines.retain(|line| !gone.contains(&(line.place, line.when)));
        let kept = self.arrange(plan);
        let mut stays = kept.iter();
        frames.retain(|_| stays.next().copied().unwrap_or(false));
    }
}
