package dev.sinkproof.simulation.explore;

/**
 * How much was tried.
 *
 * @param runs all runs, without those that made a finding small
 * @param singles single faults that were tried
 * @param singlesTotal single faults that there are
 * @param pruned single faults that would make no difference
 * @param pairs pairs that were tried
 * @param pairsTotal pairs that there are
 * @param random random schedules
 * @param fired faults that had an occasion
 * @param inconclusive runs of which something could not be said
 * @param dropped runs in which Connect itself dropped records (docs/findings/0002), so that what is missing says nothing
 */
public record Coverage(
        long runs,
        long singles,
        long singlesTotal,
        long pruned,
        long pairs,
        long pairsTotal,
        long random,
        long fired,
        long inconclusive,
        long dropped) {
    static final Coverage NOTHING = new Coverage(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Coverage ran(int faultsFired, boolean undecided, boolean connectDropped) {
        return new Coverage(
                runs + 1,
                singles,
                singlesTotal,
                pruned,
                pairs,
                pairsTotal,
                random,
                fired + faultsFired,
                inconclusive + (undecided ? 1 : 0),
                dropped + (connectDropped ? 1 : 0));
    }

    /** What the last run seemed to show did not show again. */
    Coverage undecided() {
        return new Coverage(
                runs, singles, singlesTotal, pruned, pairs, pairsTotal, random, fired, inconclusive + 1, dropped);
    }

    Coverage space(FaultSpace space) {
        return new Coverage(
                runs,
                singles,
                singlesTotal + space.singles(),
                pruned + space.pruned(),
                pairs,
                pairsTotal + space.pairs(),
                random,
                fired,
                inconclusive,
                dropped);
    }

    Coverage single() {
        return new Coverage(
                runs, singles + 1, singlesTotal, pruned, pairs, pairsTotal, random, fired, inconclusive, dropped);
    }

    Coverage pair() {
        return new Coverage(
                runs, singles, singlesTotal, pruned, pairs + 1, pairsTotal, random, fired, inconclusive, dropped);
    }

    Coverage drawn() {
        return new Coverage(
                runs, singles, singlesTotal, pruned, pairs, pairsTotal, random + 1, fired, inconclusive, dropped);
    }

    /** For people. */
    public String describe() {
        return String.format(
                java.util.Locale.ROOT,
                "%,d runs: %,d of %,d single faults (%,d more make no difference), %,d of %,d pairs (%.2f %%), %,d random"
                        + " schedules; %,d faults fired, %,d runs undecided, in %,d Connect itself dropped records",
                runs,
                singles,
                singlesTotal,
                pruned,
                pairs,
                pairsTotal,
                pairsTotal == 0 ? 0.0 : 100.0 * pairs / pairsTotal,
                random,
                fired,
                inconclusive,
                dropped);
    }
}
