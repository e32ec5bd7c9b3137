package dev.sinkproof.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sinkproof.model.Contract;
import dev.sinkproof.model.Guarantee;
import dev.sinkproof.model.ObjectClaim;
import dev.sinkproof.model.OperatorPolicy;
import dev.sinkproof.model.OrderClaim;
import dev.sinkproof.model.PoisonPolicy;
import dev.sinkproof.model.ReplayPolicy;
import dev.sinkproof.model.SubjectSpec;
import dev.sinkproof.model.WriteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectFileTest {
    private static final String MINIMAL = """
            connector.class=com.example.Sink
            connection.url=${target.jdbc.url}
            sinkproof.plugin=com.example:sink:1.0
            sinkproof.target=postgresql
            """;

    @TempDir
    private Path folder;

    @Test
    void takesTheHarnessKeysOutAndLeavesTheRestAlone() {
        SubjectSpec subject = parse(MINIMAL + "sinkproof.target.table=orders\nname=ignored\n");

        assertThat(subject.config()).containsOnlyKeys("connector.class", "connection.url");
        assertThat(subject.plugins()).containsExactly("com.example:sink:1.0");
        assertThat(subject.targetSettings()).containsEntry("table", "orders");
    }

    @Test
    void infersAtLeastOnceWhereNoGuaranteeIsClaimed() {
        Contract contract = parse(MINIMAL).contract();

        assertThat(contract.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
        assertThat(contract.inferred()).isTrue();
    }

    @Test
    void readsTheClaim() {
        Contract contract = parse(MINIMAL + """
                        sinkproof.contract.guarantee=effectively-once
                        sinkproof.contract.write-model=upsert-delete
                        sinkproof.contract.recovery-objective.ms=5000
                        sinkproof.contract.poison-policy=dead-letter-queue
                        sinkproof.contract.order=key
                        """).contract();

        assertThat(contract)
                .isEqualTo(new Contract(
                        Guarantee.EFFECTIVELY_ONCE,
                        WriteModel.UPSERT_DELETE,
                        5000,
                        false,
                        PoisonPolicy.DEAD_LETTER_QUEUE,
                        OrderClaim.KEY,
                        null,
                        null));
    }

    @Test
    void claimsNoOrderUnlessItSaysSo() {
        assertThat(parse(MINIMAL).contract().order()).isEqualTo(OrderClaim.NONE);
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.order=keys\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("Allowed: none, partition, key");
    }

    @Test
    void readsWhatIsClaimedOfObjects() {
        assertThat(parse(MINIMAL).contract().objects()).isEqualTo(ObjectClaim.NONE);
        assertThat(parse(MINIMAL + """
                        sinkproof.contract.object-records=300
                        sinkproof.contract.time-folder='hour'=HH
                        sinkproof.contract.time-zone=Europe/Berlin
                        """).contract().objects())
                .isEqualTo(new ObjectClaim(300, "'hour'=HH", "Europe/Berlin"));
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.object-records=many\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("a positive number of records");
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.time-folder=bogus\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("is no pattern");
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.time-zone=Mars/Olympus\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("is no time zone");
    }

    @Test
    void namesThePoliciesForPoison() {
        assertThat(parse(MINIMAL).contract().poisonPolicy()).isEqualTo(PoisonPolicy.FAIL);
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.poison-policy=ignore\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("Allowed: fail, dead-letter-queue, skip");
    }

    @Test
    void readsConnectsTwoFormsOfJson() {
        String flat = """
                {"connector.class": "com.example.Sink", "batch.size": 10,
                 "sinkproof.plugin": "a:b:1", "sinkproof.target": "postgresql"}
                """;
        String nested = "{\"name\": \"x\", \"config\": " + flat + "}";

        assertThat(SubjectFile.parse("f.json", "f", flat, true, null).config()).containsEntry("batch.size", "10");
        assertThat(SubjectFile.parse("f.json", "f", nested, true, null))
                .isEqualTo(SubjectFile.parse("f.json", "f", flat, true, null));
    }

    @Test
    void resolvesPluginPathsAgainstTheFilesFolder() throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, MINIMAL.replace("com.example:sink:1.0", "plugins/mine"));

        SubjectSpec subject = SubjectFile.read(file);

        assertThat(subject.plugins())
                .containsExactly(folder.resolve("plugins/mine").toString());
        assertThat(subject.name()).isEqualTo("mine");
    }

    @Test
    void convertersComeFromWhereTheFileSays() throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, MINIMAL + "\nsinkproof.converters=org.example:avro:1.0, converters\n");

        SubjectSpec subject = SubjectFile.read(file);

        assertThat(subject.converters())
                .containsExactly(
                        "org.example:avro:1.0", folder.resolve("converters").toString());
        assertThat(subject.config()).doesNotContainKey("sinkproof.converters");
        assertThat(SubjectFile.parse("f", "f", MINIMAL, false, null).converters())
                .isEmpty();
    }

    @Test
    void namesTheMissingFileAndWhereItLooked() {
        assertThatThrownBy(() -> SubjectFile.read(folder.resolve("absent.properties")))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("absent.properties")
                .hasMessageContaining(folder.toString());
    }

    @Test
    void pointsToThePlaceWhereJsonIsMalformed() {
        assertThatThrownBy(() -> SubjectFile.parse("f.json", "f", "{\"a\":\n oops}", true, null))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("f.json")
                .hasMessageContaining("line 2");
    }

    @Test
    void suggestsTheNearestKey() {
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.garantee=at-least-once\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("did you mean sinkproof.contract.guarantee?");
    }

    @Test
    void refusesAGuaranteeThatNobodyCanClaim() {
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.guarantee=exactly-once\n"))
                .isInstanceOf(SubjectException.class)
                .hasMessageContaining("effectively-once");
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThatThrownBy(() -> parse("connector.class=x\nsinkproof.target=postgresql\n"))
                .hasMessageContaining("sinkproof.plugin is missing");
        assertThatThrownBy(() -> parse("a=b\n")).hasMessageContaining("connector.class is missing");
    }

    @Test
    void refusesAnObjectiveThatIsNoTime() {
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.recovery-objective.ms=soon\n"))
                .hasMessageContaining("positive number of milliseconds");
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.recovery-objective.ms=0\n"))
                .hasMessageContaining("positive number of milliseconds");
    }

    private static SubjectSpec parse(String text) {
        return SubjectFile.parse("mine.properties", "mine", text, false, null);
    }

    @Test
    void takesWhatTheContractSaysOfOperatorsAndReplays() {
        Contract contract = parse(
                        MINIMAL + "sinkproof.contract.operator=never\nsinkproof.contract.replay=writes-again\n")
                .contract();

        assertThat(contract.operator()).isEqualTo(OperatorPolicy.NEVER);
        assertThat(contract.replay()).isEqualTo(ReplayPolicy.WRITES_AGAIN);
        assertThat(parse(MINIMAL).contract().operator()).isEqualTo(OperatorPolicy.UNSTATED);
        assertThat(parse(MINIMAL).contract().replay()).isEqualTo(ReplayPolicy.UNSTATED);
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.operator=nevr\n"))
                .hasMessageContaining("did you mean never?");
        assertThatThrownBy(() -> parse(MINIMAL + "sinkproof.contract.replay=write-again\n"))
                .hasMessageContaining("did you mean writes-again?");
    }
}
