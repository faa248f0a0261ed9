package dev.driftwarden.world.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("", "w.json:1:1: the file is empty"),
                Arguments.of(" \n ", "w.json:1:1: the file is empty"),
                Arguments.of("{\"a\":1,\n \"a\":2}", "w.json:2:5: Duplicate field 'a'"),
                Arguments.of("{\"a\":1} x", "w.json:1:9: Unrecognized token 'x'"),
                Arguments.of("{} {}", "w.json:1:4: there is more text behind the end of the JSON value"),
                Arguments.of("{\"a\":\n  1e400}", "w.json:2:3: the number is too large"),
                Arguments.of("[99999999999999999999]", "w.json:1:2: the number does not fit 64 bits"),
                Arguments.of("[NaN]", "w.json:1:5: Non-standard token 'NaN'"),
                Arguments.of("{\"a\":1,}", "w.json:1:8: Unexpected character"),
                Arguments.of("{'a':1}", "w.json:1:2: Unexpected character"),
                Arguments.of("[\"\\ud800\"]", "w.json:1:2: the text holds half a surrogate pair"),
                Arguments.of("{\"\\udc00\":1}", "w.json:1:9: Unexpected low surrogate"),
                Arguments.of("[".repeat(100_000), "w.json:1:202: Document nesting depth (201) exceeds"),
                Arguments.of("{\"a\":\"\u0001\"}", "w.json:1:7: Illegal unquoted character"),
                Arguments.of("{\"a\":", "w.json:1:6: Unexpected end-of-input"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithPlaceAndReasonInOneLine(String text, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith(message)
                        .doesNotContain("\n")
                        .hasSizeLessThan(400));
    }

    @Test
    void namesThePlaceOfABadByte() {
        byte[] bytes = "{\n  \"ä\": \"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xFF;
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(bytes))
                .withMessage("w.json:2:9: the bytes here are not UTF-8");
    }

    @Test
    void refusesOverlongAndSurrogateBytes() {
        for (byte[] bytes :
                new byte[][] {{'"', (byte) 0xC0, (byte) 0xAF, '"'}, {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}
                }) {
            assertThatExceptionOfType(BadInputException.class)
                    .isThrownBy(() -> read(bytes))
                    .withMessage("w.json:1:2: the bytes here are not UTF-8");
        }
    }

    @Test
    void refusesUtf16() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read("\uFEFF{}".getBytes(StandardCharsets.UTF_16LE)))
                .withMessage("w.json:1:1: this is UTF-16; save the file as UTF-8");
    }

    @Test
    void refusesATextOfHugeLength() {
        String text = "[\"" + "x".repeat(StrictJson.MAX_TEXT + 1) + "\"]";
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("exceeds the maximum");
    }

    @Test
    void acceptsAUtf8ByteOrderMark() throws IOException {
        assertThat(read("\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                        .root()
                        .path("a")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void keepsEveryKindOfValue() throws IOException {
        String text = "{\"a\":[1,-2.5,true,false,null,\"t\\u00e9\\ud83d\\ude00\",{}]}";
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).root().toString())
                .isEqualTo("{\"a\":[1,-2.5,true,false,null,\"té😀\",{}]}");
    }

    private static Document read(byte[] bytes) throws IOException {
        return new StrictJson().read("w.json", new ByteArrayInputStream(bytes));
    }
}
