package dev.sinkproof.sinks.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** How records of one topic, key schema and value schema become rows. Immutable. */
final class RecordPlan {
    private final Schema keySchema;
    private final Schema valueSchema;
    private final RowShape shape;
    private final List<FieldReader> keyReaders;
    private final List<FieldReader> valueReaders;
    private final List<FieldReader> repeatedKeys;

    private RecordPlan(
            TableName table, Schema keySchema, Schema valueSchema, List<FieldReader> keys, List<FieldReader> values) {
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        Map<String, FieldReader> byName = new LinkedHashMap<>();
        keys.forEach(reader -> byName.put(reader.column().name(), reader));
        this.keyReaders = keys;
        this.valueReaders = values.stream()
                .filter(reader -> !byName.containsKey(reader.column().name()))
                .toList();
        this.repeatedKeys = values.stream()
                .filter(reader -> byName.containsKey(reader.column().name()))
                .toList();
        this.shape = new RowShape(table, columns(keyReaders), columns(valueReaders));
    }

    /** @throws DataException when records of these schemas cannot be rows */
    static RecordPlan append(TableName table, SinkRecord record) {
        return new RecordPlan(table, record.keySchema(), record.valueSchema(), List.of(), valueReaders(record));
    }

    /** @throws DataException when records of these schemas cannot be keyed rows */
    static RecordPlan keyed(TableName table, SinkRecord record, String keyColumn) {
        List<FieldReader> values = record.value() == null ? List.of() : valueReaders(record);
        return new RecordPlan(table, record.keySchema(), record.valueSchema(), keyReaders(record, keyColumn), values);
    }

    private static List<FieldReader> keyReaders(SinkRecord record, String keyColumn) {
        if (record.key() == null || record.keySchema() == null) {
            throw new DataException("an upsert needs a record key with a schema, but the key is "
                    + (record.key() == null ? "null" : "without a schema"));
        }
        return record.keySchema().type() == Schema.Type.STRUCT
                ? fieldReaders(record.keySchema())
                : List.of(FieldReader.ofWhole(keyColumn, record.keySchema()));
    }

    private static List<FieldReader> valueReaders(SinkRecord record) {
        if (record.valueSchema() == null || record.valueSchema().type() != Schema.Type.STRUCT) {
            throw new DataException("the value must be a struct with a schema, but its schema is "
                    + (record.valueSchema() == null
                            ? "missing"
                            : record.valueSchema().type()));
        }
        return fieldReaders(record.valueSchema());
    }

    private static List<FieldReader> fieldReaders(Schema struct) {
        List<FieldReader> readers = new ArrayList<>();
        for (Field field : struct.fields()) {
            if (SourceColumns.reserved(field.name())) {
                throw new DataException("field " + field.name() + " has the name of a source column");
            }
            readers.add(FieldReader.of(field));
        }
        return readers;
    }

    private static List<Column> columns(List<FieldReader> readers) {
        return readers.stream().map(FieldReader::column).toList();
    }

    /** Whether this plan was made for exactly the record's schema objects; converters hand out the same ones again. */
    boolean madeFor(SinkRecord record) {
        return keySchema == record.keySchema() && valueSchema == record.valueSchema();
    }

    RowShape shape() {
        return shape;
    }

    /** @throws DataException when this record's values cannot be a row */
    Row row(SinkRecord record) {
        boolean deletion = record.value() == null;
        int keyCount = keyReaders.size();
        Object[] elements = new Object[deletion ? keyCount : keyCount + valueReaders.size()];
        readKey(record, elements);
        if (!deletion) {
            checkRepeatedKeys(record, elements);
            for (int i = 0; i < valueReaders.size(); i++) {
                elements[keyCount + i] = valueReaders.get(i).read(record.value());
            }
        }
        return new Row(record, shape, elements, deletion);
    }

    private void readKey(SinkRecord record, Object[] elements) {
        for (int i = 0; i < keyReaders.size(); i++) {
            elements[i] = keyReaders.get(i).read(record.key());
            if (elements[i] == null) {
                throw new DataException(
                        "primary key column " + keyReaders.get(i).column().name() + " is null");
            }
        }
    }

    /** A field that key and value both have is one column: it must say one thing. */
    private void checkRepeatedKeys(SinkRecord record, Object[] elements) {
        for (FieldReader repeated : repeatedKeys) {
            int index = indexOfKey(repeated.column().name());
            if (!Objects.deepEquals(repeated.read(record.value()), elements[index])) {
                throw new DataException("field " + repeated.column().name()
                        + " differs between the record's key and value, and there is one column for both");
            }
        }
    }

    private int indexOfKey(String name) {
        for (int i = 0; i < keyReaders.size(); i++) {
            if (keyReaders.get(i).column().name().equals(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no key column " + name);
    }
}
