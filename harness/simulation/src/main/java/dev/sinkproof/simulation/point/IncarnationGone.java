package dev.sinkproof.simulation.point;

/**
 * Ends what a killed worker was doing. Connect catches every Throwable around a task's methods and goes on, so whoever is gone
 * gets this from everything that it touches from then on.
 */
public final class IncarnationGone extends Error {
    private static final long serialVersionUID = 1L;

    public IncarnationGone(String who) {
        super(who + " is gone", null, false, false);
    }
}
