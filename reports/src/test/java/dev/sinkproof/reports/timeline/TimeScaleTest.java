package dev.sinkproof.reports.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    @Test
    void ticksStandAtRoundDistancesFromTheOrigin() {
        TimeScale scale = TimeScale.linear(0, 14_600_000, 100, 1100);

        assertThat(scale.ticks(0))
                .extracting(Picture.Tick::label)
                .containsExactly("0 s", "+2 s", "+4 s", "+6 s", "+8 s", "+10 s", "+12 s", "+14 s");
        assertThat(scale.x(7_300_000)).isEqualTo(600);
    }

    @Test
    void aLongStretchWithoutEventsIsLeftOutAndSaysHowLongItIs() {
        List<Long> times = List.of(0L, 10_000L, 20_000L, 2_920_000L, 2_930_000L);

        TimeScale scale = TimeScale.broken(times, 0, 2_930_000, 0, 1000);

        assertThat(scale.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.label()).isEqualTo("2.9 s");
            assertThat(gap.x()).isGreaterThan(scale.x(20_000));
            assertThat(gap.x() + gap.width()).isLessThan(scale.x(2_920_000));
        });
        double one = scale.x(10_000) - scale.x(0);
        assertThat(scale.x(2_930_000) - scale.x(2_920_000)).isCloseTo(one, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void aStretchThatSavesNothingIsDrawn() {
        assertThat(TimeScale.broken(List.of(0L, 400L, 500L, 1000L), 0, 1000, 0, 300)
                        .gaps())
                .isEmpty();
    }

    @Property(tries = 300)
    void laterIsNeverFartherLeftAndNothingLeavesThePicture(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 40_000_000) Long> times,
            @ForAll boolean broken) {
        TimeScale scale =
                broken ? TimeScale.broken(times, 0, 40_000_000, 148, 1146) : TimeScale.linear(0, 40_000_000, 148, 1146);

        double[] positions = LongStream.concat(
                        times.stream().mapToLong(Long::longValue), LongStream.of(-5, 0, 40_000_000, 99_000_000))
                .sorted()
                .mapToDouble(scale::x)
                .toArray();

        assertThat(positions).isSorted();
        assertThat(positions[0]).isGreaterThanOrEqualTo(148);
        assertThat(positions[positions.length - 1]).isLessThanOrEqualTo(1146.001);
        assertThat(scale.ticks(0)).hasSizeBetween(1, 30);
        assertThat(scale.gaps()).hasSizeLessThanOrEqualTo(7);
    }
}
