package dev.sinkproof.check;

import java.util.function.Supplier;

/** Works something out when it is first asked for, and remembers the result, or why there is none. */
final class Once<T> {
    private final Supplier<T> work;
    private T result;
    private RuntimeException failure;

    Once(Supplier<T> work) {
        this.work = work;
    }

    T get() {
        if (result == null && failure == null) {
            workOut();
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    private void workOut() {
        try {
            result = work.get();
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
