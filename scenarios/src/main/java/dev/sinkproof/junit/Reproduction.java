package dev.sinkproof.junit;

import java.util.List;

/** The command that runs tests of a class again, with Maven; where Maven ran them under Surefire, as a unit test. */
final class Reproduction {
    private final Class<?> testClass;
    private final long seed;

    Reproduction(Class<?> testClass, long seed) {
        this.testClass = testClass;
        this.seed = seed;
    }

    /**
     * The command.
     *
     * @param scenarios ids or globs; none for all
     */
    String command(List<String> scenarios) {
        StringBuilder command = new StringBuilder(isIntegrationTest() ? "mvn verify -Dit.test=" : "mvn test -Dtest=")
                .append(testClass.getSimpleName());
        if (!scenarios.isEmpty()) {
            command.append(" '-D")
                    .append(Choice.SCENARIOS)
                    .append('=')
                    .append(String.join(",", scenarios))
                    .append('\'');
        }
        return command.append(" -D")
                .append(Choice.SEEDS)
                .append('=')
                .append(seed)
                .toString();
    }

    /** As Failsafe's own patterns say. */
    private boolean isIntegrationTest() {
        String name = testClass.getSimpleName();
        return name.startsWith("IT") || name.endsWith("IT") || name.endsWith("ITCase");
    }
}
