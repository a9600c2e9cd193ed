package jinguo;

/** What was wrong with a call: the status, which never changes its meaning, and all faults as Chinese sentences, one a line. */
public final class JinguoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The code of the first fault, a {@code JINGUO_STATUS_*}. */
    public final int status;

    JinguoException(int status, String sentences) {
        super(sentences);
        this.status = status;
    }
}
