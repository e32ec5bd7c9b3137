package org.apache.kafka.connect.runtime;

/** Calls of what another version of Connect has, by handle: what they throw comes out as it is. */
public final class Invoked {
    private Invoked() {}

    /** A call of a method handle. */
    public interface Call {
        Object call() throws Throwable;
    }

    @SuppressWarnings("unchecked") // the handle's own type says what it returns
    public static <T> T of(Call call) {
        try {
            return (T) call.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
