//! `jinguo`: see `jinguo --help`.

fn main() -> std::process::ExitCode {
    jinguo_examples::command::main()
}
