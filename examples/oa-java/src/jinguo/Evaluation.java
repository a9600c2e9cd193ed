package jinguo;

import java.time.LocalDate;

/** A plan evaluated over a ledger. Any number of threads may use it at once; plan and ledger may be closed before it. */
public final class Evaluation extends Handle {
    /** What was true by the end of {@code asOf}, as it was known at the end of {@code knownAt}. */
    public Evaluation(Plan plan, Ledger ledger, LocalDate asOf, LocalDate knownAt) {
        super(
                (out, error) ->
                        Library.jinguo_evaluate(
                                plan.get(),
                                ledger.get(),
                                Math.toIntExact(asOf.toEpochDay()),
                                Math.toIntExact(knownAt.toEpochDay()),
                                out,
                                error),
                Library::jinguo_evaluation_free);
    }
}
