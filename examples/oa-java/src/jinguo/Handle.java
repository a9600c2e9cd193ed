package jinguo;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A handle of the library. It goes back once, when it is closed. */
abstract class Handle implements AutoCloseable {
    static {
        // JINGUO_ABI_VERSION of the header that this package was written for.
        int written = 1;
        if (Library.jinguo_abi_min_compatible() > written || written > Library.jinguo_abi_version()) {
            throw new UnsatisfiedLinkError("libjinguo 的接口版本不合：" + Library.jinguo_abi_version());
        }
    }

    private Pointer pointer;
    private final Consumer<Pointer> free;

    Handle(Making call, Consumer<Pointer> free) {
        PointerByReference out = new PointerByReference();
        check(error -> call.into(out, error));
        this.pointer = out.getValue();
        this.free = free;
    }

    /** The pointer; not after it was closed. */
    final Pointer get() {
        if (pointer == null) {
            throw new IllegalStateException("已关闭");
        }
        return pointer;
    }

    @Override
    public final void close() {
        if (pointer != null) {
            free.accept(pointer);
            pointer = null;
        }
    }

    /** A call that gives a handle. */
    interface Making {
        int into(PointerByReference out, PointerByReference error);
    }

    /** A call that may fail. */
    interface Call {
        int with(PointerByReference error);
    }

    /** A call that lends bytes. */
    interface Lending {
        int into(PointerByReference data, LongByReference len, PointerByReference error);
    }

    static void check(Call call) {
        PointerByReference error = new PointerByReference();
        int status = call.with(error);
        if (status == 0) {
            return;
        }
        PointerByReference text = new PointerByReference();
        String sentences = "";
        if (Library.jinguo_error_message(error.getValue(), 0, text, null) == 0) {
            sentences = string(Library.jinguo_text_data(text.getValue()), Library.jinguo_text_len(text.getValue()));
            Library.jinguo_text_free(text.getValue());
        }
        Library.jinguo_error_free(error.getValue());
        throw new JinguoException(status, sentences);
    }

    static String lent(Lending call) {
        PointerByReference data = new PointerByReference();
        LongByReference len = new LongByReference();
        check(error -> call.into(data, len, error));
        return string(data.getValue(), len.getValue());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(Pointer data, long len) {
        return len == 0 ? "" : new String(data.getByteArray(0, Math.toIntExact(len)), StandardCharsets.UTF_8);
    }
}
