package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {
    private final Outbox outbox = new Outbox(3);

    @Test
    void keepsTheOrderOfPassingsAndOtherMessages() throws InterruptedException {
        pass(Point.TASK_PUT_ENTER);
        outbox.send(Message.problem("between"));
        pass(Point.TASK_PUT_EXIT);

        assertThat(taken()).extracting(Frame::text).containsExactly("task.put.enter", "between", "task.put.exit");
    }

    @Test
    void dropsAndCountsUnheldPassingsWhenFull() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            pass(Point.DELIVER);
        }
        List<Frame> frames = taken();

        assertThat(frames).hasSize(4);
        assertThat(frames.get(3)).extracting(Frame::kind, Frame::number).containsExactly(Wire.DROPPED, 2L);
    }

    @Test
    void reportsTheTotalOfDroppedPassingsOnlyWhenItGrew() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            pass(Point.DELIVER);
        }
        taken();
        pass(Point.DELIVER);

        assertThat(taken()).extracting(Frame::kind).containsExactly(Wire.PASSING);
    }

    @Test
    void neverDropsHeldPassings() throws Exception {
        for (int i = 0; i < 3; i++) {
            pass(Point.DELIVER);
        }
        outbox.arm(Set.of(Point.TASK_PUT_EXIT), 7);
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.TASK_PUT_EXIT));
        Frame held = awaitHeld();
        outbox.release(held.number(), null);

        task.get();
        assertThat(held.text()).isEqualTo("task.put.exit");
    }

    @Test
    void holdsWhatPassesAfterTheConfirmationAndNothingBefore() throws Exception {
        pass(Point.TASK_PUT_EXIT);
        outbox.arm(Set.of(Point.TASK_PUT_EXIT), 7);
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.TASK_PUT_EXIT));
        List<Frame> frames = takenUpToHeld();
        outbox.release(frames.get(frames.size() - 1).number(), null);

        task.get();
        assertThat(frames).extracting(Frame::kind).containsExactly(Wire.PASSING, Wire.ARMED, Wire.PASSING);
        assertThat(frames).extracting(Frame::number).first().isEqualTo(Wire.UNHELD);
    }

    @Test
    void keepsOthersWaitingWhenOneIsReleased() throws Exception {
        outbox.arm(Set.of(Point.DELIVER), 1);
        CompletableFuture<Void> first = CompletableFuture.runAsync(() -> pass(Point.DELIVER));
        Frame firstHeld = awaitHeld();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> pass(Point.DELIVER));
        Frame secondHeld = awaitHeld();
        outbox.release(secondHeld.number(), null);
        second.get();

        assertThat(isWaiting(first)).isTrue();
        outbox.release(firstHeld.number(), null);
        first.get();
    }

    @Test
    void staysHeldWhenInterruptedAndKeepsTheInterrupt() throws Exception {
        outbox.arm(Set.of(Point.DELIVER), 1);
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Thread task = new Thread(() -> {
            pass(Point.DELIVER);
            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
        });
        task.start();
        Frame held = awaitHeld();
        task.interrupt();

        assertThat(isWaiting(interruptedAfterwards)).isTrue();
        outbox.release(held.number(), null);
        assertThat(interruptedAfterwards.get()).isTrue();
        task.join();
    }

    @Test
    void releasesAllAndTakesNothingMoreWhenClosed() throws Exception {
        outbox.arm(Set.of(Point.DELIVER), 1);
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.DELIVER));
        awaitHeld();
        outbox.close();
        task.get();
        pass(Point.DELIVER);

        assertThat(outbox.isOpen()).isFalse();
        assertThat(outbox.held()).isZero();
        assertThat(taken()).isEmpty();
    }

    @Test
    void keepsAThreadUntilItsPassingIsWrittenOnceTheJvmEnds() throws Exception {
        outbox.end();
        CompletableFuture<Void> task = CompletableFuture.runAsync(() -> pass(Point.TASK_STOP));
        List<Frame> frames = taken();

        assertThat(isWaiting(task)).isTrue();
        outbox.written(frames.size());
        task.get();
    }

    @Test
    void doesNotWaitForAHarnessThatIsGoneWhenTheJvmEnds() throws Exception {
        pass(Point.TASK_STOP);
        CompletableFuture<Void> end = CompletableFuture.runAsync(outbox::end);

        assertThat(isWaiting(end)).isTrue();
        outbox.close();
        end.get();
    }

    private void pass(Point point) {
        outbox.pass(Passing.now(point, "orders-0", List.of(), Map.of()));
    }

    private List<Frame> taken() throws InterruptedException {
        return outbox.take().stream().map(Frame::of).toList();
    }

    private Frame awaitHeld() throws InterruptedException {
        List<Frame> frames = takenUpToHeld();
        return frames.get(frames.size() - 1);
    }

    private List<Frame> takenUpToHeld() throws InterruptedException {
        List<Frame> frames = new java.util.ArrayList<>(taken());
        while (frames.stream().noneMatch(frame -> frame.kind() == Wire.PASSING && frame.number() != Wire.UNHELD)) {
            frames.addAll(taken());
        }
        return frames;
    }

    /** Whether it is still not done after a while in which it would have been. */
    private static boolean isWaiting(CompletableFuture<?> future) throws Exception {
        try {
            future.get(50, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }
}
