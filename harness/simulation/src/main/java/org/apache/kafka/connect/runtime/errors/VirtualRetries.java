package org.apache.kafka.connect.runtime.errors;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;

/**
 * Connect's retries of converters and transforms with waits that pass in virtual time. In this package, as the constructor that
 * takes what is waited on is not public.
 */
public final class VirtualRetries {
    private VirtualRetries() {}

    /**
     * @param timeoutMillis {@code errors.retry.timeout}
     * @param maxDelayMillis {@code errors.retry.delay.max.ms}
     * @param tolerance {@code errors.tolerance}
     * @param time moved on instead of waiting
     */
    public static RetryWithToleranceOperator<ConsumerRecord<byte[], byte[]>> operator(
            long timeoutMillis, long maxDelayMillis, ToleranceType tolerance, Time time, ErrorHandlingMetrics metrics) {
        return new RetryWithToleranceOperator<>(
                timeoutMillis, maxDelayMillis, tolerance, time, metrics, new VirtualLatch(time));
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
