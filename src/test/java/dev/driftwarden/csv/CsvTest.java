package dev.driftwarden.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CsvTest {
    static List<Map.Entry<String, String>> cells() {
        return List.of(
                Map.entry("plain", "plain"),
                Map.entry("a=b", "a=b"),
                Map.entry("a,b", "\"a,b\""),
                Map.entry("say \"hi\"", "\"say \"\"hi\"\"\""),
                Map.entry("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
                Map.entry("+1", "'+1"),
                Map.entry("-1", "'-1"),
                Map.entry("@SUM(A1)", "'@SUM(A1)"),
                Map.entry("＝1", "'＝1"),
                Map.entry("\t=1", "'\t=1"),
                Map.entry("\n=1", "\"'\n=1\""),
                Map.entry("\r=1", "\"'\r=1\""));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void writesCellsThatNoSpreadsheetTakesForFormulas(Map.Entry<String, String> cell) {
        assertThat(Csv.of(List.of("name"), List.of(List.of(cell.getKey()))))
                .isEqualTo("name\r\n" + cell.getValue() + "\r\n");
    }
}
