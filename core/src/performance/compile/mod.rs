//! From a document to a program: names are resolved, meanings checked, nodes ordered. Every fault is gathered.

mod band;
mod condition;
mod item;
mod other;
mod points;
mod rule;
mod section;
mod source;
mod standing;
mod value;

use super::document::{Effect, Part, ScorecardsDocument, Section};
use super::program::{AwardNodes, Kind, Node, Owner, Program, ScorecardProgram};
use crate::error::{Code, Fault, Place, Words};
use crate::json::known;
use crate::order::Order;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A fault before its line is known.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) code: Code,
    pub(super) pointer: String,
    pub(super) found: String,
    pub(super) expected: Words,
}

impl Flaw {
    pub(super) fn at(self, place: Place) -> Fault {
        Fault::new(self.code, place, self.found, self.expected)
    }
}

/// What a name refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Part(usize, String),
    Gate(usize, String),
    Ranking(usize, String),
}

pub(super) struct Compiler<'a> {
    document: &'a ScorecardsDocument,
    flaws: Vec<Flaw>,
    program: Program,
    inputs: BTreeMap<&'a str, usize>,
    scorecards: BTreeMap<&'a str, usize>,
    awards: BTreeMap<&'a str, usize>,
    groups: BTreeMap<String, usize>,
    names: BTreeMap<Name, usize>,
    grades: BTreeMap<usize, usize>,
    /// Gates that fail a part.
    fails: BTreeMap<usize, Vec<usize>>,
    /// The nodes that the node being compiled uses.
    uses: Vec<usize>,
    /// The inputs that it looks at.
    looked_at: BTreeSet<usize>,
    owner: Owner,
}

/// Compiles a document.
///
/// # Errors
/// Every flaw, in the order in which they were met.
pub(super) fn compile(document: &ScorecardsDocument) -> Result<Program, Vec<Flaw>> {
    let mut compiler = Compiler {
        document,
        flaws: Vec::new(),
        program: Program::default(),
        inputs: BTreeMap::new(),
        scorecards: BTreeMap::new(),
        awards: BTreeMap::new(),
        groups: BTreeMap::new(),
        names: BTreeMap::new(),
        grades: BTreeMap::new(),
        fails: BTreeMap::new(),
        uses: Vec::new(),
        looked_at: BTreeSet::new(),
        owner: Owner::Everyone,
    };
    compiler.head();
    compiler.register();
    compiler.bodies();
    compiler.order();
    if compiler.flaws.is_empty() {
        compiler.program.groups = names_by_number(&compiler.groups);
        Ok(compiler.program)
    } else {
        Err(compiler.flaws)
    }
}

fn names_by_number(numbers: &BTreeMap<String, usize>) -> Vec<String> {
    let mut names: Vec<(usize, String)> = numbers.iter().map(|(name, at)| (*at, name.clone())).collect();
    names.order();
    names.into_iter().map(|(_, name)| name).collect()
}

impl<'a> Compiler<'a> {
    fn flaw(&mut self, code: Code, pointer: impl Into<String>, found: impl Into<String>, expected: Words) {
        self.flaws.push(Flaw {
            code,
            pointer: pointer.into(),
            found: found.into(),
            expected,
        });
    }

    /// A name that nothing has.
    fn unknown<S: AsRef<str>>(
        &mut self,
        code: Code,
        pointer: impl Into<String>,
        found: &str,
        names: impl IntoIterator<Item = S>,
    ) {
        let expected = known(found, names);
        self.flaw(code, pointer, found, expected);
    }

    fn head(&mut self) {
        if self.document.schema != super::document::SCHEMA {
            let found = self.document.schema.clone();
            self.flaw(
                Code::UnknownWord,
                "/schema",
                found,
                Words::one_of([super::document::SCHEMA]),
            );
        }
    }

    fn node(&mut self, name: String, pointer: String) -> usize {
        self.program.nodes.push(Node {
            owner: self.owner,
            name,
            pointer,
            kind: Kind::Shadow,
            uses: Vec::new(),
        });
        self.program.nodes.len().saturating_sub(1)
    }

    /// Fills a node that was registered, with what was used since.
    fn fill(&mut self, node: usize, kind: Kind) {
        let uses = std::mem::take(&mut self.uses);
        if let Some(node) = self.program.nodes.get_mut(node) {
            node.kind = kind;
            node.uses = uses;
        }
    }

    fn take_name(&mut self, name: Name, node: usize, pointer: String, id: &str) {
        match self.names.entry(name) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(_) => self.duplicate(pointer, id),
        }
    }

    /// Gives every named thing its node, so that bodies can refer to what comes later.
    fn register(&mut self) {
        let document = self.document;
        self.register_inputs();
        for (at, scorecard) in document.scorecards.iter().enumerate() {
            let pointer = format!("/scorecards/{at}");
            if self.scorecards.insert(&scorecard.id, at).is_some() {
                self.duplicate(format!("{pointer}/id"), &scorecard.id);
            }
            self.owner = Owner::Scorecard(at);
            let mut nodes = ScorecardProgram::default();
            nodes.total =
                self.register_section(at, &scorecard.total, &format!("{pointer}/total"), &mut nodes);
            for (nth, gate) in scorecard.gates.iter().enumerate() {
                let pointer = format!("{pointer}/gates/{nth}");
                let node = self.node(format!("{}/{}", scorecard.id, gate.id), pointer.clone());
                self.take_name(
                    Name::Gate(at, gate.id.clone()),
                    node,
                    format!("{pointer}/id"),
                    &gate.id,
                );
                nodes.gates.push(node);
            }
            if scorecard.grades.is_some() {
                let node = self.node(format!("{}/grades", scorecard.id), format!("{pointer}/grades"));
                nodes.grades = Some(node);
                self.grades.insert(at, node);
            }
            for (nth, ranking) in scorecard.rankings.iter().enumerate() {
                let pointer = format!("{pointer}/rankings/{nth}");
                let node = self.node(format!("{}/{}", scorecard.id, ranking.id), pointer.clone());
                self.take_name(
                    Name::Ranking(at, ranking.id.clone()),
                    node,
                    format!("{pointer}/id"),
                    &ranking.id,
                );
                nodes.rankings.push(node);
            }
            for (nth, payout) in scorecard.payouts.iter().enumerate() {
                let node = self.node(
                    format!("{}/{}", scorecard.id, payout.id),
                    format!("{pointer}/payouts/{nth}"),
                );
                nodes.payouts.push(node);
            }
            for (nth, consequence) in scorecard.consequences.iter().enumerate() {
                let node = self.node(
                    format!("{}/{}", scorecard.id, consequence.id),
                    format!("{pointer}/consequences/{nth}"),
                );
                nodes.consequences.push(node);
            }
            self.program.scorecards.push(nodes);
        }
        for (at, award) in document.awards.iter().enumerate() {
            let pointer = format!("/awards/{at}");
            if self.awards.insert(&award.id, at).is_some() {
                self.duplicate(format!("{pointer}/id"), &award.id);
            }
            self.owner = Owner::Award(at);
            let nomination = self.node(
                format!("{}/nomination", award.id),
                format!("{pointer}/nomination"),
            );
            let winners = self.node(award.id.clone(), pointer.clone());
            self.program.awards.push(AwardNodes { nomination, winners });
        }
        self.register_fails();
    }

    fn duplicate(&mut self, pointer: String, id: &str) {
        self.flaw(
            Code::DuplicateId,
            pointer,
            id,
            Words::new("另一个编号", "another identifier"),
        );
    }

    fn register_section(
        &mut self,
        scorecard: usize,
        section: &Section,
        pointer: &str,
        nodes: &mut ScorecardProgram,
    ) -> usize {
        let name = |id: &str| {
            let card = self.document.scorecards.get(scorecard);
            format!("{}/{id}", card.map_or("", |card| card.id.as_str()))
        };
        let node = self.node(name(&section.id), pointer.to_owned());
        // The two nodes after it hold the bonus and the deduction inside its points.
        self.node(String::new(), pointer.to_owned());
        self.node(String::new(), pointer.to_owned());
        self.take_name(
            Name::Part(scorecard, section.id.clone()),
            node,
            format!("{pointer}/id"),
            &section.id,
        );
        nodes.sections.push(node);
        for (nth, part) in section.parts.iter().enumerate() {
            match part {
                Part::Item(item) => {
                    let pointer = format!("{pointer}/parts/{nth}/item");
                    let card = self.document.scorecards.get(scorecard);
                    let name = format!("{}/{}", card.map_or("", |card| card.id.as_str()), item.id);
                    let node = self.node(name, pointer.clone());
                    self.take_name(
                        Name::Part(scorecard, item.id.clone()),
                        node,
                        format!("{pointer}/id"),
                        &item.id,
                    );
                    nodes.items.push(node);
                }
                Part::Section(inner) => {
                    self.register_section(scorecard, inner, &format!("{pointer}/parts/{nth}/section"), nodes);
                }
            }
        }
        node
    }

    /// Gates that fail a part are known before the parts are compiled.
    fn register_fails(&mut self) {
        let document = self.document;
        for (at, scorecard) in document.scorecards.iter().enumerate() {
            for (nth, gate) in scorecard.gates.iter().enumerate() {
                let Effect::Fail(part) = &gate.effect else {
                    continue;
                };
                let pointer = format!("/scorecards/{at}/gates/{nth}/effect/fail");
                let gate = self.names.get(&Name::Gate(at, gate.id.clone())).copied();
                if let (Some(part), Some(gate)) = (self.part(at, part, pointer), gate) {
                    self.fails.entry(part).or_default().push(gate);
                }
            }
        }
    }

    /// The node of an item or section.
    fn part(&mut self, scorecard: usize, id: &str, pointer: String) -> Option<usize> {
        let found = self.names.get(&Name::Part(scorecard, id.to_owned())).copied();
        if found.is_none() {
            let names: Vec<String> = self
                .names
                .keys()
                .filter_map(|name| match name {
                    Name::Part(of, id) if *of == scorecard => Some(id.clone()),
                    _ => None,
                })
                .collect();
            self.unknown(Code::UnknownPart, pointer, id, names);
        }
        found
    }

    fn scorecard(&mut self, id: &str, pointer: String) -> Option<usize> {
        let found = self.scorecards.get(id).copied();
        if found.is_none() {
            let names: Vec<&str> = self.scorecards.keys().copied().collect();
            self.unknown(Code::UnknownScorecard, pointer, id, names);
        }
        found
    }

    fn gate(&mut self, scorecard: usize, id: &str, pointer: String) -> Option<usize> {
        let found = self.names.get(&Name::Gate(scorecard, id.to_owned())).copied();
        if found.is_none() {
            let names: Vec<String> = self
                .names
                .keys()
                .filter_map(|name| match name {
                    Name::Gate(of, id) if *of == scorecard => Some(id.clone()),
                    _ => None,
                })
                .collect();
            self.unknown(Code::UnknownGate, pointer, id, names);
        }
        found
    }

    fn group(&mut self, name: &str) -> usize {
        let next = self.groups.len();
        *self.groups.entry(name.to_owned()).or_insert(next)
    }

    /// Compiles everything that was registered, in the order of the document.
    fn bodies(&mut self) {
        let document = self.document;
        self.check_inputs();
        self.check_sources();
        for (at, scorecard) in document.scorecards.iter().enumerate() {
            self.owner = Owner::Scorecard(at);
            self.scorecard_body(at, scorecard, &format!("/scorecards/{at}"));
        }
        for (at, award) in document.awards.iter().enumerate() {
            self.owner = Owner::Award(at);
            self.award_body(at, award, &format!("/awards/{at}"));
        }
        self.check_points();
    }

    /// Puts each node after what it uses; a circle is a flaw that names it.
    fn order(&mut self) {
        let count = self.program.nodes.len();
        // 0: not met, 1: on the way, 2: done.
        let mut seen = vec![0u8; count];
        let mut order = Vec::with_capacity(count);
        for start in 0..count {
            let mut path: Vec<(usize, usize)> = vec![(start, 0)];
            if seen.get(start) != Some(&0) {
                continue;
            }
            set(&mut seen, start, 1);
            while let Some((node, next)) = path.pop() {
                let used = self
                    .program
                    .nodes
                    .get(node)
                    .and_then(|node| node.uses.get(next))
                    .copied();
                match used {
                    None => {
                        set(&mut seen, node, 2);
                        order.push(node);
                    }
                    Some(used) => {
                        path.push((node, next.saturating_add(1)));
                        match seen.get(used) {
                            Some(0) => {
                                set(&mut seen, used, 1);
                                path.push((used, 0));
                            }
                            Some(1) => {
                                self.circle(&path, used);
                                return;
                            }
                            _ => {}
                        }
                    }
                }
            }
        }
        self.program.order = order;
    }

    fn circle(&mut self, path: &[(usize, usize)], back_to: usize) {
        let from = path.iter().position(|(node, _)| *node == back_to).unwrap_or(0);
        let mut names: Vec<String> = Vec::new();
        let mut pointer = String::new();
        for (node, _) in path.iter().skip(from) {
            let Some(node) = self.program.nodes.get(*node) else {
                continue;
            };
            if !node.name.is_empty() {
                if pointer.is_empty() {
                    pointer.clone_from(&node.pointer);
                }
                names.push(node.name.clone());
            }
        }
        if let Some(first) = names.first().cloned() {
            names.push(first);
        }
        self.flaw(
            Code::ScoreCycle,
            pointer,
            names.join(" → "),
            Words::new("不成环的引用", "references that form no circle"),
        );
    }
}

fn set(seen: &mut [u8], node: usize, state: u8) {
    if let Some(cell) = seen.get_mut(node) {
        *cell = state;
    }
}
