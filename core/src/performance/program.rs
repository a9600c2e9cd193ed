//! A compiled document: a list of nodes, each a column to be filled, in an order in which each comes after what it uses.

use super::document::{
    Aggregate, Band, BarredPlace, First, Gaps, Item, NotDistinct, Places, PlacesRule, RankMethod, Section,
    Stream, TieRule, UnknownGate, VotesCounted, Who, Within, WithoutValue,
};
use super::rule::RuleProgram;
use super::term::{CompareTest, Term, Test};
use crate::number::{Rational, Rounding};
use crate::time::Day;

/// A compiled document.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    pub(super) nodes: Vec<Node>,
    /// Every node once, each after what it uses.
    pub(super) order: Vec<usize>,
    /// The names of the groups that conditions know, in the order of their numbers.
    pub(super) groups: Vec<String>,
    pub(super) scorecards: Vec<ScorecardProgram>,
    pub(super) awards: Vec<AwardNodes>,
}

/// Where the parts of a scorecard stand.
#[derive(Clone, Debug, Default)]
pub(super) struct ScorecardProgram {
    pub(super) items: Vec<usize>,
    pub(super) sections: Vec<usize>,
    pub(super) total: usize,
    pub(super) gates: Vec<usize>,
    pub(super) grades: Option<usize>,
    pub(super) rankings: Vec<usize>,
    pub(super) payouts: Vec<usize>,
    pub(super) consequences: Vec<usize>,
}

/// Where the parts of an award stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AwardNodes {
    pub(super) nomination: usize,
    pub(super) winners: usize,
}

/// Whose cohort a node looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    Everyone,
    Scorecard(usize),
    Award(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) owner: Owner,
    /// What messages call it; empty for a step without a name.
    pub(super) name: String,
    /// Where it stands in the document.
    pub(super) pointer: String,
    pub(super) kind: Kind,
    /// The nodes it uses.
    pub(super) uses: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Filled by another node.
    Shadow,
    Item(Box<ItemProgram>),
    Section(Box<SectionProgram>),
    Gate(Box<GateProgram>),
    Grade(Box<GradesProgram>),
    Rank(RankProgram),
    Cohort {
        of: Term,
        aggregate: Aggregate,
        within: Within,
    },
    Overseen {
        part: usize,
        aggregate: Aggregate,
        without_value: WithoutValue,
    },
    PlacePoints(PlacesRule<Term>),
    Points {
        ledger: usize,
        kinds: Vec<String>,
        at: Option<Day>,
    },
    Votes {
        award: usize,
        nomination: usize,
        counted: VotesCounted,
    },
    Target(usize),
    Sampled(usize),
    Nomination {
        test: Test,
        /// Gates that bar from it.
        barred_by: Vec<usize>,
    },
    Winners {
        award: usize,
        nomination: usize,
        order: Vec<KeyTerm>,
    },
    Payout {
        when: Test,
        amount: Term,
        otherwise: Rational,
        round: Option<Rounding>,
    },
    Consequence(Test),
}

#[derive(Clone, Debug)]
pub(super) struct KeyTerm {
    pub(super) of: Term,
    pub(super) first: First,
}

#[derive(Clone, Debug)]
pub(super) struct RankProgram {
    pub(super) order: Vec<KeyTerm>,
    pub(super) within: Within,
    pub(super) method: RankMethod,
    pub(super) seed: Option<String>,
    /// Gates that bar from being ranked.
    pub(super) barred_by: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct ItemProgram {
    pub(super) item: Item,
    pub(super) rule: RuleProgram,
    pub(super) applies: Option<Test>,
    pub(super) evidence: Vec<usize>,
    pub(super) lateness: Option<Term>,
    pub(super) only_if: Option<CompareTest>,
    pub(super) recipients: Vec<KeyTerm>,
    pub(super) distinct: Option<(Within, NotDistinct)>,
    pub(super) fail: Vec<usize>,
    /// The inputs that the rule looks at, directly.
    pub(super) inputs: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct SectionProgram {
    /// The section without its parts.
    pub(super) section: Section,
    pub(super) parts: Vec<PartProgram>,
    pub(super) applies: Option<Test>,
    pub(super) fail: Vec<usize>,
    pub(super) deduct: Vec<(usize, Rational)>,
    /// Where the bonus inside the section's points stands.
    pub(super) bonus: usize,
    /// Where the deduction inside the section's points stands.
    pub(super) deduction: usize,
}

#[derive(Clone, Debug)]
pub(super) struct PartProgram {
    pub(super) node: usize,
    pub(super) id: String,
    pub(super) stream: Stream,
    pub(super) points: Option<Rational>,
    pub(super) weight: Option<Rational>,
    /// For a section: where its bonus and deduction stand.
    pub(super) inner: Option<(usize, usize)>,
    /// For a section: the most it can give; for an item: its ceiling.
    pub(super) redistributes: bool,
}

#[derive(Clone, Debug)]
pub(super) struct GateProgram {
    pub(super) when: Test,
    pub(super) unknown: UnknownGate,
}

#[derive(Clone, Debug)]
pub(super) struct GradesProgram {
    pub(super) of: Term,
    pub(super) order: Vec<String>,
    pub(super) lines: Vec<LinesProgram>,
    pub(super) quotas: Vec<QuotaProgram>,
    /// Gates with an effect on the grade.
    pub(super) gates: Vec<(usize, GradeEffect)>,
}

#[derive(Clone, Debug)]
pub(super) enum GradeEffect {
    Bar(Vec<usize>),
    Downgrade(usize),
    Set(usize),
    BarEntry,
}

#[derive(Clone, Debug)]
pub(super) struct LinesProgram {
    /// The groups; everyone else where empty.
    pub(super) groups: Vec<usize>,
    pub(super) bands: Vec<Band<usize>>,
    pub(super) gaps: Gaps,
}

#[derive(Clone, Debug)]
pub(super) struct QuotaProgram {
    pub(super) grade: usize,
    pub(super) within: Within,
    pub(super) places: Places,
    pub(super) order: Vec<KeyTerm>,
    pub(super) ties: TieRule,
    pub(super) falls_to: usize,
    pub(super) barred: BarredPlace,
}

/// Whether a candidate is somebody's.
pub(super) fn admits(who: &Who, candidate: &super::input::Candidate) -> bool {
    let has = |wanted: &super::document::AttributeIs| {
        candidate
            .attributes
            .get(&wanted.id)
            .is_some_and(|word| wanted.one_of.contains(word))
    };
    (who.groups.is_empty()
        || candidate
            .group
            .as_ref()
            .is_some_and(|group| who.groups.contains(group)))
        && who.attributes.iter().all(has)
        && !who.except.iter().any(has)
}
