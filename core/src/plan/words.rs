//! Vocabulary lists and code sets.

use super::{Term, Vocabulary, VocabularyList};

impl VocabularyList {
    /// Every list, in the order of [`Vocabulary`].
    pub const ALL: [Self; 10] = [
        Self::Levels,
        Self::Groups,
        Self::Attributes,
        Self::PersonRoles,
        Self::OrganisationKinds,
        Self::ActivityKinds,
        Self::Topics,
        Self::ParticipationRoles,
        Self::Audiences,
        Self::ObservationKinds,
    ];

    /// The name of the list, as it stands in the document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Levels => "levels",
            Self::Groups => "groups",
            Self::Attributes => "attributes",
            Self::PersonRoles => "person_roles",
            Self::OrganisationKinds => "organisation_kinds",
            Self::ActivityKinds => "activity_kinds",
            Self::Topics => "topics",
            Self::ParticipationRoles => "participation_roles",
            Self::Audiences => "audiences",
            Self::ObservationKinds => "observation_kinds",
        }
    }
}

impl Vocabulary {
    /// One list of the vocabulary.
    pub fn list(&self, list: VocabularyList) -> &[Term] {
        match list {
            VocabularyList::Levels => &self.levels,
            VocabularyList::Groups => &self.groups,
            VocabularyList::Attributes => &self.attributes,
            VocabularyList::PersonRoles => &self.person_roles,
            VocabularyList::OrganisationKinds => &self.organisation_kinds,
            VocabularyList::ActivityKinds => &self.activity_kinds,
            VocabularyList::Topics => &self.topics,
            VocabularyList::ParticipationRoles => &self.participation_roles,
            VocabularyList::Audiences => &self.audiences,
            VocabularyList::ObservationKinds => &self.observation_kinds,
        }
    }
}

/// The words of a list with each `@set` replaced by what `set` gives for it: every word once, in order.
pub(super) fn expand<'a>(words: &[String], set: impl Fn(&str) -> Option<&'a [String]>) -> Vec<String> {
    let mut expanded: Vec<String> = Vec::with_capacity(words.len());
    let mut add = |word: &String| {
        if !expanded.contains(word) {
            expanded.push(word.clone());
        }
    };
    for word in words {
        match word.strip_prefix('@') {
            Some(id) => set(id).unwrap_or_default().iter().for_each(&mut add),
            None => add(word),
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_replaced_by_its_words_and_no_word_stands_twice() {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let fields = words(&["b", "c"]);
        let expanded = expand(&words(&["a", "@fields", "c", "@none"]), |id| {
            (id == "fields").then_some(fields.as_slice())
        });
        assert_eq!(expanded, words(&["a", "b", "c"]));
    }

    #[test]
    fn every_list_has_the_name_under_which_it_is_written() {
        for list in VocabularyList::ALL {
            assert_eq!(
                serde_json::to_string(&list).unwrap(),
                format!("\"{}\"", list.name())
            );
        }
    }
}
