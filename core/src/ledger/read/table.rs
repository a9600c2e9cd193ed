//! The six tables.

use super::csv::TableReader;
use super::header::Header;
use super::{activities, observations, organisations, participations, persons, units};

/// A table of the ledger, as a file holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// `units.csv`.
    Units,
    /// `persons.csv`.
    Persons,
    /// `organisations.csv`.
    Organisations,
    /// `activities.csv`.
    Activities,
    /// `participations.csv`.
    Participations,
    /// `observations.csv`.
    Observations,
}

impl Table {
    /// All tables, each before those that refer to it.
    pub const ALL: [Self; 6] = [
        Self::Units,
        Self::Persons,
        Self::Organisations,
        Self::Activities,
        Self::Participations,
        Self::Observations,
    ];

    /// The name of its file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Units => "units.csv",
            Self::Persons => "persons.csv",
            Self::Organisations => "organisations.csv",
            Self::Activities => "activities.csv",
            Self::Participations => "participations.csv",
            Self::Observations => "observations.csv",
        }
    }

    /// The table whose file has this name.
    ///
    /// ```
    /// use jinguo::ledger::Table;
    /// assert_eq!(Table::from_file_name("units.csv"), Some(Table::Units));
    /// assert_eq!(Table::from_file_name("Units.csv"), None);
    /// ```
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.file_name() == name)
    }

    /// The names of its columns, in the order in which the documents list them; not those with a name of the user's own
    /// behind a point, such as `attribute.NAME`.
    ///
    /// ```
    /// use jinguo::ledger::Table;
    /// let columns: Vec<&str> = Table::Participations.columns().collect();
    /// assert_eq!(columns, ["activity", "person", "role", "recorded_at", "withdrawn"]);
    /// ```
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        fn of<T: TableReader>() -> Vec<&'static str> {
            let mut header = Header::without_file();
            T::new(&mut header);
            header.into_known()
        }
        match self {
            Self::Units => of::<units::Units>(),
            Self::Persons => of::<persons::Persons>(),
            Self::Organisations => of::<organisations::Organisations>(),
            Self::Activities => of::<activities::Activities>(),
            Self::Participations => of::<participations::Participations>(),
            Self::Observations => of::<observations::Observations>(),
        }
        .into_iter()
    }
}
