package dev.sinkproof.simulation.run;

import dev.sinkproof.simulation.explore.RandomSchedules;
import dev.sinkproof.simulation.sinks.CorrectSinks;
import dev.sinkproof.simulation.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Main class of a forked JVM: prints a digest of the traces of many runs. */
public final class TraceMain {
    static final int RUNS = 100;

    private TraceMain() {}

    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        System.out.println(digest());
    }

    static String digest() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Subject subject : CorrectSinks.all()) {
            RandomSchedules schedules = new RandomSchedules(11);
            try (Simulator simulator = new Simulator(subject)) {
                for (int i = 0; i < RUNS / CorrectSinks.all().size(); i++) {
                    digest.update(simulator.run(schedules.next()).trace().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
