package dev.sinkproof.target.postgresql;

import dev.sinkproof.target.postgresql.PostgresCatalog.Relation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The run's tables at one moment. A partition belongs to its partitioned table: its rows and changes are that table's.
 * Used by one thread.
 */
final class RunTables {
    private final TableSelection selection;
    private final List<Relation> tables = new ArrayList<>();
    private final List<Relation> withPartitions = new ArrayList<>();
    /** Name of each table met so far, existing or dropped since, to its container; empty when it is not the run's. */
    private final Map<TableName, Optional<String>> containers = new HashMap<>();

    /** @throws IOException when a name of the run means something that is not a table */
    RunTables(Collection<TablePattern> patterns, List<Relation> existing) throws IOException {
        this.selection = new TableSelection(
                patterns, existing.stream().map(Relation::name).toList());
        for (Relation relation : existing) {
            if (selection.includes(relation.name())) {
                tables.add(requireTable(relation));
            }
        }
        keepRootsOnly();
        addPartitions(existing);
    }

    private static Relation requireTable(Relation relation) throws IOException {
        if (!relation.isTable()) {
            throw new IOException(relation.name().text()
                    + " in the target is a view or a foreign table, which cannot be watched:"
                    + " name the table behind it in sinkproof.target.table");
        }
        return relation;
    }

    private void keepRootsOnly() {
        Set<Long> oids = new HashSet<>();
        tables.forEach(table -> oids.add(table.oid()));
        tables.removeIf(table -> table.isPartition() && oids.contains(table.root()));
    }

    private void addPartitions(List<Relation> existing) {
        Map<Long, String> roots = new HashMap<>();
        tables.forEach(table -> roots.put(table.oid(), table.name().text()));
        tables.forEach(table -> addWithContainer(table, table.name().text()));
        for (Relation relation : existing) {
            if (relation.isPartition() && roots.containsKey(relation.root())) {
                addWithContainer(relation, roots.get(relation.root()));
            }
        }
    }

    private void addWithContainer(Relation relation, String container) {
        withPartitions.add(relation);
        containers.put(relation.name(), Optional.of(container));
    }

    /** Without partitions. */
    List<Relation> tables() {
        return List.copyOf(tables);
    }

    /** With partitions: all that changes can name. */
    List<Relation> withPartitions() {
        return List.copyOf(withPartitions);
    }

    /** The container that rows of this table belong to; empty when it is not the run's. */
    Optional<String> container(TableName name) {
        return containers.computeIfAbsent(name, this::containerOfDropped);
    }

    private Optional<String> containerOfDropped(TableName name) {
        return selection.includes(name) ? Optional.of(name.text()) : Optional.empty();
    }
}
