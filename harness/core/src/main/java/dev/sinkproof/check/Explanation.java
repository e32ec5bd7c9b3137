package dev.sinkproof.check;

import java.util.List;
import java.util.Optional;

/** One sentence about one record, from what its story shows. */
final class Explanation {
    private Explanation() {}

    static String lost(Witness witness, RecordStory story) {
        return "record " + witness.name() + committedPast(story) + neverWritten(story) + killedAndNotRead(story);
    }

    private static String committedPast(RecordStory story) {
        return story.first(Step.Kind.COMMITTED)
                .map(commit -> " was committed past at " + commit.shownTime())
                .orElse(" was acknowledged by Kafka");
    }

    private static String neverWritten(RecordStory story) {
        if (!story.historyKnown()) {
            return " and is not in the target";
        }
        List<Step> writes = story.all(Step.Kind.WRITTEN);
        if (writes.isEmpty()) {
            return ", its write never reached the target";
        }
        Step last = writes.get(writes.size() - 1);
        String gone = story.firstAfter(Step.Kind.DELETED, last.micros() - 1)
                .map(deleted -> " and its row was deleted at " + deleted.shownTime() + " by " + deleted.actor())
                .orElse(" and is gone since");
        return ", it was written at " + last.shownTime() + " by " + last.actor() + gone;
    }

    private static String killedAndNotRead(RecordStory story) {
        Optional<Step> put = story.first(Step.Kind.PUT);
        Optional<Step> kill =
                story.firstAfter(Step.Kind.KILLED, put.map(Step::micros).orElse(Long.MIN_VALUE));
        if (kill.isEmpty()) {
            return "";
        }
        boolean readAgain = story.firstAfter(Step.Kind.PUT, kill.get().micros()).isPresent();
        return ", " + kill.get().text() + " at " + kill.get().shownTime()
                + (put.isPresent() && !readAgain ? " and nobody read it again" : "");
    }

    static String duplicated(Witness witness, long copies, RecordStory story) {
        return "record " + witness.name() + " is in the target " + copies + " times" + writtenTwice(story);
    }

    private static String writtenTwice(RecordStory story) {
        List<Step> writes = story.all(Step.Kind.WRITTEN);
        if (writes.size() < 2) {
            return "";
        }
        Step first = writes.get(0);
        Step second = writes.get(1);
        String between = story.firstAfter(Step.Kind.KILLED, first.micros())
                .filter(kill -> kill.micros() < second.micros())
                .map(kill -> ", " + kill.text() + " at " + kill.shownTime())
                .orElse("");
        return ": written at " + first.shownTime() + " by " + first.actor() + between + notCommitted(story, second)
                + ", and written again at " + second.shownTime() + " by " + second.actor();
    }

    private static String notCommitted(RecordStory story, Step again) {
        Optional<Step> commit = story.first(Step.Kind.COMMITTED);
        boolean before = commit.isPresent() && commit.get().micros() < again.micros();
        return before || commit.isEmpty() ? "" : " before its offset was committed";
    }

    static String notParked(Witness witness, String why, String queue, RecordStory story) {
        return "record " + witness.name() + ", of which no row can come (" + why + ")," + committedPast(story)
                + (queue.isEmpty() ? ", and no dead letter queue is configured" : " and is not in " + queue);
    }

    static String parkedThoughGood(Witness witness, String why, boolean written) {
        return "record " + witness.name() + " is like those that were written, and was " + why
                + (written ? "; it is in the target too" : "; it is not in the target");
    }

    static String reordered(Witness late, RecordStory story, Witness overtaker, RecordStory other, boolean sameKey) {
        return "record " + late.name() + " was written for the first time" + firstWrite(story) + ", after "
                + overtaker.name() + (sameKey ? " of the same key" : "")
                + ", which follows it in the log and was written"
                + firstWrite(other);
    }

    private static String firstWrite(RecordStory story) {
        return story.first(Step.Kind.WRITTEN)
                .map(write -> " at " + write.shownTime() + " by " + write.actor())
                .orElse(" at a time that is not known");
    }

    static String stale(Witness lastWord, String key, String held, RecordStory story) {
        return key + " holds " + held + ", but the source log's last word is " + lastWord.name()
                + story.first(Step.Kind.WRITTEN)
                        .map(write -> ", which was written at " + write.shownTime() + " by " + write.actor()
                                + " and replaced later")
                        .orElse(story.historyKnown() ? ", which was never written" : "");
    }

    static String resurrected(Witness lastWord, String key, String held, RecordStory story) {
        return key + " holds " + held + ", but the source log's last word, " + lastWord.name() + ", deletes it"
                + story.first(Step.Kind.DELETED)
                        .map(deleted -> "; its row was deleted at " + deleted.shownTime() + " and came back")
                        .orElse(story.historyKnown() ? "; its row was never deleted" : "");
    }
}
