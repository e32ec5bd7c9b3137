package dev.sinkproof.simulation.kafka;

import dev.sinkproof.model.OffsetCommit;
import dev.sinkproof.simulation.clock.VirtualClock;
import dev.sinkproof.simulation.schedule.Protocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A group coordinator: members, generations, who reads what, committed offsets. Used by one thread.
 *
 * <p>Modelled as broker and client do it: a silent member is thrown out after its session; one that does not poll for longer than its poll
 * interval, which is the rebalance timeout, leaves; with the classic protocols everyone
 * joins before anyone gets anything, and who does not is thrown out after the rebalance timeout; a commit of someone who is no
 * member any more, or of an older generation, is refused, and one during a rebalance by a member that has not joined yet is
 * taken.
 */
public final class ModelGroup {
    static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final long NOT_REBALANCING = -1;

    private final GroupSettings settings;
    private final VirtualClock clock;
    private final List<TopicPartition> partitions;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<TopicPartition, String> targets = new TreeMap<>(ORDER);
    private final Map<TopicPartition, Long> committed = new TreeMap<>(ORDER);
    private final List<OffsetCommit> commits = new ArrayList<>();
    private int generation;
    private int moves;
    private long rebalancingSinceMillis = NOT_REBALANCING;

    public ModelGroup(GroupSettings settings, VirtualClock clock, List<TopicPartition> partitions) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.partitions = List.copyOf(partitions);
    }

    public Protocol protocol() {
        return settings.protocol();
    }

    /** All commits that were taken, in order. */
    public List<OffsetCommit> commits() {
        return List.copyOf(commits);
    }

    public int commitCount() {
        return commits.size();
    }

    /** The committed offset, or 0: consumers begin at the earliest record. */
    public long position(TopicPartition partition) {
        return committed.getOrDefault(partition, 0L);
    }

    public boolean empty() {
        return members.isEmpty();
    }

    /** What an administrator may do to an empty group. */
    public void resetOffsets() {
        if (!members.isEmpty()) {
            throw new IllegalStateException(
                    "offsets can be reset only while no one reads, but there is " + members.keySet());
        }
        committed.clear();
    }

    /** Throws out who has been silent or has kept the others waiting for too long. */
    public void expire() {
        long now = clock.milliseconds();
        List<String> late = members.values().stream()
                .filter(member -> isLate(member, now))
                .map(member -> member.id)
                .toList();
        late.forEach(this::remove);
    }

    private boolean isLate(Member member, long now) {
        boolean silent = member.silentSinceMillis != Member.NOT_SILENT
                && now - member.silentSinceMillis >= settings.sessionMillis();
        boolean awaited = rebalancing() && !member.joined && now - rebalancingSinceMillis >= settings.rebalanceMillis();
        return silent || awaited || isTooBusy(member, now);
    }

    private boolean isTooBusy(Member member, long now) {
        return member.busySinceMillis != Member.RESTS && now - member.busySinceMillis >= settings.rebalanceMillis();
    }

    /** When {@link #expire} will have something to do next, or {@link Long#MAX_VALUE}. */
    public long nextExpiryMillis() {
        long next = Long.MAX_VALUE;
        for (Member member : members.values()) {
            if (member.silentSinceMillis != Member.NOT_SILENT) {
                next = Math.min(next, member.silentSinceMillis + settings.sessionMillis());
            }
            if (member.busySinceMillis != Member.RESTS) {
                next = Math.min(next, member.busySinceMillis + settings.rebalanceMillis());
            }
            if (rebalancing() && !member.joined) {
                next = Math.min(next, rebalancingSinceMillis + settings.rebalanceMillis());
            }
        }
        return next;
    }

    /** The member sends no heartbeats from now on. */
    public void silence(String memberId) {
        Member member = members.get(memberId);
        if (member != null) {
            member.silentSinceMillis = Math.min(member.silentSinceMillis, clock.milliseconds());
        }
    }

    /** It sends them again; whether it still is a member it will see. */
    public void unsilence(String memberId) {
        Member member = members.get(memberId);
        if (member != null) {
            member.silentSinceMillis = Member.NOT_SILENT;
        }
    }

    /** The member polls, and will have to do so again in time. */
    void polls(String memberId) {
        Member member = members.get(memberId);
        if (member != null) {
            member.busySinceMillis = clock.milliseconds();
        }
    }

    /** The member waits in its next poll. Whether that came too late is seen first. */
    void rests(String memberId) {
        Member member = members.get(memberId);
        if (member != null && isTooBusy(member, clock.milliseconds())) {
            remove(memberId);
        } else if (member != null) {
            member.busySinceMillis = Member.RESTS;
        }
    }

    /** The coordinator throws the member out, for example as its session has expired. */
    public void evict(String memberId) {
        if (members.containsKey(memberId)) {
            remove(memberId);
        }
    }

    /** One partition gets another owner, as far as there is another. */
    public void shuffle() {
        if (members.isEmpty()) {
            return;
        }
        TopicPartition moving = partitions.get(moves++ % partitions.size());
        List<String> ids = List.copyOf(members.keySet());
        int owner = ids.indexOf(targets.get(moving));
        targets.put(moving, ids.get((owner + 1) % ids.size()));
        rebalance();
    }

    boolean knows(String memberId) {
        return memberId != null && members.containsKey(memberId);
    }

    void join(String memberId) {
        members.put(memberId, new Member(memberId));
        balance();
        rebalance();
    }

    void leave(String memberId) {
        if (members.containsKey(memberId)) {
            remove(memberId);
        }
    }

    private void remove(String memberId) {
        members.remove(memberId);
        balance();
        rebalance();
    }

    /** Everyone keeps what it has, up to its share; what is left is dealt out in order. */
    private void balance() {
        if (members.isEmpty()) {
            targets.clear();
            return;
        }
        List<String> ids = List.copyOf(members.keySet());
        int share = (partitions.size() + ids.size() - 1) / ids.size();
        Map<String, Integer> counts = new LinkedHashMap<>();
        ids.forEach(id -> counts.put(id, 0));
        List<TopicPartition> free = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Integer count = counts.get(targets.getOrDefault(partition, ""));
            if (count == null || count >= share) {
                free.add(partition);
            } else {
                counts.merge(targets.get(partition), 1, Integer::sum);
            }
        }
        for (TopicPartition partition : free) {
            String least = ids.stream().min(Comparator.comparing(counts::get)).orElseThrow();
            targets.put(partition, least);
            counts.merge(least, 1, Integer::sum);
        }
    }

    private void rebalance() {
        if (settings.protocol() == Protocol.CONSUMER) {
            generation++;
            return;
        }
        members.values().forEach(member -> {
            member.joined = false;
            member.handedOut = null;
        });
        rebalancingSinceMillis = members.isEmpty() ? NOT_REBALANCING : clock.milliseconds();
    }

    private boolean rebalancing() {
        return rebalancingSinceMillis != NOT_REBALANCING;
    }

    boolean awaits(String memberId) {
        return rebalancing() && !members.get(memberId).joined;
    }

    /** The member joins, and tells what it has not given up. */
    void rejoin(String memberId, Set<TopicPartition> owned) {
        Member member = members.get(memberId);
        member.joined = true;
        tellOwned(member, owned);
        if (members.values().stream().allMatch(each -> each.joined)) {
            completeRebalance();
        }
    }

    private void tellOwned(Member member, Set<TopicPartition> owned) {
        member.owned.clear();
        member.owned.addAll(owned);
    }

    private void completeRebalance() {
        generation++;
        rebalancingSinceMillis = NOT_REBALANCING;
        members.values().forEach(member -> {
            member.generation = generation;
            member.handedOut = free(member);
        });
    }

    /** What the member is to have, without what another has not given up yet. */
    private Set<TopicPartition> free(Member member) {
        Set<TopicPartition> free = new TreeSet<>(ORDER);
        targets.forEach((partition, target) -> {
            if (target.equals(member.id) && heldByNoOther(partition, member)) {
                free.add(partition);
            }
        });
        return free;
    }

    private boolean heldByNoOther(TopicPartition partition, Member member) {
        return members.values().stream().noneMatch(other -> other != member && other.owned.contains(partition));
    }

    /** A new assignment of a classic group; null when there is none. */
    Set<TopicPartition> takeAssignment(String memberId) {
        Member member = members.get(memberId);
        Set<TopicPartition> assignment = member.handedOut;
        member.handedOut = null;
        return assignment;
    }

    boolean hasAssignmentFor(String memberId) {
        return members.get(memberId).handedOut != null;
    }

    /** A cooperative member has given something up: everyone joins once more, so that others can have it. */
    void released(String memberId, Set<TopicPartition> owned) {
        tellOwned(members.get(memberId), owned);
        rebalance();
    }

    /** KIP-848: what the member has to give up. */
    Set<TopicPartition> toGiveUp(String memberId) {
        Set<TopicPartition> given = new TreeSet<>(ORDER);
        members.get(memberId).owned.forEach(partition -> {
            if (!memberId.equals(targets.get(partition))) {
                given.add(partition);
            }
        });
        return given;
    }

    /** KIP-848: what it can have beyond what it has. */
    Set<TopicPartition> toTake(String memberId) {
        Member member = members.get(memberId);
        Set<TopicPartition> free = free(member);
        free.removeAll(member.owned);
        return free;
    }

    /** KIP-848: the member tells what it has now. */
    void acknowledge(String memberId, Set<TopicPartition> owned) {
        Member member = members.get(memberId);
        tellOwned(member, owned);
        member.generation = generation;
    }

    /** The generation that a member of the group has; -1 for others. */
    int generationOf(String memberId) {
        return knows(memberId) ? members.get(memberId).generation : -1;
    }

    /**
     * Takes a commit.
     *
     * @throws CommitFailedException when it comes from someone who is no member any more, or of an older generation
     */
    void commit(String memberId, int memberGeneration, Map<TopicPartition, OffsetAndMetadata> offsets) {
        expire();
        if (!knows(memberId) || members.get(memberId).generation != memberGeneration) {
            throw new CommitFailedException();
        }
        clock.tickMicros();
        Map<TopicPartition, OffsetAndMetadata> sorted = new TreeMap<>(ORDER);
        sorted.putAll(offsets);
        sorted.forEach((partition, offset) -> {
            committed.put(partition, offset.offset());
            commits.add(new OffsetCommit(
                    partition.topic(), partition.partition(), offset.offset(), clock.milliseconds(), commits.size()));
        });
        clock.nextMillisecond();
    }
}
