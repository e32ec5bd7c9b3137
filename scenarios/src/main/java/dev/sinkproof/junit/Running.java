package dev.sinkproof.junit;

import java.io.IOException;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * What tests find when they are executed.
 *
 * @param listener is told what they say
 * @param tests the class that is being run; null outside of one
 */
record Running(EngineExecutionListener listener, ClassRun tests) implements EngineExecutionContext {
    static Running nothing(EngineExecutionListener listener) {
        return new Running(listener, null);
    }

    Running with(ClassRun started) {
        return new Running(listener, started);
    }

    /** Ends what was started; nothing was when starting it failed. */
    void close() throws IOException {
        if (tests != null) {
            tests.close();
        }
    }
}
