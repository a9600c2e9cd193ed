//! Text in columns: Chinese characters are two columns wide.

use anstyle::{AnsiColor, Style};
use jinguo::report::Status;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// On which side of a cell the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    text: String,
    style: Style,
}

impl Cell {
    /// A cell with a colour; the terminal's own where it is default.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        Self { text, style }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::styled(text, Style::new())
    }
}

/// A table without lines: columns as wide as their widest cell, two spaces between them.
///
/// ```
/// use jinguo_examples::views::text::{Side, Table};
/// let mut table = Table::new([Side::Left, Side::Right]);
/// table.row(["指标".into(), "率".into()]);
/// table.row(["abc".into(), "7".into()]);
/// assert_eq!(table.to_string(), "指标  率\nabc    7\n");
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<Cell>>,
    widths: Vec<usize>,
    indent: usize,
}

impl Table {
    /// An empty table.
    pub fn new(sides: impl IntoIterator<Item = Side>) -> Self {
        Self {
            sides: sides.into_iter().collect(),
            rows: Vec::new(),
            widths: Vec::new(),
            indent: 0,
        }
    }

    /// Spaces before each row.
    #[must_use]
    pub fn indent(mut self, spaces: usize) -> Self {
        self.indent = spaces;
        self
    }

    /// Columns at least so wide, so that several tables stand under each other.
    #[must_use]
    pub fn widths(mut self, widths: &[usize]) -> Self {
        self.widths = widths.to_vec();
        self
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The width of each column.
    pub fn measure(&self) -> Vec<usize> {
        let mut widths = self.widths.clone();
        widths.resize(self.sides.len(), 0);
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.width());
            }
        }
        widths
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let widths = self.measure();
        for row in &self.rows {
            let mut line = " ".repeat(self.indent);
            let last = row.iter().rposition(|cell| !cell.text.is_empty()).unwrap_or(0);
            for (at, (cell, (width, side))) in row.iter().zip(widths.iter().zip(&self.sides)).enumerate() {
                if at > last {
                    break;
                }
                let space = " ".repeat(width.saturating_sub(cell.text.width()));
                let style = cell.style;
                let text = format!("{style}{}{style:#}", cell.text);
                match side {
                    Side::Left if at == last => line.push_str(&text),
                    Side::Left => line.push_str(&(text + &space)),
                    Side::Right => line.push_str(&(space + &text)),
                }
                if at < last {
                    line.push_str("  ");
                }
            }
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

/// Cuts a text to so many columns, with an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= columns
        })
        .collect();
    kept + "…"
}

/// The colour of a status.
pub fn colour(status: Status) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match status {
        Status::OnTrack | Status::Met => colour(AnsiColor::Green),
        Status::AtRisk | Status::MetLate => colour(AnsiColor::Yellow),
        Status::OffTrack | Status::Missed => colour(AnsiColor::Red).bold(),
        Status::Undetermined => colour(AnsiColor::Magenta),
        Status::Tracked | Status::NotStarted => Style::new().dimmed(),
    }
}

/// A bar of twenty columns: how far it has come, and where it should stand by now.
///
/// ```
/// use jinguo_examples::views::text::bar;
/// assert_eq!(bar(500, 750), "██████████░░░░░┃░░░░");
/// ```
pub fn bar(done: u32, required: u32) -> String {
    let place = |thousandths: u32| usize::try_from(thousandths / 50).unwrap_or(20).min(20);
    let (done_to, mark) = (place(done), place(required));
    (0..20)
        .map(|at| match (at < done_to, at == mark) {
            (false, true) => '┃',
            (true, _) => '█',
            (false, false) => '░',
        })
        .collect()
}
