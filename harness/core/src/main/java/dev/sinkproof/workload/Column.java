package dev.sinkproof.workload;

import dev.sinkproof.evidence.MicroTimestamp;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A generated column of the value: its schema, and its content as a function of 64 bits. */
@SuppressWarnings("ImmutableEnumChecker") // Connect's schemas are immutable, though nothing marks them so.
enum Column {
    C_INT64(Schema.INT64_SCHEMA) {
        @Override
        Object value(long bits) {
            return number(bits);
        }

        @Override
        boolean is(long bits, Object value) {
            return value instanceof Long number && number == number(bits);
        }

        private long number(long bits) {
            return switch (Mix.below(32, bits)) {
                case 0 -> Long.MIN_VALUE;
                case 1 -> Long.MAX_VALUE;
                case 2 -> 0L;
                default -> Mix.mix(bits);
            };
        }
    },
    C_DECIMAL(Decimal.schema(Column.DECIMAL_SCALE)) {
        @Override
        Object value(long bits) {
            return BigDecimal.valueOf(unscaled(bits), DECIMAL_SCALE);
        }

        private long unscaled(long bits) {
            return switch (Mix.below(32, bits)) {
                case 0 -> DECIMAL_UNSCALED_MAX;
                case 1 -> -DECIMAL_UNSCALED_MAX;
                case 2 -> 0;
                default -> Mix.mix(bits) % (DECIMAL_UNSCALED_MAX + 1);
            };
        }
    },
    C_MICROS(SchemaBuilder.int64()
            .name("io.debezium.time.MicroTimestamp")
            .version(1)
            .build()) {
        @Override
        Object value(long bits) {
            return new MicroTimestamp(micros(bits));
        }

        @Override
        boolean is(long bits, Object value) {
            return value instanceof MicroTimestamp time && time.epochMicros() == micros(bits);
        }

        private long micros(long bits) {
            long micros = (Mix.mix(bits) >>> 1) % MICROS_END;
            // A value of whole milliseconds would not show whether a connector cuts the rest off.
            return micros % 1000 == 0 ? micros + 1 : micros;
        }

        @Override
        Object connectValue(Object value) {
            return ((MicroTimestamp) value).epochMicros();
        }
    },
    C_DOUBLE(Schema.FLOAT64_SCHEMA) {
        @Override
        Object value(long bits) {
            return switch (Mix.below(32, bits)) {
                case 0 -> Double.MAX_VALUE;
                case 1 -> -Double.MAX_VALUE;
                case 2 -> Double.MIN_NORMAL;
                case 3 -> 0.0;
                default -> ((Mix.mix(bits) >> 10) | 1) / 1e9;
            };
        }
    },
    C_BOOLEAN(Schema.BOOLEAN_SCHEMA) {
        @Override
        Object value(long bits) {
            return (Mix.mix(bits) & 1) == 1;
        }
    },
    C_BYTES(Schema.BYTES_SCHEMA) {
        @Override
        Object value(long bits) {
            byte[] bytes = new byte[length(bits)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = part(word(bits, i), i);
            }
            return bytes;
        }

        @Override
        boolean is(long bits, Object value) {
            if (!(value instanceof byte[] bytes) || bytes.length != length(bits)) {
                return false;
            }
            long word = 0;
            for (int i = 0; i < bytes.length; i++) {
                word = (i & 7) == 0 ? word(bits, i) : word;
                if (bytes[i] != part(word, i)) {
                    return false;
                }
            }
            return true;
        }

        private int length(long bits) {
            return Mix.below(BYTES_MAX + 1, bits);
        }

        /** Eight bytes at a time. */
        private long word(long bits, int place) {
            return Mix.mix(bits + (place >>> 3));
        }

        private byte part(long word, int place) {
            return (byte) (word >>> ((place & 7) * 8));
        }
    },
    C_TEXT(Schema.STRING_SCHEMA) {
        @Override
        Object value(long bits) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < pieces(bits); i++) {
                text.append(piece(bits, i));
            }
            return text.toString();
        }

        @Override
        boolean is(long bits, Object value) {
            if (!(value instanceof String text)) {
                return false;
            }
            int end = 0;
            for (int i = 0; i < pieces(bits); i++) {
                String piece = piece(bits, i);
                if (!text.startsWith(piece, end)) {
                    return false;
                }
                end += piece.length();
            }
            return end == text.length();
        }

        private int pieces(long bits) {
            return Mix.below(PIECES_MAX + 1, bits);
        }

        private String piece(long bits, int place) {
            return PIECES[Mix.below(PIECES.length, Mix.mix(bits + place))];
        }
    },
    C_NULLABLE(Schema.OPTIONAL_STRING_SCHEMA) {
        @Override
        Object value(long bits) {
            return Mix.below(4, bits) == 0 ? null : Long.toString(Mix.mix(bits), Character.MAX_RADIX);
        }
    };

    private static final int DECIMAL_SCALE = 4;
    /** 18 digits. */
    private static final long DECIMAL_UNSCALED_MAX = 999_999_999_999_999_999L;
    /** 2100-01-01T00:00:00Z in microseconds since the epoch. */
    private static final long MICROS_END = 4_102_444_800_000_000L;

    private static final int BYTES_MAX = 24;
    private static final int PIECES_MAX = 6;

    /**
     * What texts are made of: beyond the basic plane, combining marks, right to left, joiners, quotes, escapes, line ends. No NUL:
     * PostgreSQL cannot keep one.
     */
    private static final String[] PIECES = {
        "plain ",
        "Ünïcödé",
        "'single'",
        "\"double\"",
        "back\\slash\\n",
        "\t\r\n",
        "e\u0301 a\u0308\u0323",
        "\u05E9\u05DC\u05D5\u05DD",
        "\u0645\u0631\u062D\u0628\u0627",
        "\u202Eoverride\u202C",
        "\uD83D\uDE80",
        "\uD83D\uDC69\u200D\uD83D\uDCBB",
        "\uD834\uDD1E",
        "漢字かな",
        "${placeholder} %s {0}",
        "</script><!--",
        "NULL",
        "; DROP TABLE x; --",
        "\uFEFF",
        "  "
    };

    private final Schema schema;
    private final String column;
    private final long salt;

    Column(Schema schema) {
        this.schema = schema;
        this.column = name().toLowerCase(java.util.Locale.ROOT);
        // From the name, not the position: a new column leaves the others as they are.
        this.salt = saltOf(column);
    }

    private static long saltOf(String text) {
        long salt = 0;
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            salt = Mix.mix(salt, part);
        }
        return salt;
    }

    abstract Object value(long bits);

    /**
     * Whether a canonical value is this very one. A value that stands for the same in another type is not: that is for who compares values. Says what {@link
     * #value} and {@code equals} would say, without making the value where that costs.
     */
    boolean is(long bits, Object value) {
        return Objects.equals(value(bits), value);
    }

    /** The value as Connect holds it. */
    Object connectValue(Object value) {
        return value;
    }

    final Schema schema() {
        return schema;
    }

    final String column() {
        return column;
    }

    final Object of(long recordBits) {
        return value(Mix.mix(recordBits ^ salt));
    }

    final boolean isOf(long recordBits, Object value) {
        return is(Mix.mix(recordBits ^ salt), value);
    }
}
