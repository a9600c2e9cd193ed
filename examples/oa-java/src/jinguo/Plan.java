package jinguo;

/** A plan (工作要点). Any number of threads may use it at once. */
public final class Plan extends Handle {
    public Plan(String name, byte[] json) {
        super(
                (out, error) -> Library.jinguo_plan_compile(bytes(name), bytes(name).length, json, json.length, out, error),
                Library::jinguo_plan_free);
    }
}
