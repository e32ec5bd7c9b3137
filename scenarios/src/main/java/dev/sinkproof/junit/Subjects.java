package dev.sinkproof.junit;

import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.subject.SubjectException;
import dev.sinkproof.subject.SubjectFile;
import java.nio.file.Path;
import org.junit.platform.commons.support.ReflectionSupport;

/** Where a class's subject comes from. */
final class Subjects {
    private Subjects() {}

    /**
     * The class's subject.
     *
     * @throws SubjectException when it names none or two, or the file cannot be understood
     */
    static SubjectSpec of(Class<?> testClass) {
        String file = testClass.getAnnotation(SinkproofTest.class).subject();
        boolean source = SubjectSource.class.isAssignableFrom(testClass);
        if (file.isEmpty() != source) {
            throw new SubjectException(testClass.getName() + (source ? " names a subject file and is" : " is neither")
                    + " a SubjectSource" + (source ? " too" : " nor names a subject file")
                    + ": write either @SinkproofTest(subject = \"…\") or implement SubjectSource.");
        }
        return source
                ? ((SubjectSource) ReflectionSupport.newInstance(testClass)).subject()
                : SubjectFile.read(Path.of(file));
    }
}
