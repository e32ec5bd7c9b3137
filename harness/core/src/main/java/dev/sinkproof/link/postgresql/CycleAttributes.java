package dev.sinkproof.link.postgresql;

import dev.sinkproof.link.LinkAttributes;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is told of a request cycle at the fault points. */
final class CycleAttributes {
    private CycleAttributes() {}

    static Map<String, String> request(Cycle cycle, Forecast forecast) {
        Map<String, String> attributes = common(cycle, forecast, forecast.writes() > 0, forecast.commits());
        attributes.put(LinkAttributes.DURABLE, Boolean.toString(forecast.durable()));
        attributes.put(LinkAttributes.TRANSACTION, word(forecast.before()));
        attributes.put(LinkAttributes.WITHHELD, withheld(cycle.spilled));
        return attributes;
    }

    static Map<String, String> acknowledgement(Cycle cycle, Forecast forecast, TransactionStatus after) {
        boolean writes = forecast.writes() > 0 || cycle.wrote;
        boolean ok = !cycle.failed && !cycle.refused;
        Map<String, String> attributes = common(cycle, forecast, writes, forecast.commits());
        attributes.put(LinkAttributes.DURABLE, Boolean.toString(forecast.durable() || cycle.committed));
        attributes.put(LinkAttributes.COMMITTED, Boolean.toString(cycle.committed));
        attributes.put(LinkAttributes.OUTCOME, ok ? LinkAttributes.OK : LinkAttributes.ERROR);
        attributes.put(LinkAttributes.ROWS, Long.toString(cycle.rows));
        attributes.put(LinkAttributes.TRANSACTION_ROWS, Long.toString(cycle.transactionRows));
        attributes.put(LinkAttributes.TRANSACTION, word(after));
        attributes.put(LinkAttributes.WITHHELD, withheld(cycle.answerSpilled));
        if (cycle.sqlstate != null) {
            attributes.put(LinkAttributes.SQLSTATE, cycle.sqlstate);
        }
        return attributes;
    }

    private static Map<String, String> common(Cycle cycle, Forecast forecast, boolean writes, boolean commits) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(LinkAttributes.CYCLE, Long.toString(cycle.number()));
        attributes.put(LinkAttributes.KIND, kind(writes, commits));
        attributes.put(LinkAttributes.TABLES, String.join(",", forecast.tables()));
        attributes.put(LinkAttributes.SQL, String.join(",", forecast.verbs()));
        attributes.put(LinkAttributes.STATEMENTS, Integer.toString(forecast.statements()));
        return attributes;
    }

    private static String kind(boolean writes, boolean commits) {
        return writes && commits ? "write+commit" : writes ? "write" : "commit";
    }

    private static String withheld(boolean spilled) {
        return spilled ? "tail" : "all";
    }

    private static String word(TransactionStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
