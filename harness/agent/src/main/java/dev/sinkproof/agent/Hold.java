package dev.sinkproof.agent;

import java.util.concurrent.CountDownLatch;

/** A thread's stay at an armed point, until the harness lets it go on or is gone. */
final class Hold {
    private final CountDownLatch released = new CountDownLatch(1);

    void release() {
        released.countDown();
    }

    /** Waits however often the thread is interrupted; the interrupt is still pending afterwards, as it was meant for the task. */
    void await() {
        boolean interrupted = false;
        while (true) {
            try {
                released.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
