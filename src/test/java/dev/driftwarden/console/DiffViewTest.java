package dev.driftwarden.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.plan.FieldDiff;
import dev.driftwarden.testing.Samples;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiffViewTest {
    private static DiffView view(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        return DiffView.of(new FieldDiff(Samples.ACCOUNT, path, before, after));
    }

    private static String shown(DiffView view) {
        return view.lines().stream().map(line -> line.sign() + line.text()).collect(Collectors.joining("\n"));
    }

    @Test
    void showsAValueBeforeAndAfter() {
        DiffView view = view("properties.minimumTlsVersion", Samples.json("\"TLS1_0\""), Samples.json("\"TLS1_2\""));
        assertThat(shown(view)).isEqualTo("−\"TLS1_0\"\n+\"TLS1_2\"");
        assertThat(shown(view("properties.x", null, Samples.json("true")))).isEqualTo("−(absent)\n+true");
    }

    @Test
    void showsOfALongValueOnlyWhatChangesAndWhatIsAroundIt() {
        String many =
                IntStream.range(0, 100).mapToObj(n -> "\"range-" + n + "\"").collect(Collectors.joining(","));
        JsonNode before = Samples.json("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":[" + many + "]}");
        JsonNode after = Samples.json("{\"a\":1,\"b\":2,\"c\":3,\"d\":5,\"e\":[" + many + "]}");
        assertThat(view("properties.list", before, after).lines())
                .hasSize(8)
                .extracting(DiffView.Line::kind)
                .containsExactly("same", "same", "same", "removed", "added", "same", "same", "same");
    }

    @Test
    void saysThatAnObjectGoesAndWhatWasSetInIt() {
        DiffView view = view(
                "",
                Samples.json(
                        "{\"id\":\"/x\",\"etag\":\"1\",\"properties\":{\"access\":\"Allow\",\"provisioningState\":\"Succeeded\"}}"),
                null);
        assertThat(view.path()).isEqualTo("is deleted");
        assertThat(shown(view)).contains("Allow").doesNotContain("etag", "provisioningState", "+");
        assertThat(view("", null, Samples.json("{\"properties\":{}}")).path()).isEqualTo("is created");
    }

    @Test
    void endsWhatIsEndless() {
        JsonNode endless = Samples.json("\"" + "x".repeat(100_000) + "\"");
        assertThat(shown(view("properties.x", endless, null)))
                .hasSizeLessThan(5_000)
                .contains("more characters");
    }

    @Test
    void showsTheOneElementThatGoesFromALongList() {
        String many =
                IntStream.range(0, 500).mapToObj(n -> "\"10.0.0." + n + "\"").collect(Collectors.joining(","));
        DiffView view =
                view("properties.ranges", Samples.json("[" + many + ",\"0.0.0.0\"]"), Samples.json("[" + many + "]"));
        assertThat(view.lines())
                .filteredOn(line -> line.kind().equals("removed"))
                .extracting(DiffView.Line::text)
                .anyMatch(text -> text.contains("0.0.0.0"));
        assertThat(view.lines()).hasSizeLessThan(12);
    }
}
