package jinguo;

import com.sun.jna.ptr.LongByReference;

/** What has been done, as facts. One thread at a time. */
public final class Ledger extends Handle {
    public Ledger() {
        super(Library::jinguo_ledger_new, Library::jinguo_ledger_free);
    }

    /** Enters a batch as a whole, or not at all. */
    public long apply(Batch batch) {
        LongByReference accepted = new LongByReference();
        check(error -> Library.jinguo_ledger_apply(get(), batch.get(), accepted, error));
        return accepted.getValue();
    }
}
