package dev.sinkproof.agent;

import java.util.concurrent.CountDownLatch;

/**
 * A thread's stay at an armed point, until the harness lets it go on or is gone. It has no time limit, and costs nothing while it
 * lasts.
 */
final class Hold {
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Injection injection;

    /** @param thrown what the thread throws; null when it goes on */
    void release(Injection thrown) {
        injection = thrown;
        released.countDown();
    }

    /**
     * Waits however often the thread is interrupted; the interrupt is still pending afterwards, as it was meant for the task.
     *
     * @return what to throw; null to go on
     */
    Injection await() {
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
        return injection;
    }
}
