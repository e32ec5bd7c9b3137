package dev.sinkproof.evidence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.evidence.MicroTimestamp;
import dev.sinkproof.evidence.TargetChange;
import dev.sinkproof.evidence.TargetChange.Operation;
import dev.sinkproof.evidence.TargetRow;
import dev.sinkproof.evidence.file.EvidenceFile.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceFilesTest {
    @TempDir
    Path folder;

    private static TargetRow row(long id, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("value", value);
        return new TargetRow("public.t", fields);
    }

    private static <T> List<T> all(EvidenceFile<T> file) throws IOException {
        List<T> elements = new ArrayList<>();
        file.forEach(elements::add);
        return elements;
    }

    private static String text(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void writeText(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Provide
    Arbitrary<List<TargetRow>> rows() {
        return SampleRows.rows().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<TargetChange>> changes() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.strings().ofMaxLength(5),
                        Arbitraries.of(Operation.class),
                        SampleRows.rows(),
                        SampleRows.rows().injectNull(0.5))
                .as(TargetChange::new)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void rowsComeBackEqual(@ForAll("rows") List<TargetRow> rows) throws IOException {
        Path file = Files.createTempFile("rows", ".jsonl.gz");
        try {
            writeRows(file, rows);

            assertThat(all(RowsFile.read(file)).stream().map(SampleRows::comparable))
                    .isEqualTo(rows.stream().map(SampleRows::comparable).toList());
            assertThat(RowsFile.read(file).inspect()).isEqualTo(new Ending(rows.size(), true, 0));
        } finally {
            Files.delete(file);
        }
    }

    private static void writeRows(Path file, List<TargetRow> rows) throws IOException {
        try (EvidenceWriter<TargetRow> writer = RowsFile.write(file)) {
            rows.forEach(writer);
            writer.finish();
        }
    }

    @Property(tries = 200)
    void changesComeBackEqual(@ForAll("changes") List<TargetChange> changes) throws IOException {
        Path file = Files.createTempFile("changes", ".jsonl.gz");
        try {
            try (EvidenceWriter<TargetChange> writer = ChangesFile.write(file)) {
                changes.forEach(writer);
                writer.finish();
            }

            assertThat(all(ChangesFile.read(file)).stream().map(EvidenceFilesTest::comparable))
                    .isEqualTo(
                            changes.stream().map(EvidenceFilesTest::comparable).toList());
        } finally {
            Files.delete(file);
        }
    }

    private static List<Object> comparable(TargetChange change) {
        return List.of(
                change.commitMicros(),
                change.transaction(),
                change.operation(),
                SampleRows.comparable(change.row()),
                SampleRows.comparable(change.before()));
    }

    @Test
    void namesOfColumnsAreWrittenOnce() throws IOException {
        Path file = folder.resolve("rows.gz");
        writeRows(
                file,
                List.of(
                        row(1, new BigDecimal("1.20")),
                        row(2, new MicroTimestamp(-1)),
                        new TargetRow("other", Map.of()),
                        row(3, new byte[] {0, 1}),
                        row(4, 1.0),
                        row(5, Double.NaN)));

        assertThat(text(file)).isEqualTo("""
                        {"shape":0,"container":"public.t","fields":["id","value"]}
                        [0,1,{"d":"1.20"}]
                        [0,2,{"t":-1}]
                        {"shape":1,"container":"other","fields":[]}
                        [1]
                        [0,3,{"b":"AAE="}]
                        [0,4,1.0]
                        [0,5,{"n":"NaN"}]
                        {"end":6}
                        """);
    }

    @Test
    void fileCutAnywhereIsReadAsFarAsItGoes() throws IOException {
        List<TargetRow> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rows.add(row(i, "é".repeat(i) + Integer.toHexString(i * 7919)));
        }
        Path whole = folder.resolve("whole.gz");
        writeRows(whole, rows);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.gz");

        for (int length = 0; length < bytes.length - 8; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            List<TargetRow> read = new ArrayList<>();
            Ending ending = RowsFile.read(cut).readAll(read::add);

            if (!ending.complete()) {
                assertThat(read).isEqualTo(rows.subList(0, read.size()));
            } else {
                // Only marks of the compressor are cut: not one byte of the last line is missing.
                assertThat(read).isEqualTo(rows);
                assertThat(length).isGreaterThan(bytes.length - 20);
            }
        }
    }

    @Test
    void lastLineThatIsCutIsCounted() throws IOException {
        String text = "{\"shape\":0,\"container\":\"t\",\"fields\":[\"id\"]}\n[0,1]\n[0,22";
        for (String end : List.of("", "]", "]\n[0,tru", "]\n[0,\"\\uD8", "]\n{\"end")) {
            Path file = folder.resolve("cut.gz");
            writeText(file, text + end);
            int whole = end.contains("\n") ? 2 : 1;
            int cut = (text + end).length() - (text + end).lastIndexOf('\n') - 1;

            assertThat(RowsFile.read(file).inspect()).as(end).isEqualTo(new Ending(whole, false, cut));
        }
    }

    @Test
    void fileThatWasNotFinishedIsIncomplete() throws IOException {
        Path file = folder.resolve("rows.gz");
        try (EvidenceWriter<TargetRow> writer = RowsFile.write(file)) {
            writer.accept(row(1, "x"));
        }

        assertThat(RowsFile.read(file).inspect()).isEqualTo(new Ending(1, false, 0));
    }

    @Test
    void flushedRowsCanBeReadWhileTheWriterGoesOn() throws IOException {
        Path file = folder.resolve("rows.gz");
        try (EvidenceWriter<TargetRow> writer = RowsFile.write(file)) {
            writer.accept(row(1, "x"));
            writer.flush();

            assertThat(all(RowsFile.read(file))).containsExactly(row(1, "x"));
        }
    }

    @Test
    void damageIsAnError() throws IOException {
        String shape = "{\"shape\":0,\"container\":\"t\",\"fields\":[\"id\"]}\n";
        for (String damaged : List.of(
                "[0,1\n[0,2]\n",
                shape + "[0,1,2]\n",
                shape + "[0]\n",
                shape + "[1,1]\n",
                shape + "[0,[]]\n",
                shape + "[0,{\"q\":1}]\n",
                shape + "[0,{\"d\":\"x\"}]\n",
                shape + "[0,1]\n{\"end\":2}\n",
                shape + "{\"end\":0}\n[0,1]\n",
                shape + "{\"shape\":2,\"container\":\"t\",\"fields\":[]}\n",
                "\n",
                "17\n")) {
            Path file = folder.resolve("damaged.gz");
            writeText(file, damaged);

            assertThatThrownBy(() -> RowsFile.read(file).inspect())
                    .as(damaged)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged.gz")
                    .hasMessageContaining("Line ");
        }
    }

    @Test
    void damagedCompressionIsAnError() throws IOException {
        Path file = folder.resolve("rows.gz");
        Files.writeString(file, "this is not compressed");

        assertThatThrownBy(() -> RowsFile.read(file).inspect())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rows.gz");
    }

    @Test
    void missingFileIsAnError() {
        assertThatThrownBy(() -> RowsFile.read(folder.resolve("none")).inspect())
                .isInstanceOf(IOException.class);
    }

    @Test
    void valuesThatAreNotCanonicalAreRefused() throws IOException {
        try (EvidenceWriter<TargetRow> writer = RowsFile.write(folder.resolve("rows.gz"))) {
            assertThatThrownBy(() -> writer.accept(row(1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.lang.Integer");
        }
        assertThat(RowsFile.read(folder.resolve("rows.gz")).inspect().complete())
                .isFalse();
    }

    @Test
    void nothingIsWrittenBehindTheEnd() throws IOException {
        try (EvidenceWriter<TargetRow> writer = RowsFile.write(folder.resolve("rows.gz"))) {
            writer.finish();
            writer.finish();

            assertThatThrownBy(() -> writer.accept(row(1, "x"))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(RowsFile.read(folder.resolve("rows.gz")).inspect()).isEqualTo(new Ending(0, true, 0));
    }

    @Test
    void linesMayBeLongerThanEveryBuffer() throws IOException {
        Path file = folder.resolve("rows.gz");
        List<TargetRow> rows =
                List.of(row(1, "x".repeat(70_000)), row(2, "y"), row(3, "z".repeat(1_000_000)), row(4, ""));
        writeRows(file, rows);

        assertThat(all(RowsFile.read(file))).isEqualTo(rows);
    }

    @Test
    void consumersErrorsAreTheirOwn() throws IOException {
        Path file = folder.resolve("rows.gz");
        writeRows(file, List.of(row(1, "x")));

        assertThatThrownBy(() -> RowsFile.read(file).forEach(row -> {
                    throw new IllegalArgumentException("mine");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine");
    }

    @Test
    void fullDiskIsAnErrorThatNamesTheFile() throws IOException {
        Path full = folder.resolve("full.gz");
        EvidenceWriter<TargetRow> writer =
                EvidenceWriter.to(full, new FullDisk(1000), (json, rows, row) -> json.writeString(row.toString()));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        writer.accept(row(i, Integer.toHexString(i * 7919)));
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("full.gz")
                .hasMessageContaining("No space left");
        assertThatThrownBy(writer::close).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> EvidenceWriter.<TargetRow>to(full, new FullDisk(1), (json, rows, row) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("full.gz");
    }

    /** Takes so many bytes and no more. */
    private static final class FullDisk extends OutputStream {
        private int free;

        FullDisk(int free) {
            this.free = free;
        }

        @Override
        public void write(int b) throws IOException {
            if (free-- <= 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
