package dev.sinkproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EnvironmentsTest {
    private final List<Integer> closed = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<String> trouble = new CompletableFuture<>();

    private Environment numbered(int number) {
        return (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(), new Class<?>[] {Environment.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        closed.add(number);
                        return null;
                    }
                    return method.getName().equals("hashCode") ? (Object) number : proxy == arguments[0];
                });
    }

    @Test
    void theFirstIsUsedWhileTheOthersStart() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Environments environments = Environments.start(2, number -> startedAfter(goOn, number), trouble::complete);

        Environment first = environments.take();
        goOn.countDown();
        Environment second = environments.take();

        assertThat(first).isSameAs(environments.first()).isNotSameAs(second);
        environments.giveBack(first);
        environments.giveBack(second);
        environments.close();
        assertThat(closed).containsExactlyInAnyOrder(1, 2);
    }

    private Environment startedAfter(CountDownLatch goOn, int number) throws IOException {
        try {
            if (number > 1) {
                goOn.await();
            }
            return numbered(number);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Test
    void oneThatCannotBeStartedIsToldAndDoneWithout() throws Exception {
        Environments environments = Environments.start(
                3,
                number -> {
                    if (number == 2) {
                        throw new IOException("no memory");
                    }
                    return numbered(number);
                },
                trouble::complete);

        assertThat(trouble.get()).contains("only 1 of 3").contains("no memory");
        environments.close();
        assertThat(closed).containsExactly(1);
    }

    @Test
    void theEndDoesNotWaitForOneThatWouldStillStart() throws Exception {
        Environments environments =
                Environments.start(2, number -> startedAfter(new CountDownLatch(1), number), trouble::complete);

        environments.close();

        assertThat(closed).containsExactly(1);
        assertThat(trouble).as("an end that was asked for is no trouble").isNotDone();
    }

    @Test
    void anInterruptedWaitForAFreeOneEnds() throws Exception {
        Environments environments = Environments.of(numbered(1));
        environments.take();

        Thread.currentThread().interrupt();
        assertThatThrownBy(environments::take).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).as("still pending").isTrue();
    }

    @Test
    void theFirstMustStart() {
        assertThatThrownBy(() -> Environments.start(
                        2,
                        number -> {
                            throw new IOException("no broker");
                        },
                        trouble::complete))
                .isInstanceOf(IOException.class)
                .hasMessage("no broker");
    }
}
