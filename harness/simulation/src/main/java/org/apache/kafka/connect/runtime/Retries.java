package org.apache.kafka.connect.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorHandlingMetrics;
import org.apache.kafka.connect.runtime.errors.ToleranceType;

/**
 * How converters and transforms are tried again.
 *
 * @param timeoutMillis {@code errors.retry.timeout}
 * @param delayMaxMillis {@code errors.retry.delay.max.ms}
 * @param tolerance {@code errors.tolerance}
 * @param time moved on instead of waiting
 */
public record Retries(
        long timeoutMillis, long delayMaxMillis, ToleranceType tolerance, Time time, ErrorHandlingMetrics metrics) {
    /** What Connect waits on between two attempts: virtual time passes instead. */
    public CountDownLatch latch() {
        return new VirtualLatch(time);
    }

    private static final class VirtualLatch extends CountDownLatch {
        private final Time time;

        VirtualLatch(Time time) {
            super(1);
            this.time = time;
        }

        @Override
        public boolean await(long timeout, TimeUnit unit) {
            if (getCount() > 0) {
                time.sleep(unit.toMillis(timeout));
            }
            return getCount() == 0;
        }
    }
}
