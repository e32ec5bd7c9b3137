package dev.sinkproof.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.kafka.connect.runtime.CountingTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the metrics that Connect itself makes; they are the whole JVM's, so each test has a connector of its own. */
@Timeout(60)
class MetricsWatchTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final Outbox outbox = new Outbox(10);
    private final Problems problems = new Problems(outbox);
    private final MetricsWatch watch = MetricsWatch.ofThisProcess(outbox, problems);

    @AfterEach
    void end() {
        outbox.close();
    }

    private List<Frame> looked() throws InterruptedException {
        watch.look();
        outbox.send(Message.problem("end"));
        List<Frame> frames = outbox.take().stream().map(Frame::of).toList();
        return frames.subList(0, frames.size() - 1);
    }

    @Test
    void tells_what_connect_counts_of_a_task_by_connects_own_names() throws Exception {
        try (CountingTask task = new CountingTask("counted", 1)) {
            task.fail();
            task.fail();
            task.putTook(70);
            task.putTook(30);

            assertThat(looked()).singleElement().satisfies(frame -> {
                assertThat(frame.kind()).isEqualTo(Wire.METRICS);
                assertThat(frame.task()).isEqualTo("counted-1");
                assertThat(frame.attributes())
                        .containsEntry("total-record-failures", "2")
                        .containsEntry("total-records-skipped", "0")
                        .containsEntry("put-batch-max-time-ms", "70")
                        .containsEntry("put-batch-avg-time-ms", "50")
                        // It has never committed: that is no number.
                        .doesNotContainKey("offset-commit-max-time-ms");
            });
        }
    }

    @Test
    void tells_again_only_what_has_changed() throws Exception {
        try (CountingTask one = new CountingTask("quiet", 0);
                CountingTask other = new CountingTask("failing", 0)) {
            assertThat(looked()).extracting(Frame::task).containsExactly("failing-0", "quiet-0");
            assertThat(looked()).isEmpty();
            other.fail();
            assertThat(looked()).extracting(Frame::task).containsExactly("failing-0");
        }
    }

    @Test
    void has_a_task_that_comes_back_told_anew() throws Exception {
        try (CountingTask first = new CountingTask("again", 0)) {
            first.fail();
            assertThat(looked()).hasSize(1);
        }
        assertThat(looked()).isEmpty();
        try (CountingTask second = new CountingTask("again", 0)) {
            second.fail();
            assertThat(looked()).hasSize(1);
        }
    }

    @Test
    void reads_names_that_jmx_makes_kafka_quote() throws Exception {
        try (CountingTask task = new CountingTask("odd:name, \"quoted\"*", 0)) {
            assertThat(looked()).extracting(Frame::task).containsExactly("odd:name, \"quoted\"*-0");
        }
    }

    /** Kafka's consumers make such a bean for each partition that they have fetched from. */
    public interface LagMBean {
        double getLag();
    }

    private static final class Lag extends StandardMBean implements LagMBean {
        private final double lag;

        Lag(double lag) {
            super(LagMBean.class, false);
            this.lag = lag;
        }

        @Override
        public double getLag() {
            return lag;
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            return new AttributeList(List.of(new Attribute(names[0], lag)));
        }
    }

    private static ObjectName lag(String client, int partition, double lag) throws JMException {
        ObjectName name = new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=" + client
                + ",topic=orders,partition=" + partition);
        SERVER.registerMBean(new Lag(lag), name);
        return name;
    }

    @Test
    void adds_up_the_lag_of_the_tasks_own_consumer() throws Exception {
        List<ObjectName> beans = List.of(
                lag("connector-consumer-lagging-0", 0, 7),
                lag("connector-consumer-lagging-0", 1, 5),
                lag("connector-consumer-lagging-1", 2, 100),
                lag("somebody-else", 0, 1000));
        try (CountingTask task = new CountingTask("lagging", 0)) {
            assertThat(looked())
                    .singleElement()
                    .extracting(Frame::attributes)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, String.class))
                    .containsEntry("records-lag", "12");
        } finally {
            for (ObjectName bean : beans) {
                SERVER.unregisterMBean(bean);
            }
        }
    }

    @Test
    void reports_once_that_it_cannot_read() throws Exception {
        MetricsWatch blind = new MetricsWatch(outbox, problems, new TaskFigures(() -> {
            throw new IllegalStateException("no such server");
        }));
        blind.look();
        blind.look();

        assertThat(outbox.take().stream().map(Frame::of).toList())
                .singleElement()
                .satisfies(frame -> assertThat(frame.text())
                        .isEqualTo("Connect's metrics cannot be read, and are missed: java.lang.IllegalStateException:"
                                + " no such server"));
    }
}
