//! A city's attendance lists, made and answered: the question that `tests/peers/run` puts to this library and to others.
//!
//! `workload generate FOLDER [MINORS GUARDIANS ACTIVITIES ATTENDANCE [SEED]]` writes **synthetic** people, lectures and
//! attendance into the real communities of Changde, once as the tables of a database and once as the files of a ledger.
//! `workload answer FOLDER ANSWER` reads the files of the ledger and writes the answer. `workload scale PERSONS units|all` builds a
//! ledger of so many synthetic persons, with three participations each, in batches that bring persons of units which have none yet, or
//! of all units; it prints time and memory.
#![allow(missing_docs, reason = "a program, not a library")]

mod answer;
mod generate;
mod scale;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["generate", folder, sizes @ ..] => generate::Sizes::from_words(sizes)
            .and_then(|sizes| generate::write(folder.as_ref(), sizes).map_err(|error| error.to_string())),
        ["answer", folder, answer] => answer::answer(folder.as_ref(), answer.as_ref()),
        ["scale", persons, order @ ("units" | "all")] => match persons.parse() {
            Ok(persons) => scale::scale(persons, *order == "all"),
            Err(_) => Err(format!("`{persons}` is not a number")),
        },
        _ => Err(
            "workload generate FOLDER [MINORS GUARDIANS ACTIVITIES ATTENDANCE [SEED]]\n\
                  workload answer FOLDER ANSWER\n\
                  workload scale PERSONS units|all"
                .to_owned(),
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
