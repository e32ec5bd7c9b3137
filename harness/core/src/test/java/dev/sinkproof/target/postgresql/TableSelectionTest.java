package dev.sinkproof.target.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.target.postgresql.TablePattern.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSelectionTest {
    private static TableName table(String schema, String table) {
        return new TableName(schema, table, schema + "." + table);
    }

    private static Match match(String pattern, String schema, String table) {
        return TablePattern.of(pattern).match(table(schema, table));
    }

    @Test
    void nameWithoutSchemaFitsInAnySchema() {
        assertThat(match("orders", "public", "orders")).isEqualTo(Match.EXACT);
        assertThat(match("orders", "other", "ORDERS")).isEqualTo(Match.FOLDED);
        assertThat(match("orders", "public", "orders2")).isEqualTo(Match.NONE);
    }

    @Test
    void dotIsReadBothWays() {
        assertThat(match("sales.orders", "sales", "orders")).isEqualTo(Match.EXACT);
        assertThat(match("sales.orders", "public", "sales.orders")).isEqualTo(Match.EXACT);
        assertThat(match("sales.orders", "public", "orders")).isEqualTo(Match.NONE);
        assertThat(match("a.b.c", "a.b", "c")).isEqualTo(Match.EXACT);
        assertThat(match("a.b.c", "a", "b.c")).isEqualTo(Match.EXACT);
    }

    @Test
    void quotesAreTakenOff() {
        assertThat(match("\"My.Table\"", "public", "My.Table")).isEqualTo(Match.EXACT);
        assertThat(match("s.\"My \"\"T\"\"\"", "s", "My \"T\"")).isEqualTo(Match.EXACT);
        assertThat(match("\"S.1\".\"t\"", "S.1", "t")).isEqualTo(Match.EXACT);
        assertThat(match("\"S.1\".\"t\"", "other", "t")).isEqualTo(Match.NONE);
        assertThat(match("we\"ird", "public", "we\"ird")).isEqualTo(Match.EXACT);
    }

    @Test
    void longNamesAreCutAsPostgresqlCutsThem() {
        assertThat(match("x".repeat(70), "public", "x".repeat(63))).isEqualTo(Match.EXACT);
        assertThat(match("é".repeat(40), "public", "é".repeat(31))).isEqualTo(Match.EXACT);
    }

    @Test
    void foldedNameCountsOnlyWithoutAnExactOne() {
        List<TablePattern> orders = List.of(TablePattern.of("Orders"));
        TableName exact = table("public", "Orders");
        TableName folded = table("public", "orders");

        TableSelection both = new TableSelection(orders, List.of(exact, folded));
        TableSelection one = new TableSelection(orders, List.of(folded));

        assertThat(both.includes(exact)).isTrue();
        assertThat(both.includes(folded)).isFalse();
        assertThat(one.includes(folded)).isTrue();
    }

    @Test
    void emptyNamesAreRefused() {
        assertThatThrownBy(() -> TablePattern.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
