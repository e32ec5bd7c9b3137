package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;

class MissingMethodsTest {
    private final Outbox outbox = new Outbox(1000);
    private final PointTransformer transformer = new PointTransformer(outbox, new Problems(outbox));

    @Test
    void namesVersionMethodAndPointThatIsMissed() throws InterruptedException {
        byte[] bytes = emptyRunner().make().getBytes();

        assertThat(problemsOf(bytes))
                .hasSize(7)
                .anySatisfy(text -> assertThat(text)
                        .contains("Connect 4.3.1")
                        .contains("there is no WorkerSinkTask.doCommitSync(Ljava/util/Map;I)V")
                        .contains("offset.commit.request is missed"));
    }

    @Test
    void weavesWhatItCanWhenAFieldIsMissing() throws InterruptedException {
        byte[] bytes = emptyRunner()
                .defineMethod("rewind", void.class, Visibility.PRIVATE)
                .intercept(StubMethod.INSTANCE)
                .defineMethod("onCommitCompleted", void.class, Visibility.PRIVATE)
                .withParameters(Throwable.class, long.class, java.util.Map.class)
                .intercept(StubMethod.INSTANCE)
                .make()
                .getBytes();

        assertThat(problemsOf(bytes))
                .anySatisfy(text -> assertThat(text)
                        .contains("cannot instrument WorkerSinkTask.rewind, so rewind is missed")
                        .contains("context"));
        assertThat(transformer.wovenRuntime(Weave.WORKER_SINK_TASK))
                .extracting(Weave::method)
                .containsExactly("onCommitCompleted");
    }

    @Test
    void reportsARuntimeThatIsNotThere() throws InterruptedException {
        ClassLoader none = new ClassLoader(null) {};
        new ConnectCheck(none, transformer, outbox, new Problems(outbox)).run();

        List<Frame> frames = outbox.take().stream().map(Frame::of).toList();
        assertThat(frames)
                .filteredOn(frame -> frame.kind() == Wire.PROBLEM)
                .extracting(Frame::text)
                .anyMatch(text -> text.contains("cannot load org.apache.kafka.connect.runtime.WorkerSinkTask"));
        assertThat(frames.get(frames.size() - 1).kind()).isEqualTo(Wire.READY);
    }

    private static net.bytebuddy.dynamic.DynamicType.Builder<Object> emptyRunner() {
        return new ByteBuddy().subclass(Object.class).name(Weave.WORKER_SINK_TASK.replace('/', '.'));
    }

    private List<String> problemsOf(byte[] bytes) throws InterruptedException {
        transformer.transform(getClass().getClassLoader(), Weave.WORKER_SINK_TASK, null, null, bytes);
        return outbox.take().stream().map(Frame::of).map(Frame::text).toList();
    }
}
