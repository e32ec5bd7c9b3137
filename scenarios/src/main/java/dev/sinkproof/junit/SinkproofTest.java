package dev.sinkproof.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * Tests a sink connector: the class is a container with one test for each case, the baseline first. It needs no method.
 *
 * <pre>{@code
 * @SinkproofTest(subject = "src/test/resources/my-sink.properties", scenarios = "crash-*")
 * class MySinkIT {}
 * }</pre>
 *
 * <p>A test's name is the case's id, and its tags are the scenario's group and id, besides the class's own {@code @Tag}s. It
 * fails when the contract is broken, and when nothing can be said; it is aborted, with the reason, when the environment
 * cannot do what the scenario needs, and when the baseline's test has failed. A contract that held with a hazard passes.
 *
 * <p>Life cycle: before its first test the class starts a broker, workers and a target, which all its tests use one after
 * another on one thread; after its last test it ends them and writes the reports. {@code @Disabled} on the class is heeded;
 * other extensions and annotations of Jupiter are not.
 *
 * <p>Results are in {@code target/sinkproof/}<i>class</i>, with more than one seed in a folder {@code seed-}<i>n</i> of it for each. These
 * properties of the test JVM, or of {@code junit-platform.properties}, come before what the class says: {@code
 * sinkproof.scenarios} and {@code sinkproof.seeds}, separated by commas, and {@code sinkproof.out}, a folder instead of {@code
 * target/sinkproof}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Testable
public @interface SinkproofTest {
    /**
     * Path of the subject file, from the folder that the tests run in: with Maven, the module's. Left out when the class is a
     * {@link SubjectSource}.
     */
    String subject() default "";

    /** Globs over ids of scenarios and {@code id/variant}; none means all. The baseline is always there. */
    String[] scenarios() default {};

    /** Seeds of the workload. All cases are run for each; the same seed gives the same records. */
    long[] seeds() default 1;

    /** What the command line takes as {@code -X}, each {@code key=value}: {@code records}, {@code nth}, {@code recovery}, … */
    String[] parameters() default {};
}
