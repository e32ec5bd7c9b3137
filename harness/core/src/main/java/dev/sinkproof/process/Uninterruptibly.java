package dev.sinkproof.process;

/** Waits for what was told to end, also when the waiting thread is interrupted: who goes on before that leaves it behind. Threads: any. */
public final class Uninterruptibly {
    private Uninterruptibly() {}

    /** Something that ends. */
    @FunctionalInterface
    public interface Ending {
        /** Returns when it has ended. May be called again after it was interrupted. */
        void await() throws InterruptedException;
    }

    /** Returns when it has ended. A thread that was interrupted meanwhile is interrupted then. */
    public static void await(Ending ending) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ending.await();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
